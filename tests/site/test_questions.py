"""The questions that people ask: each rests on what is there, says so, and leads to an answer on the site."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from answers import questions
from guide_lib.errors import GuideError
from guide_lib.order.workflow import Status
from guide_lib.words import say

ROW = {"id": "scam", "group": "seller", "topics": ["scam"], "leads": "awaiting_cancellation"}
ALL = questions.questions()
NOTHING = "We found nothing that we trust"
LONGEST = 75
"""Words of an answer: two to four sentences."""


def test_there_are_questions_enough_and_none_twice() -> None:
    assert len(ALL) >= 25
    assert len({each.id for each in ALL}) == len(ALL)


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.id)
def test_a_question_rests_on_something_or_says_that_nothing_was_found(each: questions.Question) -> None:
    answer = say("question", each.id, "answer").plain
    assert answer.count(".") + answer.count("?") >= 2
    assert len(answer.split()) <= LONGEST
    assert bool(each.claims or each.topics) != answer.startswith(NOTHING)
    assert say("question", each.id, "ask").plain.endswith("?")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (
            {"topics": ["gone"]},
            "questions.toml, scam: there is no topic 'gone'; mend the row, or take the question out.",
        ),
        ({"claims": ["C99"]}, "questions.toml, scam: there is no claim 'C99'; mend the row, or take the question out."),
        ({"group": ""}, "questions.toml, scam: there is no group ''; mend the row, or take the question out."),
        ({"leads": "home"}, "questions.toml, scam: there is no page or status to lead to 'home'; mend the row, or"),
    ],
)
def test_a_question_that_rests_on_what_is_not_there_is_named(changed: dict[str, object], sentence: str) -> None:
    assert questions.question_of(ROW).leads == "awaiting_cancellation"
    with pytest.raises(GuideError) as fault:
        questions.question_of(ROW | changed)
    assert str(fault.value).startswith(sentence)


def test_the_page_has_every_question_with_its_marks_and_where_it_leads(site: Path) -> None:
    page = BeautifulSoup((site / "questions/index.html").read_text("utf-8"), "html.parser")
    listed = [str(link["href"]) for link in page.select("article .g-list a")]
    assert listed == [f"#{questions.anchor(each)}" for each in ALL]
    for each in ALL:
        head = page.find(id=questions.anchor(each))
        assert head
        told, links = head.find_next("p"), head.find_next(class_="g-links")
        assert told
        assert links
        marks = {str(link["href"]).partition("#")[2] for link in told.select("a")}
        topics = {f"t-{topic.replace('_', '-')}" for topic in each.topics}
        assert {claim.lower() for claim in each.claims} | topics <= marks
        led = str(links.select_one("a")["href"])  # type: ignore[index]
        assert led == f"../#{each.leads}" if each.leads in set(Status) else not led.startswith("http")
