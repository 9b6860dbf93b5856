"""Whether a page looks the same with the styles it uses as with all of them, to the pixel: a line of phone.md."""

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

from conftest import ROOT
from hosting import Row, hosted
from playwright.sync_api import Browser

WHOLE = """
import sys
sys.path.insert(0, "docs/making")
import styles
styles.used = lambda sheets, seen: "\\n".join(sheets)
from mkdocs.__main__ import cli
cli(["build", "-q", "--site-dir", sys.argv[1]])
"""
WIDTHS, SCHEMES = (390, 1280), ("light", "dark")
TRIES = 6
"""Two pictures of one page may differ in the edge of a letter; those of different styles differ each time."""
OPENED = {
    "closed": "document.querySelectorAll('details').forEach(each => { each.open = true })",
    "the drawer open": "document.getElementById('__drawer').click()",
    "the search open": "document.getElementById('__search').click()",
}
"""What is looked at: everything unfolded, and on one page the drawer and the search."""


def pictured(browser: Browser, site: Path, folder: Path, pages: Sequence[str]) -> Iterator[Row]:
    """Yield of how many views the pictures differ."""
    command = [sys.executable, "-c", WHOLE, str(folder)]
    env = os.environ | {"GUIDE_LANGUAGE": "en", "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=ROOT, env=env, check=True)
    views = [(page, "closed") for page in pages] + [("", "the drawer open"), ("", "the search open")]
    unlike = []
    with hosted(site) as used, hosted(folder) as whole:
        for (page, opened), width, scheme in product(views, WIDTHS, SCHEMES):
            if not any(_alike(browser, (used, whole), page, OPENED[opened], width, scheme) for _ in range(TRIES)):
                unlike.append(f"`{page or 'home'}` {width} {scheme} {opened}")
                print("unlike", unlike[-1], flush=True)
    told = f"{len(unlike)} of {len(views) * len(WIDTHS) * len(SCHEMES)}" + "".join(f"; {each}" for each in unlike[:3])
    yield Row("pictures that differ from those with all styles, everything unfolded", "0", told, not unlike)


def _alike(  # noqa: PLR0917 - where, what and how to look at it
    browser: Browser, bases: tuple[str, str], page: str, opening: str, width: int, scheme: str
) -> bool:
    one, other = (_picture(browser, base + page, opening, width, scheme) for base in bases)
    return one == other


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
