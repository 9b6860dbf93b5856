"""What other public pages say: facts by topic, each with who says it, where, as of when, and when it was read.

They are no rules of the guide. Which of them contradict each other is told by their figures and answers.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from typing import Any

from guide_lib.errors import GuideError, Known, unknown
from guide_lib.sources import check_fields, read_toml
from guide_lib.sources.figures import Figure, Unit, written

_FILE = "sources/other_sources.toml"
_OPTIONAL = {"note", "figure", "answer", "pays"}
_HOURS = {Unit.HOUR: 1, Unit.DAY: 24}


class Stance(StrEnum):
    """What a fact does to the article: it agrees, differs, adds to it, or speaks where the article is silent."""

    AGREES = "agrees"
    DIFFERS = "differs"
    ADDS = "adds"
    SILENT = "silent"


class By(StrEnum):
    """Whose page it is: the site's or its payment company's, a copy of the site's own help, anybody else's."""

    SITE = "site"
    COPY = "copy"
    THIRD = "third"


ANSWERS = ("yes", "no", "sometimes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What another public page says about a topic, and what that does to the claims it is about.

    as_of: an ISO date, a month, a year, or empty where the page gives none; read: the day it was read; figure and
    answer: what it says, to be counted with; pays: the ways of paying for which alone it holds.
    """

    id: str
    topic: str
    stance: Stance
    about: tuple[str, ...]
    says: str
    by: By
    where: str
    as_of: str
    read: str
    note: str = ""
    figure: Figure | None = None
    answer: str = ""
    pays: tuple[str, ...] = ()

    @property
    def official(self) -> bool:
        """Whether it is what the site's own help says, there or in a copy."""
        return self.by is not By.THIRD


@dataclass(frozen=True, slots=True)
class Told:
    """What several pages say on one topic: their facts, newest first, and what their figures come to together."""

    facts: tuple[Fact, ...]

    @property
    def pages(self) -> int:
        """How many pages say something of it that is a figure or an answer, or of all if none is."""
        return len(self._weighed)

    @property
    def figure(self) -> Figure | None:
        """The range that all figures lie in, days as hours where another is in hours; None where there is none."""
        figures = [fact.figure for fact in self.facts if fact.figure and fact.figure.count is not None]
        if not figures:
            return None
        if len(units := {each.unit for each in figures}) > 1 and units <= _HOURS.keys():
            figures = [_in_hours(each) for each in figures]
        unit = Counter(each.unit for each in figures).most_common(1)[0][0]
        alike = [each for each in figures if each.unit is unit]
        least = min(int(each.lowest) for each in alike)
        most = max(map(int, alike))
        return Figure(most, unit, least if least < most else None)

    @property
    def answers(self) -> Mapping[str, int]:
        """How many pages give each answer, the most frequent first."""
        return dict(Counter(fact.answer for fact in self.facts if fact.answer).most_common())

    @property
    def years(self) -> tuple[str, ...]:
        """The oldest and the newest year of the pages that give a date; one if they are the same."""
        return Told(self._weighed).dated

    @property
    def dated(self) -> tuple[str, ...]:
        """The oldest and the newest year of all the pages that give a date."""
        years = sorted({fact.as_of[:4] for fact in self.facts if fact.as_of})
        return tuple(dict.fromkeys(years[:1] + years[-1:]))

    @property
    def _weighed(self) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.facts if fact.figure or fact.answer) or self.facts


def _in_hours(figure: Figure) -> Figure:
    times = _HOURS[figure.unit]
    return Figure(int(figure) * times, Unit.HOUR, None if figure.least is None else figure.least * times)


def fact_of(row: dict[str, Any]) -> Fact:
    """Return a row of the file as a fact; GuideError, naming the row, for one that cannot be meant."""
    called = f"other_sources.toml, {row.get('id', row.get('says', 'a row without an id'))}"
    known = {field.name for field in fields(Fact)}
    check_fields(called, row, known, known - _OPTIONAL, "fact")
    for name, options in (("stance", list(Stance)), ("by", list(By)), ("answer", ("", *ANSWERS))):
        if row.get(name, "") not in options and (name in row or name != "answer"):
            raise GuideError(f"{called}: {unknown(name, row[name], options)}")
    if not str(row["where"]).startswith(("https://", "http://")):
        raise GuideError(f"{called}: its source is no address; give the page where it was read.")
    if (row["stance"] == Stance.SILENT) == bool(row["about"]):
        raise GuideError(f"{called}: it is about claims, or the article is silent of it: one of the two.")
    try:
        figure = written(row["figure"]) if "figure" in row else None
    except GuideError as fault:
        raise GuideError(f"{called}: {fault}") from fault
    typed = {"stance": Stance(row["stance"]), "by": By(row["by"]), "figure": figure}
    return Fact(**row | typed | {"about": tuple(row["about"]), "pays": tuple(row.get("pays", ()))})


@cache
def facts() -> tuple[Fact, ...]:
    """Return what other sources say, newest first; their file is long, so it is read when first needed."""
    return tuple(sorted(map(fact_of, read_toml(_FILE)["fact"]), key=lambda fact: fact.as_of or "0", reverse=True))


def fact(id: str) -> Fact:
    """Return a fact by its id; UnknownNameError where it is not, or no longer, among them."""
    known = {each.id: each for each in facts()}
    if id not in known:
        raise unknown("fact", id, known)
    return known[id]


@cache
def topics() -> Mapping[str, Told]:
    """Return what other pages say, topic by topic."""
    return Known("topic", {topic: Told(tuple(f for f in facts() if f.topic == topic)) for topic in _topics()})


def _topics() -> Iterable[str]:
    return dict.fromkeys(fact.topic for fact in facts())


def against(given: Fact) -> tuple[Fact, ...]:
    """Return the facts on the same topic that cannot hold beside a fact: another answer, or figures that lie apart."""
    return tuple(
        each
        for each in facts()
        if each.topic == given.topic
        and (not each.pays or not given.pays or set(each.pays) & set(given.pays))
        and (_answers_differ(each, given) or _figures_differ(each, given))
    )


def _answers_differ(one: Fact, other: Fact) -> bool:
    return bool(one.answer and other.answer and one.answer != other.answer)


def _figures_differ(one: Fact, other: Fact) -> bool:
    if one.figure is None or other.figure is None or None in (one.figure.count, other.figure.count):
        return False
    figures = [_in_hours(each) if each.unit in _HOURS else each for each in (one.figure, other.figure)]
    return figures[0].unit is figures[1].unit and figures[0].count != figures[1].count
