"""The site in other languages: complete, equal to the English in all that is no word, and led to from everywhere."""

import json
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from conftest import ROOT
from selectolax.lexbor import LexborHTMLParser, LexborNode

import markup
import translate
import wording
from guide_lib.words.language import ENGLISH, languages, locale

CODES = [code for code in languages() if code != ENGLISH]
PAGES = ["", "when/", "number/", "questions/", "dates/"]
PAGES += [f"notebooks/{path.stem}/" for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]
ENGLISH_WORDS = re.compile(r"\b(the|your|you|with|from|they|this|have|does|should)\b", re.IGNORECASE)


def read(site: Path, code: str, page: str) -> LexborNode:
    """Return a page in a language, with what its templates hold."""
    html = (site / ("" if code == ENGLISH else code) / page / "index.html").read_text("utf-8")
    root = markup.parsed(html).root
    assert root
    return root


def article(site: Path, code: str, page: str, aside: str) -> LexborNode:
    """Return what a page says, without some of its parts."""
    body = read(site, code, page).css_first("article")
    assert body
    for gone in body.css(aside):
        gone.decompose()
    return body


def test_the_settings_name_the_languages_that_have_words() -> None:
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert f"languages: [{', '.join(CODES)}]" in settings


@pytest.mark.parametrize("code", CODES)
def test_the_words_and_the_prose_of_a_language_are_whole_and_fit_the_english(code: str) -> None:
    assert sorted(translate.check(code)) == []


@pytest.mark.parametrize("code", CODES)
def test_the_terms_of_the_glossary_are_used_throughout(code: str) -> None:
    assert list(translate.strays(code)) == []


def _shape(site: Path, code: str, page: str) -> dict[str, list[str]]:
    """Return what a page has beside its words: dates, figures of the calendar, marks, links and answers."""
    body = article(site, code, page, ".g-strip, .g-offer, .g-edit, .g-lite")
    links, ids = ([node.attributes[name] or "" for node in body.css(f"[{name}]")] for name in ("href", "id"))
    return {
        "dates": [str(time.attributes["datetime"]) for time in body.css("time[datetime]")],
        "marks": [mark.text(separator=" ", strip=True) for mark in body.css("sup.g-claims")],
        "links": [re.sub(r"^(\.\./)+", "", link) for link in links if not link.startswith("#")],
        "anchors": [each for each in ids if not each.startswith("__")],
        "printed": [" ".join(cell.text().split()[0] for cell in table.css("td")) for table in body.css(".g-dates")],
        "days": re.findall(r"\d+", " ".join(cell.text() for cell in body.css(".g-cal td :is(b, em)"))),
    }


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_differs_from_the_english_in_its_words_only(site: Path, code: str, page: str) -> None:
    here = _shape(site, code, page)
    moved = {"printed", "links"} if page == "dates/" else set()  # countries stand in the order of the reader's alphabet
    for what, found in _shape(site, ENGLISH, page).items():
        assert sorted(here[what]) == sorted(found), what
        assert what in moved or here[what] == found, what


@pytest.mark.parametrize("code", CODES)
def test_a_page_says_its_language_and_where_it_is_in_the_others(site: Path, code: str) -> None:
    for page in PAGES:
        html = read(site, code, page)
        assert html.attributes["lang"] == code.partition("-")[0]
        links = [link.attributes for link in html.css('link[rel~="alternate"][hreflang]')]
        there = {str(link["hreflang"]): str(link["href"]) for link in links}
        assert set(there) == set(languages())
        folder = site / code / page
        for language, href in there.items():
            assert (folder / href / "index.html").resolve().is_file(), (page, language, href)


@pytest.mark.parametrize("code", CODES)
def test_every_link_and_anchor_leads_somewhere(site: Path, code: str) -> None:
    ids: dict[Path, set[str]] = {}
    lost = list[tuple[str, str | None]]()
    for page in PAGES:
        folder = site / code / page
        for tag in read(site, code, page).css("[href], [src]"):
            parts = urlsplit(tag.attributes.get("href") or tag.attributes.get("src") or "")
            if parts.scheme or parts.netloc:
                continue
            path = (folder / unquote(parts.path)).resolve() if parts.path else folder
            target = path / "index.html" if path.is_dir() else path
            if parts.fragment and target.is_file() and target not in ids:
                ids[target] = set(re.findall(r' id="?([^" >]+)', target.read_text("utf-8")))
            if not target.is_file() or (parts.fragment and unquote(parts.fragment) not in ids[target]):
                lost.append((page, tag.html))
    assert lost == []


@pytest.mark.parametrize("code", CODES)
def test_no_english_is_left_on_a_page(site: Path, code: str) -> None:
    aside = "script, template, pre, code, kbd, .g-code, [lang], [hreflang=en], .g-live, .g-holiday"
    for page in PAGES:
        body = article(site, code, page, aside)
        texts = [node.text_content or "" for node in body.traverse(include_text=True) if node.tag == "-text"]
        assert len(texts) > 20, page
        assert [text for text in texts if len(ENGLISH_WORDS.findall(text)) > 1] == [], page


@pytest.mark.parametrize("code", CODES)
def test_the_tables_have_the_same_days_and_other_words(site: Path, code: str) -> None:
    for country in ("DE", "US", "AE", "RU", "LK"):
        here, there = (json.loads((site / part / "tables" / f"{country}.json").read_bytes()) for part in (code, ""))
        for key in ("from", "usual", "apart_days"):
            assert here.get(key) == there.get(key)
        for mine, theirs in zip(here["rows"], there["rows"], strict=True):
            assert {**mine, "place": ""} == {**theirs, "place": ""}
        assert here["definitions"] != there["definitions"]


def test_a_page_that_is_not_there_leads_to_every_language(site: Path) -> None:
    gone = LexborHTMLParser((site / "404.html").read_text("utf-8"))
    assert {link.attributes["hreflang"] for link in gone.css("article a[hreflang]")} == set(languages())


def test_every_language_has_a_name_of_its_own() -> None:
    assert len({locale(code).get_display_name() for code in languages()}) == len(languages())


def test_a_twelfth_language_is_two_files_and_a_line_and_the_checks_ask_for_all_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wording, "words_file", lambda code: tmp_path / f"words-{code}.toml")
    monkeypatch.setattr(wording, "prose_file", lambda code: tmp_path / f"prose-{code}.toml")
    texts, prose = wording.english("sv"), wording.prose()
    asked = list(translate.check("sv"))
    assert len(asked) == len(texts) + len(prose) + len(translate.TERMS)
    assert all(each.endswith("; say it.") for each in asked)

    translate.new("sv")
    looked_at = [f"words/sv.toml, {'.'.join(path)}: the English has changed since" for path in texts]
    assert [each.partition(";")[0] for each in translate.check("sv")] == looked_at
    translate.accept("sv")
    assert list(translate.check("sv")) == []

    words_of, prose_of = (file("sv") for file in (wording.words_file, wording.prose_file))
    words_of.write_text(words_of.read_text("utf-8").replace("{place}: ", "", 1).replace("[stop]", "[stopp]"), "utf-8")
    prose_of.write_text(prose_of.read_text("utf-8").replace("](when.md)", "](nar.md)"), "utf-8")
    told = " ".join(translate.check("sv"))
    assert "is missing." in told
    assert "is not in the English." in told
