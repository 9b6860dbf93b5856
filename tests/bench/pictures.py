"""The styles that a page uses beside all of them: does it look the same to the pixel, does a build take longer?

Two lines of phone.md.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from statistics import median

from conftest import ROOT
from hosting import Row, hosted
from playwright.sync_api import Browser

BUILD = """
import sys
sys.path.insert(0, "docs/making")
import styles
if sys.argv[2] == "whole":
    styles.used = lambda sheets, seen: "\\n".join(sheets)
    styles.Seen.page = styles.Seen.script = lambda seen, text: None
from mkdocs.__main__ import cli
cli(["build", "-q", "--site-dir", sys.argv[1]])
"""
WIDTHS, SCHEMES = (390, 1280), ("light", "dark")
LONGER = 2
"""Seconds that the styles may add to a build."""
TRIES = 6
"""Pictures of one page may differ in the edge of a letter; of so many of each some are the same if the styles are."""
OPENED = {
    "closed": "document.querySelectorAll('details').forEach(each => { each.open = true })",
    "the drawer open": "document.getElementById('__drawer').click()",
    "the search open": "document.getElementById('__search').click()",
}
"""What is looked at: everything unfolded, and on one page the drawer and the search."""


def _build(folder: Path, which: str) -> float:
    """Build the English site with all styles ("whole") or with those used; return the seconds it took."""
    env = os.environ | {"GUIDE_LANGUAGE": "en", "NO_MKDOCS_2_WARNING": "1"}
    start = time.monotonic()
    subprocess.run([sys.executable, "-c", BUILD, str(folder), which], cwd=ROOT, env=env, check=True)
    return time.monotonic() - start


def added(folder: Path, runs: int) -> Iterator[Row]:
    """Yield what a build takes longer as it works out the styles that are used; both ways taken in turn."""
    _build(folder / "first", "used")  # what is kept from one build to the next is there for both
    times = {"used": list[float](), "whole": list[float]()}
    for n in range(runs):
        for which, found in times.items():
            found.append(_build(folder / f"{n}-{which}", which))
    used, whole = map(median, times.values())
    more = used - whole
    told = f"{more:.1f} s, of {used:.1f} s"
    yield Row("the build takes longer for the styles that are used", f"≤ {LONGER} s", told, more <= LONGER)


def pictured(browser: Browser, site: Path, folder: Path, pages: Sequence[str]) -> Iterator[Row]:
    """Yield of how many views the pictures differ."""
    _build(folder, "whole")
    views = [(page, "closed") for page in pages] + [("", "the drawer open"), ("", "the search open")]
    unlike = []
    with hosted(site) as used, hosted(folder) as whole:
        for (page, opened), width, scheme in product(views, WIDTHS, SCHEMES):
            if not _alike(browser, (used + page, whole + page), OPENED[opened], width, scheme):
                unlike.append(f"`{page or 'home'}` {width} {scheme} {opened}")
                print("unlike", unlike[-1], flush=True)
    told = f"{len(unlike)} of {len(views) * len(WIDTHS) * len(SCHEMES)}" + "".join(f"; {each}" for each in unlike[:3])
    yield Row("pictures that differ from those with all styles, everything unfolded", "0", told, not unlike)


def _alike(browser: Browser, urls: tuple[str, str], opening: str, width: int, scheme: str) -> bool:
    """Return whether a picture of one page is, to the pixel, one of the other."""
    seen: tuple[set[bytes], set[bytes]] = (set(), set())
    for _ in range(TRIES):
        for url, pictures in zip(urls, seen, strict=True):
            pictures.add(_picture(browser, url, opening, width, scheme))
        if seen[0] & seen[1]:
            return True
    return False


def _picture(browser: Browser, url: str, opening: str, width: int, scheme: str) -> bytes:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        service_workers="block",
    )
    page = context.new_page()
    page.goto(url, wait_until="networkidle")
    page.evaluate(opening)
    page.wait_for_timeout(300)
    picture = page.screenshot(full_page=True, animations="disabled")
    context.close()
    return picture
