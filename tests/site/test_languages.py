"""The site in other languages: complete, equal to the English in all that is no word, and led to from everywhere."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from bs4 import BeautifulSoup
from conftest import ROOT, served
from playwright.sync_api import Browser, expect
from test_site import VIOLATIONS

import translate
from guide_lib.words import words
from guide_lib.words.language import ENGLISH, in_language, languages, locale

CODES = [code for code in languages() if code != ENGLISH]
PAGES = ["", "when/", "number/", "questions/", "dates/"]
PAGES += [f"notebooks/{path.stem}/" for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]
ENGLISH_WORDS = re.compile(r"\b(the|your|you|with|from|they|this|have|does|should)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def url(site: Path) -> Iterator[str]:
    with served(site) as url:
        yield url


def soup(site: Path, code: str, page: str) -> BeautifulSoup:
    return BeautifulSoup(
        (site / ("" if code == ENGLISH else code) / page / "index.html").read_text("utf-8"), "html.parser"
    )


def test_the_settings_name_the_languages_that_have_words() -> None:
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert f"languages: [{', '.join(CODES)}]" in settings


@pytest.mark.parametrize("code", CODES)
def test_the_words_and_the_prose_of_a_language_are_whole_and_fit_the_english(code: str) -> None:
    assert sorted(translate.check(code)) == []


@pytest.mark.parametrize("code", CODES)
def test_the_terms_of_the_glossary_are_used_throughout(code: str) -> None:
    assert list(translate.strays(code)) == []


def _shape(page: BeautifulSoup, code: str) -> dict[str, list[str]]:
    """Return what a page has beside its words: dates, figures of the calendar, marks, links and answers."""
    body = page.select_one("article")
    assert body
    for gone in body.select(".g-strip, .g-offer, .g-edit, .g-lite"):
        gone.decompose()
    links = [str(link["href"]) for link in body.select("a[href]")]
    away = [re.sub(r"^(\.\./)+", "", link) for link in links if not link.startswith(("#", "http"))]
    return {
        "dates": [str(time["datetime"]) for time in body.select("time[datetime]")],
        "marks": [mark.get_text(" ", strip=True) for mark in body.select("sup.g-claims")],
        "links": [*away, *(link for link in links if link.startswith("http"))],
        "anchors": [str(each["id"]) for each in body.select("[id]") if not str(each["id"]).startswith("__")],
        "days": re.findall(r"\d+", " ".join(cell.get_text(" ") for cell in body.select(".g-cal td :is(b, em)"))),
    }


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_differs_from_the_english_in_its_words_only(site: Path, code: str, page: str) -> None:
    here, there = _shape(soup(site, code, page), code), _shape(soup(site, ENGLISH, page), ENGLISH)
    for what, found in there.items():
        assert here[what] == found, what


@pytest.mark.parametrize("code", CODES)
def test_a_page_says_its_language_and_where_it_is_in_the_others(site: Path, code: str) -> None:
    for page in PAGES:
        html = soup(site, code, page).html
        assert html and str(html["lang"]) == code.partition("-")[0]
        there = {str(link["hreflang"]): str(link["href"]) for link in html.select('link[rel~="alternate"][hreflang]')}
        assert set(there) == set(languages())
        folder = site / code / page
        for language, href in there.items():
            assert (folder / href / "index.html").resolve().is_file(), (page, language, href)


@pytest.mark.parametrize("code", CODES)
def test_every_link_and_anchor_leads_somewhere(site: Path, code: str) -> None:
    ids: dict[Path, set[str]] = {}
    lost = []
    for page in PAGES:
        folder = site / code / page
        for tag in soup(site, code, page).select("[href], [src]"):
            parts = urlsplit(str(tag.get("href") or tag.get("src")))
            if parts.scheme or parts.netloc:
                continue
            path = (folder / unquote(parts.path)).resolve() if parts.path else folder
            target = path / "index.html" if path.is_dir() else path
            if parts.fragment and target.is_file() and target not in ids:
                ids[target] = set(re.findall(r' id="?([^" >]+)', target.read_text("utf-8")))
            if not target.is_file() or (parts.fragment and unquote(parts.fragment) not in ids[target]):
                lost.append((page, str(tag)))
    assert lost == []


@pytest.mark.parametrize("code", CODES)
def test_axe_finds_nothing_on_a_phone_and_no_page_scrolls_sideways(browser: Browser, url: str, code: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, service_workers="block")
    page = context.new_page()
    for each in PAGES:
        page.goto(f"{url}{code}/{each}")
        page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), each
    for each in ("", "when/#day=2026-12-18&country=NL", "notebooks/03-waiting-to-be-sent/"):
        page.goto(f"{url}{code}/{each}")
        page.evaluate(AXE_SCRIPT)
        assert page.evaluate(VIOLATIONS) == [], each
    context.close()


@pytest.mark.parametrize("code", CODES)
def test_no_english_is_left_on_a_page(site: Path, code: str) -> None:
    left: dict[str, list[str]] = {}
    for page in PAGES:
        body = soup(site, code, page).select_one("article")
        assert body
        for aside in body.select(
            "script, template, pre, code, kbd, .g-code, [lang], [hreflang=en], .g-live, .g-holiday"
        ):
            aside.decompose()
        found = [text for text in body.stripped_strings if len(ENGLISH_WORDS.findall(text)) > 1]
        if found:
            left[page] = found
    assert left == {}


@pytest.mark.parametrize("code", CODES)
def test_the_tables_have_the_same_days_and_other_words(site: Path, code: str) -> None:
    for country in ("DE", "US", "AE", "RU", "LK"):
        here, there = (json.loads((site / part / "tables" / f"{country}.json").read_bytes()) for part in (code, ""))
        for key in ("from", "usual", "apart_days"):
            assert here.get(key) == there.get(key)
        for mine, theirs in zip(here["rows"], there["rows"], strict=True):
            assert {**mine, "place": ""} == {**theirs, "place": ""}
        assert here["definitions"] != there["definitions"]


@pytest.mark.parametrize("code", CODES)
def test_a_reader_can_do_on_a_phone_all_that_an_english_reader_can(browser: Browser, url: str, code: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844}, locale=code)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{url}{code}/#awaiting_shipment")
    with in_language(code):
        expect(page.locator("#awaiting_shipment h2").first).to_contain_text(
            words("status", "awaiting_shipment", "verdict")
        )
    page.goto(f"{url}{code}/when/#day=2026-12-18&country=NL")
    expect(page.locator("#answer time").first).to_have_attribute("datetime", "2027-01-01")
    expect(page.locator("#answer")).to_contain_text("2027")
    page.goto(f"{url}{code}/number/")
    page.fill("#given", "RR473124823CN")
    page.press("#given", "Enter")
    with in_language(code):
        wrong = words("tracking", "malformed", "verdict").replace("{number}", "").strip()
    expect(page.locator("#answer")).to_contain_text(wrong)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert faults == []
    page.close()


def test_the_browsers_language_is_offered_and_nobody_is_sent_there(browser: Browser, url: str) -> None:
    for code in CODES:
        page = browser.new_page(locale=code)
        page.goto(f"{url}when/#day=2026-12-18&country=NL")
        offer = page.locator(".g-offer a")
        with in_language(code):
            expect(offer).to_have_text(words("site", "language", "offer"))
        offer.click()
        page.wait_for_url(f"{url}{code}/when/#day=2026-12-18&country=NL")
        page.close()


def test_a_page_that_is_not_there_leads_to_every_language(site: Path) -> None:
    gone = BeautifulSoup((site / "404.html").read_text("utf-8"), "html.parser")
    assert {str(link["hreflang"]) for link in gone.select("article a[hreflang]")} == set(languages())


def test_every_language_has_a_name_of_its_own() -> None:
    assert len({locale(code).get_display_name() for code in languages()}) == len(languages())


def test_a_twelfth_language_is_two_files_and_a_line_and_the_checks_ask_for_all_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(translate, "words_file", lambda code: tmp_path / f"words-{code}.toml")
    monkeypatch.setattr(translate, "prose_file", lambda code: tmp_path / f"prose-{code}.toml")
    texts, prose = translate.english("sv"), translate.prose()
    asked = list(translate.check("sv"))
    assert len(asked) == len(texts) + len(prose) + len(translate.TERMS)
    assert all(each.endswith("; say it.") for each in asked)

    translate.new("sv")
    looked_at = [f"words/sv.toml, {'.'.join(path)}: the English has changed since" for path in texts]
    assert [each.partition(";")[0] for each in translate.check("sv")] == looked_at
    translate.accept("sv")
    assert list(translate.check("sv")) == []

    words_of, prose_of = (read("sv") for read in (translate.words_file, translate.prose_file))
    words_of.write_text(words_of.read_text("utf-8").replace("{place}: ", "", 1).replace("[stop]", "[stopp]"), "utf-8")
    prose_of.write_text(prose_of.read_text("utf-8").replace("](when.md)", "](nar.md)"), "utf-8")
    told = " ".join(translate.check("sv"))
    assert "is missing." in told
    assert "is not in the English." in told
