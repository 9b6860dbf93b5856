"""The evidence page: no claim without a rule, a cell that shows it and a test; and every link of it."""

import re
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from conftest import ROOT, build
from mkdocs.exceptions import PluginError

from evidence import GUARDS, Evidence, Shown, evidence
from guide_lib import words
from guide_lib.sources.claims import CLAIMS
from guide_lib.sources.facts import facts, topics

MARKED = '<sup><a href="../claims/#c40">C40</a></sup>'
ABOUT = Shown("../docs/about.md", "About")
SOURCES = ("guide_lib", "notebooks", "tests/sources/test_claims_hold.py")


@pytest.fixture(scope="module")
def rows() -> list[Evidence]:
    return evidence(ROOT, CLAIMS, {ABOUT: MARKED})


def test_every_claim_has_all_of_it(rows: list[Evidence]) -> None:
    assert [row.claim for row in rows] == list(CLAIMS.values())
    for row in rows:
        assert row.rules
        assert [page for page in row.shown if page.cells]
        assert row.test.code.lstrip("@").startswith(("def ", "pytest.mark."))
        assert len(row.holds.split()) > 3


def test_a_line_is_where_it_says(rows: list[Evidence]) -> None:
    for row in rows:
        for source in (row.written, *row.rules, row.test):
            lines = (ROOT / source.path).read_text("utf-8").splitlines()
            assert source.code.splitlines()[0] in lines[source.line - 1]
        assert all(row.claim.id in source.code for source in (row.written, *row.rules))
        assert f"test_{row.claim.id.lower()}_" in row.test.code


def test_no_prose_counts_as_a_rule(rows: list[Evidence]) -> None:
    for row in rows:
        for source in row.rules:
            assert not re.match(r'"""|#|>>>', source.code)


def test_a_page_that_carries_the_mark_is_among_those_that_show_the_claim(rows: list[Evidence]) -> None:
    assert [row.claim.id for row in rows if ABOUT in row.shown] == ["C40"]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in SOURCES:
        source, target = ROOT / name, tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    return tmp_path


def _without(path: Path, words: str, instead: str) -> None:
    text = path.read_text("utf-8")
    assert words in text
    path.write_text(text.replace(words, instead), "utf-8")


@pytest.mark.parametrize(
    ("file", "words", "lacks"),
    [
        ("guide_lib/order/rules.py", '"C40"', "has no rule: nothing in guide_lib names it"),
        ("notebooks/08-money-back.ipynb", "claims.md#c40", ""),
        (
            "tests/sources/test_claims_hold.py",
            "test_c40_",
            f"has no test of its own: none in {GUARDS} is named test_c40_…",
        ),
        (GUARDS, "test_c39_", f"has more than one test of its own in {GUARDS}"),
    ],
)
def test_a_claim_that_lacks_something_is_named(tree: Path, file: str, words: str, lacks: str) -> None:
    _without(tree / file, words, words.replace("40", "41").replace("39", "40"))
    if not lacks:
        _without(tree / "notebooks/09-map.ipynb", "claims.md#c40", "claims.md#c41")
        lacks = "is shown by no cell of a notebook: none carries its mark"
    with pytest.raises(PluginError) as error:
        evidence(tree, CLAIMS, {})
    assert f"Claim C40 {lacks}" in str(error.value).splitlines()


def test_the_build_fails_on_a_claim_that_lacks_something(tree: Path) -> None:
    shutil.copytree(ROOT / "docs/making", tree / "docs/making")
    shutil.copytree(ROOT / "docs/assets", tree / "docs/assets")
    for page in ("claims.md", "others.md"):
        shutil.copy(ROOT / "docs" / page, tree / "docs")
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    start, end = settings.index("nav:\n"), settings.index("theme:\n")
    nav = "nav: [claims.md, others.md, notebooks/]\n"
    (tree / "mkdocs.yml").write_text(settings[:start] + nav + settings[end:], "utf-8")
    _without(tree / GUARDS, "def test_c14_", "def test_the_14_")
    built = build(tree, tree / "site")
    assert built.returncode != 0
    assert f"Claim C14 has no test of its own: none in {GUARDS} is named test_c14_…" in built.stderr


def test_the_page_has_a_card_for_each_claim(site: Path) -> None:
    page = BeautifulSoup((site / "claims/index.html").read_text("utf-8"), "html.parser")
    cards = page.select("section.g-claim")
    assert [card.h2.get_text() for card in cards if card.h2] == list(CLAIMS)
    for card, claim in zip(cards, CLAIMS.values(), strict=True):
        said = card.get_text(" ", strip=True)
        assert re.sub(r"\s+", "", words.claim(claim).plain) in re.sub(r"\s+", "", said)
        assert f"Paragraph {claim.at} " in said
        heads = [dt.get_text() for dt in card.select("dt")]
        assert heads[2:] == ["The rule in code", "The pages that show it", "The test that guards it"]
        rules, pages, test = card.select("dd")[2:]
        assert all("/blob/main/guide_lib/" in str(a["href"]) for a in rules.select("a"))
        assert [a for a in pages.select("a") if "#cell-" in str(a["href"])]
        assert [a for a in test.select("a") if f"/blob/main/{GUARDS}#L" in str(a["href"])]


def test_every_source_beside_a_claim_says_whether_it_agrees(site: Path) -> None:
    page = BeautifulSoup((site / "claims/index.html").read_text("utf-8"), "html.parser")
    for fact in facts():
        for id in fact.about:
            heading = page.find(id=id.lower())
            assert isinstance(heading, Tag) and heading.parent
            (row,) = (li for li in heading.parent.select("div:nth-of-type(2) > dd li") if fact.says in li.get_text())
            link = row.a
            assert link and link["href"] == f"../others/#f-{fact.id.replace('_', '-')}"
            assert row.b and row.b.get_text().lower().startswith(fact.stance)


def test_every_fact_has_a_row_under_its_topic_and_every_link_to_one_leads_there(site: Path) -> None:
    page = BeautifulSoup((site / "others/index.html").read_text("utf-8"), "html.parser")
    for topic, told in topics().items():
        heading = page.find(id=f"t-{topic.replace('_', '-')}")
        assert isinstance(heading, Tag) and heading.parent
        rows = {row["id"]: row for row in heading.parent.select("li[id]")}
        assert list(rows) == [f"f-{fact.id.replace('_', '-')}" for fact in told.facts]
        assert all(
            row.select_one(f'a[href="{fact.where}"]') for row, fact in zip(rows.values(), told.facts, strict=True)
        )
