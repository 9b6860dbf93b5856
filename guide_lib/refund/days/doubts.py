"""What is not settled of a calendar's days, and why: days nobody could tell, feasts that may move, years to come."""

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from operator import attrgetter
from typing import Protocol

from guide_lib.refund.days.bank import keeping
from guide_lib.refund.days.places import in_words, place
from guide_lib.refund.days.statement import BECAUSE, LAW_UNTIL, UNCHECKED, WRONG, Rule, installed, older, rule
from guide_lib.words import translated

_FIRST, _LAST = attrgetter("first"), attrgetter("last")
_ONE = timedelta(days=1)
_LAST_YEARS = 3
_COUNT = timedelta(days=40)
"""Longer than any count with its holidays."""


class Calendar(Hashable, Protocol):
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
    def known(self) -> date:
        """The last day of which the holidays are in the data."""

    @property
    def names(self) -> Mapping[date, str]:
        """The days off, in English where `holidays` has the words."""

    @property
    def unclear(self) -> Mapping[date, str]:
        """The days of which nobody could say whether banks are open, by name."""

    @property
    def parts(self) -> "tuple[Calendar, ...]":
        """The calendars of the parts of a country, where none of them is named."""

    def counting(self, confirmed: date, count: int) -> "Calendar":
        """Return the one of them in which the count-th banking day is the last."""

    def nth(self, day: date, count: int) -> date:
        """Return the count-th banking day strictly after a day."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A span of days, both ends within it, of which it is not settled which are banking days, and for what reason.

    At most `fewer` of its days off may yet become banking days, and at most `more` of its banking days days off.
    """

    first: date
    last: date
    reason: str
    fewer: int
    more: int
    holiday: str = ""


def doubts(calendar: Calendar, first: date, last: date, release: str = "") -> tuple[Doubt, ...]:
    """Return what is not settled of the days `first` to `last`, in order; nothing if all of them are.

    `release` is that of the calendar's data: by default the release of `holidays` that is installed.

    >>> from guide_lib.refund.days.calendars import banking_calendar
    >>> doubts(banking_calendar("NL"), date(2026, 12, 19), date(2027, 1, 12))
    ()
    """
    known = _unsettled(calendar, release or installed())
    spans = [
        Doubt(max(first, span.first), min(last, span.last), span.reason, span.fewer, span.more)
        for span in known.spans
        if span.first <= last and first <= span.last
    ]
    found = [*_touching(known.days, first, last), *_joined(_touching(known.feasts, first, last)), *spans]
    return tuple(sorted(found, key=_FIRST))


def because(calendar: Calendar, doubt: Doubt) -> str:
    """Return the reason for a doubt as a sentence, which names the place of the calendar."""
    says = translated(BECAUSE[doubt.reason], "because", doubt.reason)
    holiday = in_words(calendar.country, doubt.holiday)
    where = place(calendar.country, calendar.subdivision)
    return says.format(place=where, year=doubt.first.year, holiday=holiday)


@dataclass(frozen=True, slots=True)
class _Unsettled:
    """What is not settled of a calendar: single days, those about feasts that may move, and longer spans, in order."""

    days: tuple[Doubt, ...]
    feasts: tuple[Doubt, ...]
    spans: tuple[Doubt, ...]


@lru_cache(maxsize=256)
def _unsettled(calendar: Calendar, release: str) -> _Unsettled:
    stated = rule(calendar.country, keeping(calendar.country, calendar.subdivision, calendar.days), calendar.days)
    if older(release, stated.since):
        stated = replace(UNCHECKED, because="wrong")
    reason, through, margins = stated.because, stated.settled_through(release), (stated.fewer, stated.more)
    days = [
        Doubt(day, day, row.because, row.fewer, row.more)
        for row in WRONG
        if row.country == calendar.country and older(release, row.mended)
        for day in row.days
    ]
    for day, name in calendar.unclear.items():
        is_off = day in calendar.names
        days.append(Doubt(day, day, "bank", is_off, not is_off, name))
    feasts: list[Doubt] = []
    if stated.about:
        around = timedelta(days=stated.around)
        feasts = [
            Doubt(day - around, day + around, reason, *margins, name)
            for day, name in _feasts(calendar, stated)
            if day.year > through
        ]
        reason, through = "law", LAW_UNTIL
    most = max(stated.more, _most_in_a_count(calendar))
    spans = [Doubt(calendar.known + _ONE, date.max, "ends", 0, most)]
    if calendar.known.year > through:
        spans.append(Doubt(date(through + 1, 1, 1), calendar.known, reason, *margins))
    return _Unsettled(*(tuple(sorted(each, key=_FIRST)) for each in (days, feasts, spans)))


def _feasts(calendar: Calendar, stated: Rule) -> Iterator[tuple[date, str]]:
    """Yield the days off that may move, by name."""
    for day, names in calendar.names.items():
        for name in names.split("; "):
            if name.startswith(stated.about):
                yield day, name.split(" (")[0]
                break


def _touching(doubts: tuple[Doubt, ...], first: date, last: date) -> tuple[Doubt, ...]:
    """Return those of some doubts of one length, in order, that touch the days `first` to `last`."""
    return doubts[bisect_left(doubts, first, key=_LAST) : bisect_right(doubts, last, key=_FIRST)]


def _joined(feasts: Iterable[Doubt]) -> list[Doubt]:
    """Return the feasts whose days touch as one, with the first one's name."""
    joined: list[Doubt] = []
    for feast in feasts:
        if joined and feast.first <= joined[-1].last:
            joined[-1] = replace(joined[-1], last=feast.last)
        else:
            joined.append(feast)
    return joined


def _most_in_a_count(calendar: Calendar) -> int:
    """Return how many holidays fell within the time of one count in the last years of which they are known."""
    off = sorted(day for day in calendar.names if day.year > calendar.known.year - _LAST_YEARS)
    return max((bisect_left(off, day + _COUNT) - at for at, day in enumerate(off)), default=0)
