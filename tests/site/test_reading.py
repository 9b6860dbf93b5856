"""How hard the shopper's pages are to read: the Flesch-Kincaid grade, with syllables as pyphen cuts them."""

import re
from pathlib import Path

import pyphen  # type: ignore[import-untyped]
import pytest
from bs4 import BeautifulSoup

LIMIT = 6
PAGES = ["index.html", "about/index.html", "when/index.html", "number/index.html", "notebooks/*/index.html"]
UNREAD = "pre, code, sup, script, svg, nav, select, .g-sr, .headerlink, [lang^=zh], .g-claims"
BLOCKS = ["p", "li", "h1", "h2", "h3", "h4", "td", "th", "dt", "dd", "caption", "legend", "summary"]
CUT = pyphen.Pyphen(lang="en_US")


def sentences(html: str) -> list[str]:
    """Return the sentences of four words and more; labels and headings of fewer would flatter the grade."""
    page = BeautifulSoup(html, "html.parser").select_one("article")
    assert page
    for tag in page.select(UNREAD):
        tag.decompose()
    texts = [block.get_text(" ", strip=True) for block in page.find_all(BLOCKS) if not block.find(BLOCKS)]
    cut = [sentence for text in texts for sentence in re.split(r"(?<=[.!?:])\s+", text)]
    return [sentence for sentence in cut if len(words(sentence)) >= 4]


def words(sentence: str) -> list[str]:
    return re.findall(r"[A-Za-z][A-Za-z’'-]*", sentence)


def grade(said: list[str]) -> float:
    """Return the Flesch-Kincaid grade level."""
    every = [word for sentence in said for word in words(sentence)]
    syllables = sum(len(CUT.inserted(word).split("-")) for word in every)
    return 0.39 * len(every) / len(said) + 11.8 * syllables / len(every) - 15.59


def test_the_grade_tells_plain_from_hard() -> None:
    plain = ["The cat sat on the mat.", "You can ask the shop."]
    hard = [
        "Notwithstanding jurisdictional considerations, cancellation necessitates authorisation by the counterparty."
    ]
    assert grade(plain) < 3
    assert grade(hard) > 15


@pytest.mark.parametrize("pattern", PAGES)
def test_the_shoppers_pages_read_easily(site: Path, pattern: str) -> None:
    grades = {path.parent.name: grade(sentences(path.read_text(encoding="utf-8"))) for path in site.glob(pattern)}
    assert grades
    assert {page: round(level, 1) for page, level in grades.items() if level > LIMIT} == {}
