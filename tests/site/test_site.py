"""The site as a reader meets it: its pages, links and words, in a real browser."""

import json
import re
import shutil
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from bs4 import BeautifulSoup
from conftest import ROOT, build, opened, pages, style
from playwright.sync_api import Browser, BrowserContext

import guide_lib

SCHEMES = {"light": "default", "dark": "slate"}
"""The schemes as a browser and as the theme call them."""
PHONE, SMALL, DESK = 390, 320, 1280
FRAME = 35_000
"""Bytes that a page's HTML may weigh beside its own content."""


def _pages(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix().removesuffix("index.html") for path in pages(site))


def _is_for_shoppers(page: str) -> bool:
    return page == "" or page.startswith("notebooks/")


def _soup(site: Path, page: str) -> BeautifulSoup:
    path = site / page
    return BeautifulSoup((path / "index.html" if path.is_dir() else path).read_text(encoding="utf-8"), "html.parser")


@pytest.fixture(scope="module")
def soups(site: Path) -> dict[str, BeautifulSoup]:
    return {page: _soup(site, page) for page in _pages(site)}


def test_every_notebook_is_a_page(soups: dict[str, BeautifulSoup]) -> None:
    assert {f"notebooks/{path.stem}/" for path in (ROOT / "notebooks").glob("*.ipynb")} == {
        page for page in soups if page.startswith("notebooks/")
    }


def test_every_page_says_first_what_it_rests_on_and_of_what_date_it_is(soups: dict[str, BeautifulSoup]) -> None:
    for page, soup in soups.items():
        assert soup.article, page
        said = "Unofficial. From one older article, not checked on the live site. Last edited "
        assert soup.article.get_text().strip().startswith(said), page
        assert soup.select_one(".g-strip a[href$='about/']") or page == "about/", page


AT_LINE = re.compile(r"/blob/main/guide_lib/.*#L\d+$")
"""A link to a line of the library."""


def test_only_what_a_shopper_looks_for_is_found_by_the_search(site: Path) -> None:
    found = json.loads((site / "search/search_index.json").read_text("utf-8"))["docs"]
    places = {row["location"].partition("#")[0]: row for row in found}
    assert not [place for place in places if place.startswith(("reference/", "licences/", "benchmarks/"))]
    first = {"", "when/", "number/", "questions/"}
    assert {place for place, row in places.items() if row.get("boost", 0) > 1} == first
    assert {place for place, row in places.items() if row.get("boost", 1) < 1} >= {"claims/", "about/", "run/"}


def test_the_reference_describes_every_name_that_the_library_offers(soups: dict[str, BeautifulSoup]) -> None:
    pages = [soup for page, soup in soups.items() if page.startswith("reference/")]
    described = {str(tag["id"]).rpartition(".")[2] for soup in pages for tag in soup(["h2", "h3"], id=True)}
    assert set(guide_lib.__all__) <= described


def test_each_name_of_the_reference_leads_to_its_lines(soups: dict[str, BeautifulSoup]) -> None:
    links = [link for page, soup in soups.items() if page.startswith("reference/") for link in soup("a", href=AT_LINE)]
    assert len(links) > len(guide_lib.__all__)
    for link in links:
        place, line = link.get_text().split(", line ")
        assert str(link["href"]).endswith(f"/blob/main/{place}#L{line}")
        lines = (ROOT / place).read_text("utf-8").splitlines()
        assert re.match(r'\s*(def |class |@|""")|\w+(: .*)? = ', lines[int(line) - 1]), link


def test_no_line_begins_with_the_sign_after_a_label(site: Path) -> None:
    html = (site / "notebooks/03-waiting-to-be-sent/index.html").read_text(encoding="utf-8")
    assert re.search(r'<span class="g-one"><kbd>My Orders</kbd>[.,]</span>', html)
    assert not re.search(r"</kbd>[.,:;](?!</span>)", html)


def test_no_page_for_shoppers_offers_to_be_edited(soups: dict[str, BeautifulSoup]) -> None:
    asked = {page for page, soup in soups.items() if soup.select(".g-edit a")}
    assert not asked & {"", "when/", "number/", "dates/"}
    assert {"about/", *(page for page in soups if page.startswith("notebooks/"))} <= asked


def test_every_link_and_anchor_leads_somewhere(site: Path, soups: dict[str, BeautifulSoup]) -> None:
    anchors = {page: {unquote(str(tag["id"])) for tag in soup.select("[id]")} for page, soup in soups.items()}
    lost = []
    for page, soup in soups.items():
        for tag in soup.select("[href], [src]"):
            url = str(tag.get("href") or tag.get("src"))
            parts = urlsplit(urljoin(f"/{page}", url))
            if parts.scheme or parts.netloc:
                continue
            path, anchor = unquote(parts.path).lstrip("/").removesuffix("index.html"), unquote(parts.fragment)
            if not (site / path).exists() or (anchor and path in anchors and anchor not in anchors[path]):
                lost.append((page, url))
    assert not lost


def test_every_id_is_there_once(soups: dict[str, BeautifulSoup]) -> None:
    for page, soup in soups.items():
        counted = Counter(str(tag["id"]) for tag in soup.select("[id]"))
        assert not {name for name, times in counted.items() if times > 1}, page


def test_edit_links_lead_to_the_sources(soups: dict[str, BeautifulSoup]) -> None:
    for page, soup in soups.items():
        for link in soup.select(".g-edit a"):
            source = str(link["href"]).partition("/edit/main/")[2]
            assert (ROOT / source).is_file(), (page, source)


def test_a_shoppers_page_weighs_little_more_than_its_content(soups: dict[str, BeautifulSoup]) -> None:
    for page, soup in soups.items():
        if _is_for_shoppers(page):
            assert len(str(soup).encode()) - len(str(soup.article).encode()) <= FRAME, page


def test_no_image_is_hidden_in_a_page(soups: dict[str, BeautifulSoup]) -> None:
    for page, soup in soups.items():
        assert "base64," not in str(soup), page


@dataclass
class Visit:
    """What happened while a page was open, in all widths and schemes."""

    elsewhere: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    too_wide: list[int] = field(default_factory=list)
    axe: dict[tuple[int, str], list[str]] = field(default_factory=dict)


VIOLATIONS = """async rules => (await axe.run({ resultTypes: ["violations"], ...rules })).violations
    .flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target}`))"""
ALL = {"rules": {"target-size": {"enabled": True}}}
"""The rules that hold in both schemes, with one that axe leaves out unless asked: a finger needs room."""
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
"""The rules that can hold in one scheme and not in the other."""
OPENED = """() => document.querySelectorAll("article details").forEach(folded => { folded.open = true })"""
SHORTENED = """() => document.querySelectorAll(
    "tbody:nth-of-type(n + 3), tbody > tr:nth-child(n + 11), .g-claim:nth-of-type(n + 13), .g-print:nth-of-type(n + 4)"
).forEach(more => more.remove())"""
"""What is left is enough for axe: further rows of a table, claims and countries are like the first ones."""
PAINTED = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))"
"""What the page does once it has another size, it has done by then."""
DRESSED = """scheme => document.body.setAttribute("data-md-color-scheme", scheme)"""


def _schemes(page: str, width: int) -> list[str]:
    """Return the schemes to look at: both, but for the long pages of tables and code one on each width."""
    light, dark = SCHEMES.values()
    return [light, dark] if _is_for_shoppers(page) else [light] if width == PHONE else [dark]


def _visited(context: BrowserContext, base: str, path: str) -> Visit:
    visit = Visit()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: visit.complaints.append(message.text))
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    page.goto(base + path)
    style(page, "* { transition: none !important }")
    page.evaluate(OPENED)
    for width in (SMALL, PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 800})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            visit.too_wide.append(width)
    page.evaluate(SHORTENED)
    page.evaluate(AXE_SCRIPT)
    for width in (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": 800})
        for at, scheme in enumerate(_schemes(path, width)):
            page.evaluate(DRESSED, scheme)
            page.evaluate(PAINTED)
            visit.axe[width, scheme] = page.evaluate(VIOLATIONS, COLOURS if at else ALL)
    page.close()
    visit.elsewhere = [url for url in asked if not url.startswith(base)]
    return visit


def _all_visited(chromium: str, base: str, pages: list[str]) -> dict[str, Visit]:
    with opened(chromium) as browser, browser.new_context(viewport={"width": PHONE, "height": 800}) as context:
        return {page: _visited(context, base, page) for page in pages}


@pytest.fixture(scope="module")
def visits(chromium: str, site: Path, site_url: str) -> dict[str, Visit]:
    pages = _pages(site)
    with ThreadPoolExecutor(2) as pool:  # a browser each, since a page keeps one core busy
        halves = pool.map(partial(_all_visited, chromium, site_url), (pages[::2], pages[1::2]))
        return {page: visit for half in halves for page, visit in half.items()}


def test_no_page_asks_another_host_for_anything(visits: dict[str, Visit]) -> None:
    assert not {page: visit.elsewhere for page, visit in visits.items() if visit.elsewhere}


def test_no_page_complains_on_the_console(visits: dict[str, Visit]) -> None:
    assert not {page: visit.complaints for page, visit in visits.items() if visit.complaints}


def test_no_page_scrolls_sideways(visits: dict[str, Visit]) -> None:
    assert not {page: visit.too_wide for page, visit in visits.items() if visit.too_wide}


def test_axe_finds_nothing_in_either_scheme_on_phone_and_desk(visits: dict[str, Visit]) -> None:
    assert all({scheme for _, scheme in visit.axe} == set(SCHEMES.values()) for visit in visits.values())
    assert not {(page, *how): bad for page, visit in visits.items() for how, bad in visit.axe.items() if bad}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_scheme_is_the_readers(browser: Browser, site_url: str, scheme: Literal["light", "dark"]) -> None:
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(site_url)
    assert page.locator("body").get_attribute("data-md-color-scheme") == SCHEMES[scheme]
    context.close()


def test_without_script_the_answer_is_there(browser: Browser, site_url: str, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": PHONE, "height": 800})
    page = context.new_page()
    for path in _pages(site):
        page.goto(site_url + path)
        assert page.locator("article h1").first.is_visible(), path
        assert page.locator(".g-copy").count() == 0, path
    context.close()


def test_a_message_is_copied_as_it_is_written(browser: Browser, site_url: str, soups: dict[str, BeautifulSoup]) -> None:
    path = next(path for path, soup in soups.items() if path.startswith("notebooks/") and soup.select(".g-message"))
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(site_url + path)
    block = page.locator(".g-message .tabbed-block").first
    block.get_by_role("button", name="Copy").click()
    block.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == block.locator("p").first.text_content()
    context.close()


def _code(html: str | None, **more: Any) -> dict[str, Any]:
    shown = {"output_type": "execute_result", "data": {"text/html": html}, "metadata": {}, "execution_count": 1}
    outputs = [shown] if html else []
    return {"cell_type": "code", "metadata": {}, "source": "1", "execution_count": 1, "outputs": outputs, **more}


def test_every_fault_in_a_notebook_stops_the_build(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    for folder in ("docs/making", "docs/assets"):
        shutil.copytree(ROOT / folder, tree / folder)
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    start, end = settings.index("nav:\n"), settings.index("theme:\n")
    (tree / "mkdocs.yml").write_text(f"{settings[:start]}nav: [index.md, notebooks/]\n{settings[end:]}", "utf-8")
    home = '# Home\n\n[a](../notebooks/1.ipynb#Here)\n\n<p><a href="1.ipynb#gone-1">b</a></p>\n'
    (tree / "docs/index.md").write_text(home, "utf-8")
    prose = "# Here\n\n## Twice\n\n## Twice\n\n[a](2.ipynb) [b](../docs/index.md#gone-2) ![c](gone-3.png) [d](#Here)"
    failed = {"output_type": "error", "ename": "E", "evalue": "e", "traceback": ["e"]}
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": prose},
        _code('<a href="#gone-4">a</a> <a href="../docs/gone-5.md">b</a> <a href="../docs/index.md#home">good</a>'),
        _code(None, outputs=[failed]),
        _code(None),
        _code("never run", execution_count=None),
    ]
    (tree / "notebooks").mkdir()
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    (tree / "notebooks/1.ipynb").write_text(json.dumps(notebook), "utf-8")

    built = build(tree, tmp_path / "site")

    assert built.returncode != 0
    warnings = [line for line in built.stderr.splitlines() if line.startswith("WARNING")]
    wrong = ["'twice' 2 times", "'2.ipynb'", "cell 3 failed", "cell 4, 5 has no stored output"]
    wrong += [f"gone-{number}" for number in range(1, 6)]
    assert [any(reason in line for line in warnings) for reason in wrong] == [True] * len(warnings), built.stderr
