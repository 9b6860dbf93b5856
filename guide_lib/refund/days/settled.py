"""How sure a latest date is: firm, or provisional with the reason and the interval in which it lies."""

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import Protocol

from guide_lib.refund.days.bank import keeping
from guide_lib.refund.days.banking import WAIT
from guide_lib.refund.days.places import in_words, place
from guide_lib.refund.days.statement import BECAUSE, LAW_UNTIL, UNCHECKED, WRONG, Rule, Wrong, installed, older, rule
from guide_lib.words import translated

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


@dataclass(frozen=True, slots=True)
class Standing:
    """How sure a latest date is: firm or, for a doubt, provisional, and between which days it lies, ends included."""

    calendar: Calendar
    doubt: Doubt | None
    earliest: date
    latest: date

    @property
    def firm(self) -> bool:
        """Whether nothing about the date is in doubt."""
        return self.doubt is None

    @property
    def because(self) -> str:
        """Why the date is not firm, as a sentence; nothing if it is."""
        return because(self.calendar, self.doubt) if self.doubt else ""


def doubts(calendar: Calendar, first: date, last: date, release: str = "") -> tuple[Doubt, ...]:
    """Return what is not settled of the days `first` to `last`, in order; nothing if all of them are.

    `release` is that of the calendar's data: by default the release of `holidays` that is installed.

    >>> from guide_lib.refund.days.calendars import banking_calendar
    >>> doubts(banking_calendar("NL"), date(2026, 12, 19), date(2027, 1, 12))
    ()
    """
    stated, through, wrong, unclear = _stated(calendar, release or installed())
    found = [Doubt(day, day, row.because, row.fewer, row.more) for day, row in wrong if first <= day <= last]
    for day in unclear[bisect_left(unclear, first) : bisect_right(unclear, last)]:
        is_off = day in calendar.names
        found.append(Doubt(day, day, "bank", is_off, not is_off, calendar.unclear[day]))
    reason, margins = stated.because, (stated.fewer, stated.more)
    if stated.about:
        spans = _moving(stated, through, first, last, calendar.names)
        found += [Doubt(start, end, reason, *margins, holiday) for start, end, holiday in spans]
        reason, through = "law", LAW_UNTIL
    if last > calendar.known:
        most = max(stated.more, _most_in_a_count(calendar))
        found.append(Doubt(max(first, calendar.known + _ONE), last, "ends", 0, most))
    if calendar.known.year > through and last.year > through and first <= calendar.known:
        found.append(Doubt(max(first, date(through + 1, 1, 1)), min(last, calendar.known), reason, *margins))
    return tuple(sorted(found, key=attrgetter("first")))


def because(calendar: Calendar, doubt: Doubt) -> str:
    """Return the reason for a doubt as a sentence, which names the place of the calendar."""
    says = translated(BECAUSE[doubt.reason], "because", doubt.reason)
    holiday = in_words(calendar.country, doubt.holiday)
    where = place(calendar.country, calendar.subdivision)
    return says.format(place=where, year=doubt.first.year, holiday=holiday)


@lru_cache(maxsize=256)
def _stated(calendar: Calendar, release: str) -> tuple[Rule, int, list[tuple[date, Wrong]], list[date]]:
    """Return the rule of a calendar, the last year it settles, and the days that are wrong or unclear, in order."""
    stated = rule(calendar.country, keeping(calendar.country, calendar.subdivision, calendar.days), calendar.days)
    if older(release, stated.since):
        stated = replace(UNCHECKED, because="wrong")
    wrong = [row for row in WRONG if row.country == calendar.country and older(release, row.mended)]
    days = [(day, row) for row in wrong for day in row.days]
    return stated, stated.settled_through(release), days, sorted(calendar.unclear)


@lru_cache(maxsize=256)
def _most_in_a_count(calendar: Calendar) -> int:
    """Return how many holidays fell within the time of one count in the last years of which they are known."""
    off = sorted(day for day in calendar.names if day.year > calendar.known.year - _LAST_YEARS)
    return max(bisect_left(off, day + _COUNT) - at for at, day in enumerate(off))


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


def standing(calendar: Calendar, confirmed: date, release: str = "", count: int = WAIT) -> Standing:
    """Return how sure the latest date (C14) of a confirmation is; a firm one has no doubt, and lies on one day only.

    Another `count` asks the same of another number of banking days. Of a calendar with `parts` it holds in each of
    them. GuideError, from the calendar, where the latest date that is possible lies beyond its reach.

    >>> from guide_lib.refund.days.calendars import banking_calendar
    >>> standing(banking_calendar("NL"), date(2026, 12, 18)).firm
    True
    """
    release, counting = release or installed(), calendar.counting(confirmed, count)
    found, latest = _furthest(counting, confirmed, release, count)
    fewer = sum(doubt.fewer for doubt in found)
    earliest = counting.nth(confirmed, max(1, count - fewer)) if found else latest
    parts = (_furthest(part, confirmed, release, count) for part in calendar.parts)
    elsewhere, last = max(parts, key=itemgetter(1), default=(found, latest))
    if last > latest:
        # Said as a banking day of the count that is shown.
        found, latest = found or elsewhere, counting.nth(last - _ONE, 1)
    return Standing(calendar, found[0] if found else None, earliest, latest)


def _furthest(calendar: Calendar, confirmed: date, release: str, count: int) -> tuple[tuple[Doubt, ...], date]:
    """Return what is in doubt until the count ends, and the last day on which it may end."""
    next_day, latest, more = confirmed + _ONE, calendar.nth(confirmed, count), 0
    found = further = doubts(calendar, next_day, latest, release)
    # A later end takes in more days, and they may be in doubt as well.
    while more < (more := sum(doubt.more for doubt in further)):
        latest = calendar.nth(confirmed, count + more)
        further = doubts(calendar, next_day, latest, release)
    return found, latest
