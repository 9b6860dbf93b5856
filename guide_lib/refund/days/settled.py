"""How sure a latest date is: firm, or provisional with the reason and the interval in which it lies."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from guide_lib.refund.days.places import place
from guide_lib.refund.days.statement import BECAUSE, LAW_UNTIL, UNCHECKED, WRONG, Rule, installed, older, rule
from guide_lib.sources.claims import figure


class Calendar(Protocol):
    """What is asked of a calendar: whose it is, which days count, its days off by name, its n-th banking day."""

    @property
    def country(self) -> str:
        """The country's code of two letters."""

    @property
    def subdivision(self) -> str | None:
        """The code of a part of the country, or None for the whole."""

    @property
    def days(self) -> str:
        """The choice of banking days, such as public or TARGET."""

    @property
    def names(self) -> Mapping[date, str]:
        """The days off, in English where `holidays` has the words."""

    def nth(self, day: date, count: int) -> date:
        """Return the count-th banking day strictly after a day."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A span of days, both ends within it, of which it is not settled which are banking days.

    At most `fewer` of its days off may yet become banking days, and at most `more` of its banking days days off.
    """

    first: date
    last: date
    because: str
    fewer: int
    more: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How sure a latest date is: firm or, with a reason, provisional, and between which days it lies, ends included."""

    firm: bool
    because: str
    earliest: date
    latest: date


def doubts(calendar: Calendar, first: date, last: date, release: str = "") -> tuple[Doubt, ...]:
    """Return what is not settled of the days `first` to `last`, in order; nothing if all of them are.

    `release` is that of the calendar's data: by default the release of `holidays` that is installed.

    >>> from guide_lib.refund.days.calendars import banking_calendar
    >>> doubts(banking_calendar("DE"), date(2026, 12, 19), date(2027, 1, 12))
    ()
    """
    release = release or installed()
    stated = rule(calendar.country, calendar.subdivision, calendar.days)
    if older(release, stated.since):
        stated = replace(UNCHECKED, because=BECAUSE["wrong"])
    through = stated.settled_through(release)
    where = place(calendar.country, calendar.subdivision)

    def doubt(because: str, start: date, end: date, **names: str) -> Doubt:
        return Doubt(start, end, because.format(place=where, year=start.year, **names), stated.fewer, stated.more)

    found = [
        Doubt(day, day, row.because, row.fewer, row.more)
        for row in WRONG
        if row.country == calendar.country and older(release, row.mended)
        for day in row.days
        if first <= day <= last
    ]
    because = stated.because
    if stated.about:
        spans = _moving(stated, through, first, last, calendar.names)
        found += [doubt(because, start, end, holiday=holiday) for start, end, holiday in spans]
        because, through = BECAUSE["law"], LAW_UNTIL
    if last.year > through:
        found.append(doubt(because, max(first, date(through + 1, 1, 1)), last))
    return tuple(sorted(found, key=lambda one: one.first))


def _moving(
    stated: Rule, through: int, first: date, last: date, names: Mapping[date, str]
) -> list[tuple[date, date, str]]:
    """Return the spans about the holidays that may move, with the first one's name; spans that touch are one."""
    around = timedelta(days=stated.around)
    spans: list[tuple[date, date, str]] = []
    for offset in range(-stated.around, (last - first).days + stated.around + 1):
        day = first + timedelta(days=offset)
        if day not in names or day.year <= through:
            continue
        holiday = next((name for name in names[day].split("; ") if name.startswith(stated.about)), None)
        if holiday is None:
            continue
        start, called = day - around, holiday.split(" (")[0]
        if spans and start <= spans[-1][1]:
            start, _, called = spans.pop()
        spans.append((start, day + around, called))
    return spans


def standing(calendar: Calendar, confirmed: date, release: str = "") -> Standing:
    """Return how sure the latest date (C14) of a confirmation is; of a firm one there is no reason, and one day only.

    GuideError, from the calendar, where the latest date that is possible lies beyond its reach.

    >>> from guide_lib.refund.days.calendars import banking_calendar
    >>> standing(banking_calendar("DE"), date(2026, 12, 18)).firm
    True
    """
    wait, next_day = int(figure("C14")), confirmed + timedelta(days=1)
    latest = calendar.nth(confirmed, wait)
    found = doubts(calendar, next_day, latest, release)
    if not found:
        return Standing(True, "", latest, latest)
    because, more = found[0].because, -1
    earliest = calendar.nth(confirmed, max(1, wait - sum(doubt.fewer for doubt in found)))
    # A later end takes in more days, and they may be in doubt as well.
    while more < (more := sum(doubt.more for doubt in found)):
        latest = calendar.nth(confirmed, wait + more)
        found = doubts(calendar, next_day, latest, release)
    return Standing(False, because, earliest, latest)
