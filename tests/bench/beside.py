"""The pages beside an empty page of the theme, in turn and in one run: what they transfer, how soon they are there."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from hosting import Row
from playwright.sync_api import Browser, Page
from scores import audited

Found = tuple[str, float]
"""A page by its name, and what was measured of it."""
SLOWER = 4
"""How many times slower the processor is made."""
LINE = 1.6e6 / 8
"""Bytes per second of a slow line."""
LATENCY = 150
"""Milliseconds from a question to the begin of its answer on that line."""
WEIGHED = {"": 40.0, "when/": 44.0, "notebooks/03-waiting-to-be-sent/": 40.0}
"""Kilobytes that a first visit may transfer."""
MOST_OF_EMPTY = 0.65
REQUESTS = 7
PAINTED = 1000
"""Milliseconds until the largest thing is painted; and until the answer is there, below."""
ANSWERED = 1200
BLOCKED = 30
EMPTY = "site_name: Empty\ntheme: {name: material, font: false}\n"
PAINT = """() => new Promise(done => {
    new PerformanceObserver(list => done(list.getEntries().at(-1).startTime))
        .observe({ type: "largest-contentful-paint", buffered: true })
})"""
CHOOSE = """const choose = () => {
    const stop = document.querySelector("input[value=awaiting_shipment]")
    if (!stop) return requestAnimationFrame(choose)
    stop.click()
    seen("#awaiting_shipment .g-verdict")
}"""
TYPE = """const choose = () => {
    const fields = ["day", "country"].map(id => document.getElementById(id))
    if (!fields[1]?.querySelector("[value=DE]")) return requestAnimationFrame(choose)
    fields.forEach((field, at) => {
        field.value = ["2026-12-18", "DE"][at]
        field.dispatchEvent(new Event("change", { bubbles: true }))
    })
    seen("#answer .g-late")
}"""
WAITED = """() => new Promise(done => {
    const at = () => window.answered ? done(window.answered) : setTimeout(at, 20)
    at()
})"""
SEEN = """const seen = wanted => document.querySelector(wanted)?.checkVisibility()
    ? requestAnimationFrame(() => setTimeout(() => { window.answered = performance.now() }))
    : requestAnimationFrame(() => seen(wanted))
requestAnimationFrame(() => choose())"""


def empty(folder: Path) -> Path:
    """Return the site of an empty page of the theme, made as it comes."""
    (folder / "docs").mkdir(parents=True)
    (folder / "docs/index.md").write_text("# Empty\n", "utf-8")
    (folder / "mkdocs.yml").write_text(EMPTY, "utf-8")
    env = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=folder, env=env, check=True)
    return folder / "site"


@contextmanager
def slow(browser: Browser, line: float = 0) -> Iterator[Page]:
    """A new phone whose processor is slowed, and whose line is slow where one is given; it keeps nothing offline."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, locale="en-GB", service_workers="block")
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    if line:
        devtools.send("Network.enable")
        network = {"offline": False, "latency": LATENCY, "downloadThroughput": line, "uploadThroughput": line / 2}
        devtools.send("Network.emulateNetworkConditions", network)
    yield page
    context.close()


def transferred(browser: Browser, url: str) -> tuple[float, int]:
    """Return what a first visit brings, in kB, and in how many answers."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, service_workers="block")
    page = context.new_page()
    urls: dict[str, str] = {}
    sizes: dict[str, float] = {}
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.on("Network.requestWillBeSent", lambda told: urls.update({told["requestId"]: told["request"]["url"]}))
    devtools.on("Network.loadingFinished", lambda told: sizes.update({told["requestId"]: told["encodedDataLength"]}))
    page.goto(url, wait_until="networkidle")
    context.close()
    asked = [size for each, size in sizes.items() if urls[each].startswith("http")]  # what is in the styles is there
    return sum(asked) / 1000, len(asked)


def _painted(browser: Browser, url: str) -> float:
    with slow(browser, LINE) as page:
        page.goto(url, wait_until="networkidle")
        return float(page.evaluate(PAINT))


def _answered(browser: Browser, url: str, choose: str) -> float:
    with slow(browser, LINE) as page:
        page.add_init_script(f"{choose}\n{SEEN}")
        page.goto(url)
        return float(page.evaluate(WAITED))


def weighed(browser: Browser, base: str, other: str) -> Iterator[Row]:
    """Yield what a first visit to a page brings, beside the empty page, which is at `other`."""
    least, _ = transferred(browser, other)
    for path, most in WEIGHED.items():
        total, answers = transferred(browser, base + path)
        told = f"{total:.1f} kB in {answers} requests; {total / least:.2f} × the empty page’s {least:.1f} kB"
        beside = "" if path else f", ≤ {MOST_OF_EMPTY} × the empty page, ≤ {REQUESTS} requests"
        met = total <= most and (bool(path) or (total <= MOST_OF_EMPTY * least and answers <= REQUESTS))
        yield Row(f"first visit to `{path or 'home'}`, transferred", f"≤ {most:.0f} kB{beside}", told, met)


def _in_turn(base: str, other: str, pages: Sequence[str], runs: int, measure: Callable[[str], float]) -> list[Found]:
    """Return the median of a measure for the empty page and then for each of ours, by its name; all taken in turn."""
    urls = {"": other} | {path or "home": base + path for path in pages}
    times = {name: list[float]() for name in urls}
    for _ in range(runs):
        for name, url in urls.items():
            times[name].append(measure(url))
    return [(name, median(each)) for name, each in times.items()]


def soon(browser: Browser, base: str, other: str, pages: Sequence[str], runs: int) -> Iterator[Row]:
    """Yield how soon the largest thing is painted, and how soon the answer is there, on a slow line."""
    line = f"1.6 Mbit/s, {LATENCY} ms, processor {SLOWER} × slower"
    beside, *found = _in_turn(base, other, pages, runs, lambda url: _painted(browser, url))
    worst = max(time for _, time in found)
    told = "; ".join(f"`{name}` {time / 1000:.2f} s" for name, time in found)
    target = f"≤ the empty page, ≤ {PAINTED / 1000:.1f} s"
    told += f"; the empty page {beside[1] / 1000:.2f} s"
    yield Row(f"largest paint, {line}", target, told, worst <= min(PAINTED, beside[1]))
    for path, choose, what in (("", CHOOSE, "home: a choice"), ("when/", TYPE, "`when/`: day and country")):
        time = median(_answered(browser, base + path, choose) for _ in range(runs))
        first, target = f"first visit to answer, {what}, {line}", f"≤ {ANSWERED / 1000:.1f} s"
        yield Row(first, target, f"{time / 1000:.2f} s", time <= ANSWERED)


def blocked(base: str, other: str, pages: Sequence[str], chromium: str, runs: int) -> Iterator[Row]:
    """Yield how long the pages keep a phone's main thread from the reader, as Lighthouse counts it."""
    beside, *found = _in_turn(base, other, pages, runs, lambda url: audited(url, chromium, "total-blocking-time"))
    name, worst = max(found, key=lambda each: each[1])
    told = f"{worst:.0f} ms at most (`{name}`, of {len(found)} pages); the empty page {beside[1]:.0f} ms"
    met = worst <= min(BLOCKED, max(beside[1] / 4, 1))
    yield Row("blocked main thread, Lighthouse mobile", f"≤ ¼ of the empty page, ≤ {BLOCKED} ms", told, met)
