"""How long a page takes to check itself in the reader's browser: docs/benchmarks/live.md.

`uv run tests/bench/in_browser.py` builds the site with what is staged and measures it in the system's Chromium. Each
figure is taken several times, each time in a browser that has seen nothing; the median counts.
"""

import re
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import monotonic

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from conftest import QUIET, build  # noqa: E402
from hosting import Row, chromium, hosted  # noqa: E402
from playwright.sync_api import BrowserType, Page, sync_playwright  # noqa: E402

TABLE = ROOT / "docs/benchmarks/live.md"
BOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LARGEST = max(BOOKS, key=lambda path: path.stat().st_size).stem
OWN = ("docs/live/live.js", "docs/live/worker.js", "docs/live/kernel.py")
HEAD = """\
# A page that checks itself

What `uv run tests/bench/in_browser.py` has measured, in the system's Chromium, {runs} times each; the median counts.
The site is served as a host would serve it: packed by gzip, to be kept for ten minutes. The page is
[the largest notebook](../../notebooks/{largest}.ipynb).

| measure | target | measured | met? |
|---|---|---|---|
"""
FOOT = """
*First cell* and *whole page* are counted from the click. What makes it quick: Python's own modules and the libraries
are compiled when they are staged, and packed without what only a debugger reads (`docs/making/compiled.py`). *Memory*
is what the process that holds the page and its worker has to itself, all of it, when the whole page is checked.
"""


def private(page: Page) -> float:
    """Return the megabytes that the processes of all pages of a browser have to themselves (Linux, proc(5))."""
    devtools = page.context.browser.new_browser_cdp_session()  # type: ignore[union-attr]
    processes = devtools.send("SystemInfo.getProcessInfo")["processInfo"]
    sizes = []
    for process in processes:
        if process["type"] == "renderer":
            told = Path(f"/proc/{process['id']}/smaps_rollup").read_text("utf-8")
            sizes.append(sum(int(size) for size in re.findall(r"^Private_\w+: +(\d+) kB", told, re.M)))
    return max(sizes) / 1000


def checked(page: Page, url: str) -> tuple[float, float]:
    """Return the seconds from the click to the first cell, and to the whole page."""
    page.goto(url, wait_until="networkidle")
    start = monotonic()
    page.get_by_role("button", name="Check this page").click()
    page.locator(".g-mark").first.wait_for(timeout=120_000)
    first = monotonic() - start
    status = page.locator(".g-live [role=status]", has_text="This page is correct")
    status.wait_for(timeout=120_000)
    return first, monotonic() - start


def edited(page: Page) -> float:
    """Return the seconds that a changed cell takes to run."""
    page.locator(".g-code summary").first.click()
    code = page.get_by_label("Code of cell 1", exact=True)
    code.fill(f"{code.input_value()}\n'changed'")
    start = monotonic()
    code.press("Control+Enter")
    page.locator(".g-mark", has_text="Run by you").first.wait_for()
    return monotonic() - start


def once(kind: BrowserType, path: str, url: str) -> dict[str, float]:
    """Return what one new browser sees: the first visit, the second, an edit, and the memory."""
    browser = kind.launch(executable_path=path, args=QUIET)
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    cold, whole = checked(page, url)
    found = {"cold": cold, "whole": whole, "memory": private(page), "edit": edited(page)}
    page.close()
    found["warm"], found["whole again"] = checked(context.new_page(), url)
    browser.close()
    return found


def lines() -> int:
    """Return the lines of our own code, without comments, docstrings and blank lines."""
    count = 0
    for name in OWN:
        text = re.sub(r'""".*?"""', "", (ROOT / name).read_text("utf-8"), flags=re.S)
        count += sum(bool(line.strip()) and not re.match(r"\s*(//|/\*\*|#)", line) for line in text.splitlines())
    return count


def measured(site: Path, path: str, runs: int) -> Iterator[Row]:
    """Yield a row for each measure."""
    with hosted(site) as base, sync_playwright() as playwright:
        url = f"{base}notebooks/{LARGEST}/"
        every = [once(playwright.chromium, path, url) for _ in range(runs)]
        middle = {key: median(each[key] for each in every) for key in every[0]}
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        right = 0
        for book in BOOKS:
            page = browser.new_page()
            checked(page, f"{base}notebooks/{book.stem}/")
            right += 1
            page.close()
        browser.close()
    html = (site / f"notebooks/{LARGEST}/index.html").read_text("utf-8")
    sent = float(re.findall(r"([\d.]+) MB to load", html)[0])
    yield _row("click → first cell checked, first visit", 5, middle["cold"], "s", 2)
    yield _row("click → first cell checked, second visit", 3, middle["warm"], "s", 2)
    yield _row("first cell → whole page", 1, middle["whole"] - middle["cold"], "s", 2)
    yield _row("bytes after the click, packed by gzip", 7, sent, "MB", 1)
    yield _row("a changed cell, run", 0.1, middle["edit"], "s", 2)
    yield _row("memory of the page's process", 200, middle["memory"], "MB", 0)
    yield _row("own code for it, JavaScript and Python", 250, lines(), "lines", 0)
    yield Row(
        "pages whose every cell is as printed (Python 3.14)", "all", f"{right} of {len(BOOKS)}", right == len(BOOKS)
    )


def _row(what: str, target: float, found: float, unit: str, digits: int) -> Row:
    return Row(what, f"≤ {target:g} {unit}", f"{found:.{digits}f} {unit}", round(found, digits) <= target)


def main() -> None:
    """Measure, and write the table."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="how often each figure is measured")
    runs = parser.parse_args().runs
    path = chromium()
    with TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        if (built := build(ROOT, site)).returncode:
            sys.exit(built.stderr)
        if not next((site / "runtime").glob("*/start.zip"), None):
            sys.exit("Python for the browser is not staged; run `uv run docs/making/stage.py` first.")
        rows = list(measured(site, path, runs))
    told = "".join(f"{row}\n" for row in rows)
    TABLE.write_text(HEAD.format(runs=runs, largest=LARGEST) + told + FOOT, encoding="utf-8")
    print(told)


if __name__ == "__main__":
    main()
