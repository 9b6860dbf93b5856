"""Where a latest date is in doubt, as runs of days: from which day on, for which reason, how far it may move."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import pairwise
from typing import TypeVar

from answers.small import Numbers, opened
from guide_lib.refund.days.banking import BankingCalendar
from guide_lib.refund.days.doubts import doubts
from guide_lib.refund.days.settled import standing

T = TypeVar("T")


def sure(calendar: BankingCalendar, days: Sequence[date], reasons: Numbers) -> list[list[int]]:
    """Return the runs of days with the same reason for doubt and the same reach of it, in banking days."""

    def doubt(confirmed: date) -> tuple[str, int, int]:
        told, latest = standing(calendar, confirmed), calendar.latest(confirmed)
        is_open = calendar.counting(confirmed)
        earlier, later = _reach(is_open, told.earliest, latest, told.latest)
        return opened(calendar, told.because), earlier, later

    runs = _runs(calendar, days, doubt)
    return [[at, reasons.number(because, [calendar.subdivision, at]), *reach] for at, (because, *reach) in runs]


def later(calendar: BankingCalendar, days: Sequence[date], count: int) -> list[list[int]]:
    """Return the runs of days after which the count may end so many banking days later."""
    ends = calendar.ends(count)

    def doubt(confirmed: date) -> int:
        told, end = standing(calendar, confirmed, count=count), ends[(confirmed - calendar.first).days]
        return _reach(calendar.counting(confirmed, count), end, end, told.latest)[1]

    return [[start, later] for start, later in _runs(calendar, days, doubt)]


def _reach(calendar: BankingCalendar, earliest: date, day: date, latest: date) -> list[int]:
    """Return how many banking days there are from the earliest to a day, and from there to the latest."""
    spans = ((earliest, day), (day, latest))
    at = [[(end - calendar.first).days + 1 for end in span] for span in spans]
    return [sum(calendar.open[after:through]) for after, through in at]


def _runs(calendar: BankingCalendar, days: Sequence[date], doubt: Callable[[date], T]) -> Iterator[tuple[int, T]]:
    """Yield the first of each run of days with the same doubt, and that doubt."""

    @cache
    def at(index: int) -> T:
        return doubt(days[index])

    last = len(days) - 1
    looked_at: Sequence[int] = range(last + 1)
    if not calendar.parts:
        # Until the next doubt is over, others may only come to it: what is the same at both ends is so all along.
        over = [(each.last - days[0]).days for each in doubts(calendar, days[0], days[last])]
        looked_at = sorted({0, last, *(at for end in over for at in (end - 1, end) if 0 <= at <= last)})
    starts = [0, *(n for low, high in pairwise(looked_at) for n in _changes(at, low, high))]
    return ((start, at(start)) for start in starts)


def _changes(at: Callable[[int], object], low: int, high: int) -> Iterator[int]:
    """Yield where a value changes between two indices; where it is the same at both, it is the same all along."""
    if at(low) == at(high):
        return
    if high - low == 1:
        yield high
        return
    middle = (low + high) // 2
    yield from _changes(at, low, middle)
    yield from _changes(at, middle, high)
