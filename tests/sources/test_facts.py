import re
from dataclasses import replace
from typing import Any

import pytest

from guide_lib import words
from guide_lib.errors import GuideError
from guide_lib.order.rules import RULES
from guide_lib.sources.claims import CLAIMS, figure
from guide_lib.sources.facts import By, Fact, Stance, Told, against, fact, fact_of, facts, topics
from guide_lib.sources.figures import Figure, Unit, written

ROW: dict[str, Any] = {
    "id": "a",
    "topic": "seller_silence",
    "stance": "adds",
    "about": ["C25"],
    "says": "It cancels itself after two days.",
    "by": "third",
    "where": "https://www.example.org/x",
    "as_of": "2024-05",
    "read": "2026-11-27",
    "figure": {"most": 48, "unit": "hour"},
}


def test_there_are_at_least_fifty_newest_first() -> None:
    assert len(facts()) >= 50
    assert len({each.id for each in facts()}) == len(facts())
    dated = [each.as_of or "0" for each in facts()]
    assert dated == sorted(dated, reverse=True)


@pytest.mark.parametrize("each", facts(), ids=lambda each: each.id)
def test_every_fact_says_what_it_does_to_the_article(each: Fact) -> None:
    assert (each.stance is Stance.SILENT) is (not each.about)
    assert all(each in CLAIMS[id].others for id in each.about)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", each.read)
    assert each.says.endswith(".")
    assert each.topic in words.words("topic")


def test_a_fact_agrees_with_a_figure_of_the_article_or_differs_from_it() -> None:
    ours = {id: claim.figure for id, claim in CLAIMS.items() if claim.figure and claim.figure.unit is Unit.BANKING_DAY}
    seen = 0
    for each in facts():
        for id, mine in ours.items():
            theirs = each.figure if id in each.about and each.topic == "refund_time" else None
            if theirs and theirs.unit is mine.unit and each.stance in (Stance.AGREES, Stance.DIFFERS):
                assert (theirs.count == mine.count) is (each.stance is Stance.AGREES), each.id
                seen += 1
    assert seen >= 3


def test_every_topic_of_a_status_has_facts_and_every_topic_is_named() -> None:
    for rule in RULES.values():
        assert set(rule.elsewhere) <= topics().keys()
    assert set(words.words("topic")) == topics().keys()


def test_what_contradicts_what_is_told_by_the_data() -> None:
    longer = fact_of(ROW | {"figure": {"most": 3, "unit": "day"}})
    assert {each.figure.count for each in against(longer) if each.figure} == {48}
    assert not against(replace(longer, figure=None))
    silence = [each for each in facts() if each.topic == "seller_silence" and each.figure]
    assert {int(each.figure) for each in silence if each.figure} >= {48, 72}
    yes = fact_of({**ROW, "topic": "cancel_early_needs_yes", "answer": "yes"})
    assert {each.answer for each in against(yes)} <= {"no", "sometimes"}


def test_facts_on_one_topic_are_told_as_one_range() -> None:
    two = fact_of(ROW)
    told = Told((two, fact_of({**ROW, "as_of": "2020", "figure": {"most": 3, "unit": "day"}})))
    assert (told.figure, told.pages, told.years) == (Figure(72, Unit.HOUR, 48), 2, ("2020", "2024"))
    assert Told((two,)).figure == Figure(48, Unit.HOUR)
    assert Told((replace(two, figure=None, as_of=""),)).years == ()
    assert Told((replace(two, figure=None, answer="no"), replace(two, figure=None))).pages == 1
    assert Told((replace(two, answer="no"), replace(two, answer="no"), replace(two, answer="yes"))).answers == {
        "no": 2,
        "yes": 1,
    }


def test_the_help_of_the_site_is_official() -> None:
    assert [fact_of(ROW | {"by": by}).official for by in By] == [True, True, False]
    assert fact("refund_3_to_20_days").official
    assert int(figure("C14")) < 20


LACKING = "other_sources.toml, a: it has no"


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"as_of": None}, f"{LACKING} as_of."),
        ({"where": None}, f"{LACKING} where."),
        ({"stance": None, "read": None}, f"{LACKING} read and no stance."),
        ({"stance": "agree"}, "other_sources.toml, a: There is no stance 'agree'; did you mean agrees?"),
        ({"by": "me"}, "other_sources.toml, a: There is no by 'me'; it is one of site, copy, third."),
        ({"answer": "maybe"}, "other_sources.toml, a: There is no answer 'maybe'; "),
        ({"figure": {"most": 20}}, "other_sources.toml, a: The figure {'most': 20} has no unit; give one of minute, "),
        ({"figure": {"most": 2, "unit": "week"}}, "other_sources.toml, a: There is no unit 'week'; it is one of "),
        ({"figure": {"least": 3, "most": 2, "unit": "day"}}, "other_sources.toml, a: The figure "),
        ({"where": "a blog"}, "other_sources.toml, a: its source is no address; give the page where it was read."),
        ({"as_of": "May 2024"}, "other_sources.toml, a: as_of is no date; write 2025-03-16, 2025-03 or 2025"),
        ({"read": ""}, "other_sources.toml, a: read is no date"),
        ({"stance": "silent"}, "other_sources.toml, a: it is about claims, or the article is silent of it: one of"),
        ({"about": []}, "other_sources.toml, a: it is about claims, or the article is silent of it: one of the two."),
        ({"years": 3}, "other_sources.toml, a: it has years, which is no field of a fact."),
    ],
)
def test_a_row_that_cannot_be_meant_is_told_by_name(row: dict[str, Any], sentence: str) -> None:
    given = {name: value for name, value in (ROW | row).items() if value is not None}
    with pytest.raises(GuideError) as caught:
        fact_of(given)
    assert str(caught.value).startswith(sentence)


def test_a_figure_counts_the_most_and_the_least() -> None:
    assert written({"count": None, "unit": "minute"}) == Figure(None, Unit.MINUTE)
    assert written({"least": 3, "most": 20, "unit": "banking day"}) == Figure(20, Unit.BANKING_DAY, 3)
    assert words.amount(Figure(20, Unit.BANKING_DAY, 3)) == "3 to 20 banking days"


def test_a_fact_that_is_gone_is_an_error_that_names_it() -> None:
    with pytest.raises(GuideError, match="There is no fact 'nobody'"):
        fact("nobody")
    with pytest.raises(GuideError, match="There is no topic 'silence'"):
        topics()["silence"]
