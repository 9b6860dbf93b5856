"""The search knows shoppers' words: what they type leads to the page or question that should come first."""

import json
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import ROOT, served
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from playwright.sync_api import Browser, Page, expect

import search

ROWS = tomllib.loads((ROOT / "tests/data/searches.toml").read_text("utf-8"))["search"]
TYPED = [(row["first"], typed) for row in ROWS for typed in row["types"]]
MISSES = len(TYPED) // 20
"""How many may lead elsewhere: of 60, three."""
QUERY = "[data-md-component=search-query]"
FOUND = """() => [...document.querySelector(".md-search-result__item")?.querySelectorAll("a") ?? []]
    .map(link => link.getAttribute("href"))"""


@contextmanager
def _searching(browser: Browser, site: Path, language: str = "") -> Iterator[tuple[Page, str]]:
    """Open the search of a language; yield the page and its address."""
    context = browser.new_context(viewport={"width": 1280, "height": 844}, service_workers="block")
    page = context.new_page()
    with served(site) as url:
        page.goto(url + language)
        page.locator(QUERY).click()
        expect(page.locator("html.js")).to_be_attached()
        yield page, url + language
    context.close()


@pytest.fixture(scope="module")
def found(browser: Browser, site: Path) -> dict[str, str]:
    """What comes first, by what was typed: its place on the site, with the first part of that page that was found."""
    with _searching(browser, site) as (page, url):
        return {typed: _first(page, typed, url) for _, typed in TYPED}


def _first(page: Page, typed: str, url: str) -> str:
    query, items, meta = (page.locator(each) for each in (QUERY, ".md-search-result__item", ".md-search-result__meta"))
    query.fill("")
    query.dispatch_event("keyup")
    expect(items).to_have_count(0)
    idle = json.loads(page.locator("#__config").inner_text())["translations"]["search.result.placeholder"]
    expect(meta).to_have_text(idle)
    query.fill(typed)
    query.dispatch_event("keyup")
    expect(meta).not_to_have_text(idle)
    links = [each.removeprefix(url).partition("#") for each in page.evaluate(FOUND)]
    place = links[0][0].partition("?")[0] if links else "nothing"
    return place + next((f"#{part}" for _, _, part in links if part), "")


def test_what_shoppers_type_leads_to_what_should_come_first(found: dict[str, str]) -> None:
    missed = {
        typed: found[typed]
        for first, typed in TYPED
        if found[typed] != first and ("#" in first or found[typed].partition("#")[0] != first)
    }
    assert len(TYPED) >= 60
    assert len(missed) <= MISSES, missed


@pytest.mark.parametrize("typed", ["l'argent", "l’argent", "argent"])
def test_an_article_joined_by_an_apostrophe_is_a_word_of_its_own(browser: Browser, site: Path, typed: str) -> None:
    with _searching(browser, site, "fr/") as (page, url):
        assert _first(page, typed, url).startswith("when/")


def test_no_page_about_the_making_of_the_guide_comes_first(found: dict[str, str]) -> None:
    making = ("about/", "benchmarks/", "changes/", "reference/", "host/")
    assert [typed for typed, place in found.items() if place.startswith(making)] == []


def test_words_for_a_page_that_is_not_there_stop_the_build(tmp_path: Path) -> None:
    (tmp_path / "search").mkdir()
    (tmp_path / search.INDEX).write_text(json.dumps({"docs": [{"location": ""}]}), "utf-8")
    config = MkDocsConfig()
    config.site_dir = str(tmp_path)
    with pytest.raises(PluginError, match=r"The search has words for .*when/, which is no page or question"):
        search.on_post_build(config)


def test_a_slip_is_found_by_where_the_word_is_known(site: Path) -> None:
    docs = json.loads((site / search.INDEX).read_text("utf-8"))["docs"]
    tags = {entry["location"]: entry.get("tags", []) for entry in docs}
    assert "klarna" in tags["questions/#klarna"]
    assert {"clarna", "choise", "cancle"} <= {tag for each in tags.values() for tag in each}
