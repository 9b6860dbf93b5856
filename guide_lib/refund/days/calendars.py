"""Where the banking days of a country come from: each day told open or closed once, from what `holidays` knows."""

import copyreg
from calendar import isleap
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import accumulate, compress
from threading import RLock
from types import MappingProxyType
from typing import Any

from guide_lib.errors import GuideError, unknown
from guide_lib.refund.days.banking import WAIT, BankingCalendar, Days
from guide_lib.refund.days.places import country_code, entity, place, subdivision_code

__all__ = ["WAIT", "YEARS", "BankingCalendar", "Days", "banking_calendar", "build", "choice_of_days"]

YEARS = range(2020, 2036)
"""The years in reach: no refund of an earlier year is waited for, and `holidays` has no Hindu calendar after 2035."""

_BUILDING = RLock()


@lru_cache(maxsize=1024)
def banking_calendar(country: str, subdivision: str | None = None, days: str | None = None) -> BankingCalendar:
    """Return the banking days of a country or a subdivision of it, given by code or by name.

    Without a choice of days: the bank holidays where `holidays` lists them for the country, else the public holidays.
    UnknownNameError for an unknown country, subdivision or choice; GuideError where there are no such data.

    >>> banking_calendar("gb", "England")
    banking_calendar('GB', 'ENG', 'public')
    """
    code = country_code(country)
    part = None if subdivision is None else subdivision_code(code, subdivision)
    with _BUILDING:
        return _built(code, part, choice_of_days(code, days))


def choice_of_days(country: str, days: str | None) -> Days:
    """Return the choice of days for a country's code: the given one, or by default its bank or public holidays."""
    has_bank = "bank" in entity(country).supported_categories
    if days is None:
        return Days.BANK if has_bank else Days.PUBLIC
    if days not in list(Days):
        raise unknown("choice of banking days", days, list(Days))
    if days == Days.BANK and not has_bank:
        raise GuideError(f"There is no list of bank holidays for {place(country)}; choose {Days.PUBLIC.value!r}.")
    return Days(days)


def _reduced(calendar: BankingCalendar) -> tuple[Any, ...]:
    return banking_calendar, (calendar.country, calendar.subdivision, calendar.days)


copyreg.pickle(BankingCalendar, _reduced)  # a copy in another process, too, is one for each country


@cache
def _built(country: str, subdivision: str | None, days: Days) -> BankingCalendar:
    return build(country, subdivision, days, YEARS)


def build(country: str, subdivision: str | None, days: Days, years: range) -> BankingCalendar:
    """Return the calendar of codes for a span of years, as far as `holidays` knows them; GuideError if for none."""
    source = entity("XECB" if days is Days.TARGET else country)
    years = range(max(years[0], source.start_year), min(years[-1], source.end_year) + 1)
    if not years:
        raise GuideError(f"The holidays of {place(country, subdivision)} are not known for these years.")
    categories = {"public"} if days is Days.TARGET else {"public", days.value}
    part = None if days is Days.TARGET else subdivision
    found = source(years=years, subdiv=part, categories=categories, language="en_US")

    first, until = date(years[0], 1, 1), date(years[-1], 12, 31)
    start = first.toordinal()
    is_open = bytearray().join(_weekdays(found, year) for year in years)
    moved = frozenset(day for day in found.weekend_workdays if day.year in years and found.is_weekend(day))
    for day in found:
        is_open[day.toordinal() - start] = 0
    for day in moved:
        is_open[day.toordinal() - start] = 1

    latest_dates = _latest_dates(_days(years), is_open)
    last = first + timedelta(days=len(latest_dates) - 1)
    names = MappingProxyType({day: name for day, name in found.items() if day not in moved})
    return BankingCalendar(
        country, subdivision, days, first, last, until, names, moved, bytes(is_open), latest_dates, start
    )


def _weekdays(found: Any, year: int) -> bytes:
    """Return the days of a year, 0 for a weekend; day by day only in a year that moves its weekend."""
    length = 366 if isleap(year) else 365
    new_year = date(year, 1, 1)
    week, late = (
        bytes(not found.is_weekend(new_year + timedelta(days=n)) for n in range(at, at + 7)) for at in (0, 357)
    )
    if week == late:
        return (week * 53)[:length]
    return bytes(not found.is_weekend(new_year + timedelta(days=n)) for n in range(length))


@cache
def _days(years: range) -> tuple[date, ...]:
    """Return every day of the years; the calendars share them, so that a day is kept once and not once a country."""
    return tuple(
        map(date.fromordinal, range(date(years[0], 1, 1).toordinal(), date(years[-1], 12, 31).toordinal() + 1))
    )


def _latest_dates(days: tuple[date, ...], is_open: bytearray) -> tuple[date, ...]:
    """Return the latest date of each day in turn; two waits before the end it stops, so that any may yet move."""
    banking = tuple(compress(days, is_open))
    answered = days.index(banking[-2 * WAIT])
    return tuple(map(banking[WAIT - 1 :].__getitem__, accumulate(is_open[:answered])))
