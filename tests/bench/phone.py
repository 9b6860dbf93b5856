"""How good the pages are on a phone, measured in the browser, one row per target: docs/benchmarks/phone.md.

`uv run python tests/bench/phone.py` takes long: Lighthouse looks at every page, three times as a phone and as a desk.
`--runs 1` and `--pages when/ number/` shorten it; the table says how often was measured. `--rest` measures all but
Lighthouse, whose two rows stay as they are. `--pictures` compares pictures of every page, and takes half an hour;
`--busy` has Lighthouse look at every page once while one core is kept busy.
"""

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / folder) for folder in ("tests", "tests/site", "docs/making")]

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]  # noqa: E402
from beside import LINE, SLOWER, blocked, empty, slow, soon, weighed  # noqa: E402
from conftest import QUIET, build  # noqa: E402
from conftest import pages as of_site  # noqa: E402
from hosting import Row, chromium, hosted, pace  # noqa: E402
from pictures import added, pictured  # noqa: E402
from playwright.sync_api import Browser, Request, sync_playwright  # noqa: E402
from scores import NODE, scored  # noqa: E402
from test_reading import PAGES as READ  # noqa: E402
from test_reading import grade, sentences  # noqa: E402
from test_site import DRESSED, PAINTED, SCHEMES, SHORTENED, VIOLATIONS  # noqa: E402

from guide_lib.words.language import languages  # noqa: E402

TABLE = ROOT / "docs/benchmarks/phone.md"
ANSWERED = "when/#day=2026-12-18&country=DE"
OFTEN = ("", "when/", "number/", "questions/", "notebooks/03-waiting-to-be-sent/", "notebooks/08-money-back/")
"""The pages that are held beside an empty page of the theme, each figure as often as this."""
TIMES = 5
HEAD = """\
# On a phone

What `uv run python tests/bench/phone.py` has measured, in the system's Chromium on {cores} cores. The site is served as
a host would serve it: packed by gzip, to be kept for ten minutes. Lighthouse {lighthouse}; {runs}; the median counts.

| measure | target | measured | met? |
|---|---|---|---|
"""


CHOSEN = """status => new Promise(done => {
    const start = performance.now()
    document.querySelector(`input[value=${status}]`).click()
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)))
})"""
DATED = """() => new Promise(done => {
    const start = performance.now()
    const seen = () => document.querySelector("#answer .g-late")
        ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - start))) : requestAnimationFrame(seen)
    for (const [id, value] of [["day", "2026-12-18"], ["country", "DE"]]) {
        const field = document.getElementById(id)
        field.value = value
        field.dispatchEvent(new Event("change", { bubbles: true }))
    }
    seen()
})"""


def timed(browser: Browser, base: str, runs: int) -> Iterator[Row]:
    """Yield the two times from what a reader does to the answer on the screen."""
    times = []
    for _ in range(runs):
        with slow(browser) as page:
            page.goto(base)
            times += [page.evaluate(CHOSEN, status) for status in ("awaiting_shipment", "cancelled", "in_dispute")]
    yield Row(
        f"from choice to answer, processor {SLOWER} × slower",
        "≤ 100 ms",
        f"{median(times):.0f} ms",
        median(times) <= 100,
    )
    times = []
    for _ in range(runs):
        with slow(browser, LINE) as page:
            page.goto(f"{base}when/")
            times.append(page.evaluate(DATED))
    what = f"from date and country to answer, 1.6 Mbit/s, processor {SLOWER} × slower"
    yield Row(what, "≤ 1 s", f"{median(times) / 1000:.2f} s", median(times) <= 1000)


def kept_offline(site: Path) -> Iterator[Row]:
    """Yield what a date needs, and what is kept for no network once the home page is there."""
    tables = (len(gzip.compress(path.read_bytes(), 9)) for path in (site / "tables").glob("*.json"))
    looks_up = (len(gzip.compress((site / "assets/refund.js").read_bytes(), 9)) + max(tables)) / 1000
    yield Row("script and largest table for a date, together", "≤ 14 kB", f"{looks_up:.2f} kB", looks_up <= 14)
    worker = json.loads((site / "sw.js").read_text("utf-8").partition("= ")[2].partition("\n")[0])[1]
    paths = [site / path / "index.html" if (site / path).is_dir() else site / path for path in worker]
    later = sum(len(gzip.compress(path.read_bytes(), 6)) for path in [*paths, site / "sw.js"]) / 1000
    yield Row(
        "kept for no network, once that page is there", "no target", f"{later:.0f} kB in {len(worker)} files", True
    )


def _noted(asked: list[str], request: Request) -> None:
    asked.append(request.url)


def looked_at(browser: Browser, base: str, pages: Sequence[str]) -> Iterator[Row]:
    """Yield what axe finds, who is asked, and what is too wide, on every page with every answer open."""
    found, elsewhere, states, wide = 0, 0, 0, list[str]()
    for path in pages:
        context = browser.new_context(reduced_motion="reduce", service_workers="block")
        page = context.new_page()
        asked: list[str] = []
        page.on("request", partial(_noted, asked))
        page.goto(base + path, wait_until="networkidle")
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; each.hidden = false })")
        page.evaluate(SHORTENED)
        page.evaluate(AXE_SCRIPT)
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 800})
            for scheme in SCHEMES.values():
                page.evaluate(DRESSED, scheme)
                page.evaluate(PAINTED)
                told = page.evaluate(VIOLATIONS)
                found, states = found + len(told), states + 1
                print("axe", path or "home", width, scheme, *told, flush=True)
        page.set_viewport_size({"width": 320, "height": 640})
        page.evaluate("document.documentElement.style.fontSize = '250%'")  # the theme's own size is 125 %
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(path or "home")
        elsewhere += sum(not url.startswith((base, "blob:", "data:")) for url in asked)
        context.close()
    yield Row(
        "axe violations, every answer open, both schemes, 390 and 1280 px", "0", f"{found} in {states} views", not found
    )
    yield Row("requests to other hosts", "0", str(elsewhere), not elsewhere)
    told = f"{len(wide)} of {len(pages)}" + (f" ({', '.join(wide)})" if wide else "")
    yield Row("pages that scroll sideways at 320 px with text at 200 %", "0", told, not wide)


def read(site: Path) -> Iterator[Row]:
    """Yield the hardest of the shopper's pages."""
    grades = [grade(sentences(path.read_text("utf-8"))) for pattern in READ for path in site.glob(pattern)]
    yield Row(
        "reading grade of the shopper's pages (Flesch-Kincaid)", "≤ 6", f"{max(grades):.1f} at most", max(grades) <= 6
    )


HELD = {
    "look-ups equal to the library: all countries, all days in the tables": (
        "site/test_phone.py::test_every_look_up_gives_the_latest_date_of_the_library",
    ),
    "tracking numbers told apart as the library does: 100,000, good, broken and hostile": (
        "site/test_phone.py::test_of_a_hundred_thousand_numbers_the_script_tells_what_the_library_tells",
    ),
    "keyboard alone, screen-reader names, the answer announced": (
        "site/test_home.py::test_with_the_keyboard_alone_one_reaches_the_answer_and_what_is_in_it",
        "site/test_home.py::test_a_screen_reader_is_told_the_answer_and_every_choice_has_a_name",
        "site/test_phone.py::test_with_the_keyboard_alone_a_day_and_a_country_give_the_answer_and_a_link_to_it",
        "site/test_phone.py::test_what_is_said_of_a_number_looks_as_the_library_shows_it",
    ),
    "hostile addresses and fields: nothing runs, nothing is taken for markup": (
        "site/test_home.py::test_anything_odd_in_the_address_gets_a_plain_word_and_is_never_shown",
        "site/test_phone.py::test_anything_odd_in_the_address_is_named_in_plain_words_and_never_shown",
        "site/test_phone.py::test_a_hostile_number_in_the_address_is_only_ever_text",
    ),
}
"""What holds or does not, with the tests in a browser that tell."""


def tested(site: Path) -> Iterator[Row]:
    """Yield for each thing that holds or does not what its tests say."""
    for what, names in HELD.items():
        tests = (f"tests/{name}" for name in names)
        command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "--site", str(site), *tests]
        held = subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 0
        yield Row(what, "all of it", "all of it" if held else "not all of it", held)


def main() -> None:
    """Measure, and write the table."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="how often each figure is measured")
    parser.add_argument("--pages", nargs="*", help="pages for Lighthouse, as they end their address; all if not given")
    parser.add_argument("--short", action="store_true", help="Lighthouse again for the pages that fell short, no more")
    parser.add_argument("--rest", action="store_true", help="all but Lighthouse, which takes 40 minutes")
    parser.add_argument("--pictures", action="store_true", help="pictures alone; all other rows stay as they are")
    parser.add_argument("--busy", action="store_true", help="Lighthouse alone, while one core is kept busy")
    parser.add_argument("--first", action="store_true", help="the first visit alone; all other rows stay as they are")
    given = parser.parse_args()
    path = chromium()
    if not shutil.which("node"):
        sys.exit("There is no node on the PATH; Lighthouse needs Node 20 or later.")
    if not (NODE / "node_modules/lighthouse").is_dir():
        sys.exit("Lighthouse is not installed: run `npm install` in tests/lighthouse.")
    with TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        if (built := build(ROOT, site)).returncode:
            sys.exit(built.stderr)
        every = [path.relative_to(site).as_posix().removesuffix("index.html") for path in of_site(site)]
        every.remove("404.html")
        every = [page for page in every if page.partition("/")[0] not in languages()]  # those have tests of their own
        with hosted(site) as base, hosted(empty(Path(folder) / "empty")) as other, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=QUIET)
            first: list[Callable[[], Iterator[Row]]] = [
                lambda: weighed(browser, base, other),
                lambda: kept_offline(site),
                lambda: soon(browser, base, other, OFTEN, TIMES),
                pace,
            ]
            later: list[Callable[[], Iterator[Row]]] = [
                lambda: timed(browser, base, given.runs),
                lambda: looked_at(browser, base, every),
                lambda: read(site),
            ]
            pictures: list[Callable[[], Iterator[Row]]] = [
                lambda: pictured(browser, site, Path(folder) / "whole", every),
            ]
            parts = first * given.first + pictures * given.pictures
            rows = [row for part in parts or (first + later) * (not (given.short or given.busy)) for row in part()]
            browser.close()
            if given.short:
                rows += scored(base, short(), path, given.runs, of=len(every))
            if given.busy:
                with busy():
                    rows += scored(base, every, path, 1, while_="with one core kept busy: ")
            if given.first or given.pictures or given.short or given.busy:
                TABLE.write_text(mended(rows), encoding="utf-8")
                return
            rows += [*added(Path(folder) / "builds", TIMES), *blocked(base, other, OFTEN, path, TIMES), *tested(site)]
            pages = every if given.pages is None else given.pages
            scores = kept("| Lighthouse ") if given.rest else list(map(str, scored(base, pages, path, given.runs)))
    text = table([*scores, *map(str, rows), *kept("| pictures "), *kept("| with one core ")], given.runs)
    print(text)
    TABLE.write_text(text, encoding="utf-8")


@contextmanager
def busy() -> Iterator[None]:
    """Keep one core busy with something else."""
    with subprocess.Popen([sys.executable, "-c", "while True: pass"]) as process:
        yield
        process.kill()


def mended(rows: Sequence[Row]) -> str:
    """Return the page with these rows in the place of those that measured the same, and all others as they are."""
    lines = TABLE.read_text("utf-8").splitlines()
    for row in map(str, rows):
        measure = row.partition(" | ")[0]
        at = next((at for at, line in enumerate(lines) if line.startswith(measure + " |")), len(lines))
        lines[at : at + 1] = [row]
    return "\n".join(lines) + "\n"


def short() -> list[str]:
    """Return the pages that fell short of a score, as the page has them."""
    found = re.findall(r"`([^`]+)` \d+ / \d+", " ".join(kept("| Lighthouse ")))
    return list(dict.fromkeys("" if page == "home" else page for page in found))


def kept(begin: str) -> list[str]:
    """Return the lines that begin so, as the page has them."""
    return [line for line in TABLE.read_text("utf-8").splitlines() if line.startswith(begin)]


def table(lines: Sequence[str], runs: int) -> str:
    """Return the page with the table."""
    package: dict[str, Any] = json.loads((NODE / "package.json").read_text("utf-8"))
    times = "each figure once" if runs == 1 else f"each figure {runs} times"
    head = HEAD.format(cores=os.cpu_count(), lighthouse=package["dependencies"]["lighthouse"], runs=times)
    return head + "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
