"""How sure a latest date is: firm, or provisional with the reason and the interval in which it lies."""

from dataclasses import dataclass
from datetime import date, timedelta
from operator import itemgetter

from guide_lib.refund.days.banking import WAIT
from guide_lib.refund.days.doubts import Calendar, Doubt, because, doubts
from guide_lib.refund.days.statement import installed

_ONE = timedelta(days=1)


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
    earliest = counting.nth(confirmed, max(1, count - fewer))
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
