"""How long a page takes to open as a notebook, and what it loads.

`uv run tests/bench/lite_opened.py` builds the site with what is staged and opens the first page in the system's
Chromium, which has seen nothing. With another release of JupyterLite, `--write` notes what it loads of it.
"""

import sys
from argparse import ArgumentParser
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import monotonic
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / folder) for folder in ("tests", "tests/live", "docs/making")]

from conftest import QUIET, build  # noqa: E402
from hosting import chromium, hosted  # noqa: E402
from playwright.sync_api import Browser, sync_playwright  # noqa: E402
from test_lite import FIRST, OPENED, READY, RUN  # noqa: E402

from archives import packed  # noqa: E402

NOTE = ROOT / "docs/making/jupyterlite/opened.txt"


def opened(browser: Browser, base: str) -> tuple[list[float], list[str]]:
    """Return the seconds from the click to the notebook, to Python and to all outputs, and the paths it asked for."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{base}notebooks/{FIRST}/", wait_until="networkidle")
    asked: list[str] = []
    context.on("request", lambda request: asked.append(urlsplit(request.url).path.strip("/")))
    start = monotonic()
    page.get_by_role("link", name="Open this page as a notebook").click()
    page.wait_for_function(OPENED, timeout=120_000)
    shown = monotonic() - start
    page.evaluate(READY)
    ready = monotonic() - start
    page.evaluate(RUN)
    done = monotonic() - start
    context.close()
    return [shown, ready, done], asked


def main() -> None:
    """Measure, and print."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="how often each figure is measured")
    parser.add_argument("--write", action="store_true", help=f"note what it loads in {NOTE.relative_to(ROOT)}")
    given = parser.parse_args()
    path = chromium()
    app = next((ROOT / "docs/lite").glob("*"), None)
    if not app:
        sys.exit("This needs what `uv run docs/making/stage.py` stages.")
    with TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        if (built := build(ROOT, site)).returncode:
            sys.exit(built.stderr)
        with hosted(site) as base, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=QUIET)
            runs = [opened(browser, base) for _ in range(given.runs)]
            browser.close()
        asked = {site / path for path in runs[0][1] if path.startswith(("lite/", "runtime/"))}
        asked = {path for path in asked if path.is_file()}
        sent = sum(packed(path.read_bytes()) for path in asked)
        if given.write:
            own = site / "lite" / app.name
            names = (path.relative_to(own).as_posix() for path in asked if path.is_relative_to(own))
            NOTE.write_text("".join(f"{name}\n" for name in sorted(names) if not name.endswith(".zip")), "utf-8")
    for number, what in enumerate(("the notebook is shown", "Python is ready", "all outputs are there")):
        print(f"{what}: {median(times[number] for times, _ in runs):.1f} s after the click")
    print(f"{sent / 1e6:.1f} MB are sent, {len(asked)} files")


if __name__ == "__main__":
    main()
