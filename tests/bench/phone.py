"""How good the pages are on a phone, measured in the browser, one row per target: docs/benchmarks/phone.md.

`uv run python tests/bench/phone.py` takes long: Lighthouse looks at every page, three times as a phone and as a desk.
`--runs 1` and `--pages when/ number/` shorten it; the table says how often was measured.
"""

import gzip
import json
import os
import shutil
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]  # noqa: E402
from conftest import QUIET, Handler, build, served  # noqa: E402
from conftest import pages as of_site  # noqa: E402
from playwright.sync_api import Browser, Page, Request, sync_playwright  # noqa: E402
from test_reading import PAGES as READ  # noqa: E402
from test_reading import grade, sentences  # noqa: E402
from test_site import SHORTENED  # noqa: E402

TABLE = ROOT / "docs/benchmarks/phone.md"
NODE = ROOT / "tests/lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
ANSWERED = "when/#day=2026-12-18&country=DE"
SLOWER = 4
"""How many times slower the processor is made."""
LINE = 1.6e6 / 8
"""Bytes per second of a slow line."""
PACKED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".mjs", ".wasm", ".ipynb"}
HEAD = """\
# On a phone

What `uv run python tests/bench/phone.py` has measured, in the system's Chromium on {cores} cores. The site is served as
a host would serve it: packed by gzip, to be kept for ten minutes. Lighthouse {lighthouse}; {runs}; the median counts.

| measure | target | measured | met? |
|---|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: what, the target and the figure in words, and whether it is met."""

    what: str
    target: str
    measured: str
    met: bool


class _Host(Handler):
    """Serves as a host of static pages does."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # noqa: N802 - as http.server calls it
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Cache-Control", "max-age=600")
        if path.suffix in PACKED:
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def hosted(site: Path) -> Iterator[str]:
    """Serve a folder on this machine; yield its address."""
    with served(site, _Host) as url:
        yield url


def lighthouse(url: str, chromium: str, preset: str) -> dict[str, float]:
    """Return the four scores of a page, 0 to 100; SystemExit with Lighthouse's own words if it fails."""
    command = [
        "npx",
        "--no-install",
        "lighthouse",
        url,
        "--quiet",
        "--output=json",
        f"--chrome-flags={' '.join(QUIET)}",
    ]
    command += [f"--only-categories={','.join(CATEGORIES)}"] + (["--preset=desktop"] if preset == "desktop" else [])
    env = os.environ | {"CHROME_PATH": chromium}
    done = subprocess.run(command, cwd=NODE, env=env, capture_output=True, text=True, timeout=240, check=False)
    if done.returncode:
        sys.exit(f"Lighthouse failed on {url}: {done.stderr[-2000:]}")
    told = json.loads(done.stdout)
    for audit in told["audits"].values():
        if audit["score"] is not None and audit["score"] < 0.9 and audit.get("scoreDisplayMode") == "binary":
            print(f"  {preset} {url}: {audit['id']}: {audit['title']}", file=sys.stderr)
    return {name: 100 * (told["categories"][name]["score"] or 0) for name in CATEGORIES}


def scored(base: str, pages: Sequence[str], chromium: str, runs: int) -> Iterator[Row]:
    """Yield a row for each preset: the lowest median of any page, and the pages that miss 100."""
    for preset in ("mobile", "desktop"):
        short: dict[str, list[int]] = {}
        lowest = dict.fromkeys(CATEGORIES, 100)
        for page in pages:
            every = [lighthouse(base + page, chromium, preset) for _ in range(runs)]
            middle = {name: round(median(each[name] for each in every)) for name in CATEGORIES}
            print(preset, page or "home", *middle.values(), flush=True)
            lowest = {name: min(lowest[name], middle[name]) for name in CATEGORIES}
            if min(middle.values()) < 100:
                short[page or "home"] = list(middle.values())
        missed = "; ".join(f"`{page}` {' / '.join(map(str, each))}" for page, each in short.items())
        told = f"lowest of {len(pages)} pages: {' / '.join(map(str, lowest.values()))}" + (
            f" ({missed})" if missed else ""
        )
        what = f"Lighthouse {preset}: performance, accessibility, best practices, SEO"
        yield Row(what, "100 / 100 / 100 / 100", told, not short)


@contextmanager
def slow(browser: Browser, line: float = 0) -> Iterator[Page]:
    """A new phone whose processor is slowed, and whose line is slow where one is given; it keeps nothing offline."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, locale="en-GB", service_workers="block")
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    if line:
        devtools.send("Network.enable")
        network = {"offline": False, "latency": 150, "downloadThroughput": line, "uploadThroughput": line / 2}
        devtools.send("Network.emulateNetworkConditions", network)
    yield page
    context.close()


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


def weighed(browser: Browser, base: str, site: Path) -> Iterator[Row]:
    """Yield what the first visit to the home page brings, and what is kept for later besides."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, service_workers="block")
    page = context.new_page()
    sizes: list[int] = []
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
    page.goto(base, wait_until="networkidle")
    context.close()
    total = sum(sizes) / 1000
    yield Row("first visit to the home page, transferred", "≤ 95 kB", f"{total:.1f} kB", total <= 95)
    kept = json.loads((site / "sw.js").read_text("utf-8").partition("= ")[2].partition("\n")[0])[1]
    paths = [site / path / "index.html" if (site / path).is_dir() else site / path for path in kept]
    later = sum(len(gzip.compress(path.read_bytes(), 6)) for path in [*paths, site / "sw.js"]) / 1000
    yield Row("kept for no network, once that page is there", "no target", f"{later:.0f} kB in {len(kept)} files", True)


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
            for scheme in ("default", "slate"):
                page.evaluate("scheme => document.body.setAttribute('data-md-color-scheme', scheme)", scheme)
                found += page.evaluate("axe.run({ resultTypes: ['violations'] }).then(told => told.violations.length)")
                states += 1
        page.set_viewport_size({"width": 320, "height": 640})
        page.evaluate("document.documentElement.style.fontSize = '250%'")  # the theme's own size is 125 %
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(path or "home")
        print("axe", path or "home", found, flush=True)
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


def tested() -> Iterator[Row]:
    """Yield whether every look-up was equal to the library's, as the test of all of them tells."""
    name = "tests/test_phone.py::test_every_look_up_gives_the_latest_date_of_the_library"
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", name]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    told = "all of them" if done.returncode == 0 else "not all of them"
    yield Row("look-ups equal to the library: all countries, all days in the tables", "all", told, done.returncode == 0)


def main() -> None:
    """Measure, and write the table."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="how often each figure is measured")
    parser.add_argument("--pages", nargs="*", help="pages for Lighthouse, as they end their address; all if not given")
    given = parser.parse_args()
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not chromium:
        sys.exit("There is no Chromium on the PATH.")
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
        with hosted(site) as base, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=QUIET)
            parts: list[Callable[[], Iterator[Row]]] = [
                lambda: weighed(browser, base, site),
                lambda: timed(browser, base, given.runs),
                lambda: looked_at(browser, base, every),
                lambda: read(site),
            ]
            rows = [row for part in parts for row in part()]
            browser.close()
            rows += tested()
            pages = every if given.pages is None else given.pages
            rows = [*scored(base, pages, chromium, given.runs), *rows]
    print(table(rows, given.runs))
    TABLE.write_text(table(rows, given.runs), encoding="utf-8")


def table(rows: Sequence[Row], runs: int) -> str:
    """Return the page with the table."""
    package: dict[str, Any] = json.loads((NODE / "package.json").read_text("utf-8"))
    times = "each figure once" if runs == 1 else f"each figure {runs} times"
    head = HEAD.format(cores=os.cpu_count(), lighthouse=package["dependencies"]["lighthouse"], runs=times)
    lines = (f"| {row.what} | {row.target} | {row.measured} | {'met' if row.met else '**missed**'} |" for row in rows)
    return head + "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
