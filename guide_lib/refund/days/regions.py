"""How far a latest date differs between the parts of a country that keep holidays of their own."""

from datetime import date
from functools import lru_cache

from guide_lib.refund.days.banking import WAIT, BankingCalendar, Days
from guide_lib.refund.days.calendars import YEARS, build
from guide_lib.refund.days.places import subdivisions


def spread(calendar: BankingCalendar, confirmed: date) -> tuple[date, date]:
    """Return the earliest and the latest of the latest dates (C14) in all parts of a country.

    Both are the one latest date where the calendar is of one part only, or of a payment system.

    >>> from guide_lib.refund.days.calendars import banking_calendar
    >>> [str(day) for day in spread(banking_calendar("DE"), date(2026, 12, 18))]
    ['2027-01-12', '2027-01-13']
    """
    found = {calendar.latest(confirmed)}
    if calendar.subdivision is None and calendar.days is not Days.TARGET:
        years = range(confirmed.year, min(confirmed.year + 2, YEARS.stop))
        found |= {part.nth(confirmed, WAIT) for part in _parts(calendar.country, calendar.days, years)}
    return min(found), max(found)


@lru_cache(maxsize=16)
def _parts(country: str, days: Days, years: range) -> tuple[BankingCalendar, ...]:
    """Return the calendars of all parts, of two years only: a country may have a hundred."""
    return tuple(build(country, part, days, years) for part in subdivisions(country))
