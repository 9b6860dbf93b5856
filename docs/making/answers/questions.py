"""The questions that people ask, with their answers: each rests on claims, on topics of other pages, or on both."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from markupsafe import Markup

from guide_lib.errors import GuideError
from guide_lib.order.workflow import Status
from guide_lib.show.pieces import Html, marks, text, word
from guide_lib.show.sources import evidence
from guide_lib.sources.claims import CLAIMS
from guide_lib.sources.facts import topics
from guide_lib.words import name, say, words

H = Markup
FILE = Path(__file__).with_suffix(".toml")
PAGES = {
    "when": "when.md",
    "number": "number.md",
    "map": "../notebooks/09-map.ipynb",
    "reason": "../notebooks/01-choose-a-reason.ipynb",
}
"""Where a question leads to, if not to the answer of a status on the home page."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question in a shopper's words: its group, the claims and topics its answer rests on, and where it leads.

    An answer that rests on nothing says that nothing trustworthy was found.
    """

    id: str
    group: str
    claims: tuple[str, ...]
    topics: tuple[str, ...]
    leads: str


@cache
def questions() -> tuple[Question, ...]:
    """Return the questions in their order; GuideError, naming the row, for one that rests on what is not there."""
    return tuple(map(question_of, tomllib.loads(FILE.read_text(encoding="utf-8"))["question"]))


def question_of(row: dict[str, Any]) -> Question:
    """Return a row of the file as a question; GuideError as `questions`."""
    called = f"questions.toml, {row.get('id', 'a question without an id')}"
    known = {"claim": CLAIMS, "topic": topics(), "group": words("question", "groups")}
    known["page or status to lead to"] = PAGES.keys() | set(map(str, Status))
    asked = {"claim": row.get("claims", []), "topic": row.get("topics", []), "group": [row.get("group", "")]}
    asked["page or status to lead to"] = [row.get("leads", "")]
    for what, names in asked.items():
        if gone := [name for name in names if name not in known[what]]:
            raise GuideError(f"{called}: there is no {what} {gone[0]!r}; mend the row, or take the question out.")
    return Question(row["id"], row["group"], tuple(row.get("claims", ())), tuple(row.get("topics", ())), row["leads"])


def contents() -> Html:
    """Return the questions as a list of links, group by group."""
    row = H('<li><a href="#{}">{}</a></li>')
    group = H('<p><b>{}</b></p>\n<ul class="g-list">{}</ul>')
    groups = (
        group.format(
            words("question", "groups", key), H("").join(row.format(anchor(each), _ask(each)) for each in rows)
        )
        for key, rows in groupby(questions(), key=lambda each: each.group)
    )
    return Html(H("\n").join(groups))


def answers() -> Html:
    """Return every question with its answer, group by group, as Markdown with headings."""
    return Html(
        H("\n\n").join(
            H("\n\n").join(
                [H("## {} {{ #about-{} }}").format(words("question", "groups", key), key), *map(_answer, rows)]
            )
            for key, rows in groupby(questions(), key=lambda each: each.group)
        )
    )


def anchor(question: Question) -> str:
    """Return where a question stands on its page."""
    return question.id.replace("_", "-")


def _ask(question: Question) -> str:
    return say("question", question.id, "ask").plain


def _answer(question: Question) -> Markup:
    says = text(say("question", question.id, "answer"))
    small = H(word("semicolon")).join(evidence(topic, topics()[topic]) for topic in question.topics)
    rests = H(" <small>({})</small>").format(small) if small else ""
    return H("### {} {{ #{} }}\n\n{}{}{}\n\n{}").format(
        _ask(question), anchor(question), says, marks(question.claims), rests, H("").join(_leads(question))
    )


def _leads(question: Question) -> Iterator[Markup]:
    link = H("[{}]({})\n{{ .g-links }}")
    if question.leads in PAGES:
        yield link.format(words("question", "leads", question.leads), PAGES[question.leads])
    else:
        yield link.format(name(question.leads), f"index.md#{question.leads}")
