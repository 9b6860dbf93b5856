"""Where the banking days of a country come from: each day told open or closed once, from what `holidays` knows."""

import copyreg
from calendar import isleap
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import accumulate, compress
from threading import RLock
from types import MappingProxyType
from typing import Any

from guide_lib.errors import GuideError, unknown
from guide_lib.refund.days import bank
from guide_lib.refund.days.banking import WAIT, BankingCalendar, Days
from guide_lib.refund.days.places import country_code, entity, place, subdivision_code, subdivisions

__all__ = ["WAIT", "YEARS", "BankingCalendar", "Days", "banking_calendar", "build", "choice_of_days"]

YEARS = range(2020, 2036)
"""The years in reach: no refund of an earlier year is waited for, and `holidays` has no Hindu calendar after 2035."""

_BUILDING = RLock()


@lru_cache(maxsize=1024)
def banking_calendar(country: str, subdivision: str | None = None, days: str | None = None) -> BankingCalendar:
    """Return the banking days of a country or a subdivision of it, given by code or by name.

    Without a choice of days: those of the banks where they are stated (`bank_days.toml`, or `holidays` lists them),
    else the public holidays. Without a subdivision the latest dates hold in all parts of the country.
    UnknownNameError for an unknown country, subdivision or choice; GuideError where there are no such data.

    >>> banking_calendar("gb", "England")
    banking_calendar('GB', 'ENG', 'bank')
    """
    code = country_code(country)
    part = None if subdivision is None else subdivision_code(code, subdivision)
    with _BUILDING:
        return _built(code, part, choice_of_days(code, days))


def choice_of_days(country: str, days: str | None) -> Days:
    """Return the choice of days for a country's code: the given one, or by default its banks' days if these are known.

    UnknownNameError for no such choice; GuideError for the banks' days of a country of whose banks nothing is stated.
    """
    known = "bank" in entity(country).supported_categories or bank.stated(country)
    if days is None:
        return Days.BANK if known else Days.PUBLIC
    if days not in list(Days):
        raise unknown("choice of banking days", days, list(Days))
    if days == Days.BANK and not known:
        raise GuideError(f"Nothing is known of the banks' own days in {place(country)}; choose {Days.PUBLIC.value!r}.")
    return Days(days)


def _reduced(calendar: BankingCalendar) -> tuple[Any, ...]:
    return banking_calendar, (calendar.country, calendar.subdivision, calendar.days)


copyreg.pickle(BankingCalendar, _reduced)  # a copy in another process, too, is one for each country


@cache
def _built(country: str, subdivision: str | None, days: Days) -> BankingCalendar:
    return _whole(country, days) if subdivision is None else build(country, subdivision, days, YEARS)


def build(country: str, subdivision: str | None, days: Days, years: range) -> BankingCalendar:
    """Return the calendar of codes for a span of years, of one place only; GuideError if `holidays` knows none of them.

    Of years after the data end only the weekends are known.
    """
    source = entity("XECB" if days is Days.TARGET else country)
    years = range(max(years[0], source.start_year), years.stop)
    known = range(years.start, min(years.stop, source.end_year + 1))
    if not known:
        raise GuideError(f"The holidays of {place(country, subdivision)} are not known for these years.")
    part = bank.keeping(country, subdivision, days)
    categories = {"public", days.value} & {*source.supported_categories}
    found = source(years=known, subdiv=part, categories=categories, language="en_US")
    rests = _rests(country, days, found)
    works = found.weekend_workdays if rests == found.is_weekend else ()
    moved = frozenset(day for day in works if day.year in years and rests(day))
    off = {day: name for day, name in found.items() if day not in moved}
    unclear = bank.bank_days((country, part), known, off, rests, moved) if days is Days.BANK else {}

    first, until = date(years[0], 1, 1), date(years[-1], 12, 31)
    start = first.toordinal()
    is_open = bytearray(_weekdays(country, days, years))
    for day in moved:
        is_open[day.toordinal() - start] = 1
    for day in off:
        if first <= day <= until:
            is_open[day.toordinal() - start] = 0
    latest = _latest(_days(years), is_open)
    return BankingCalendar(
        country=country,
        subdivision=subdivision,
        days=days,
        first=first,
        last=first + timedelta(days=len(latest) - 1),
        until=until,
        known=date(known[-1], 12, 31),
        names=MappingProxyType(off),
        unclear=MappingProxyType(unclear),
        moved=moved - off.keys(),
        open=bytes(is_open),
        latest_dates=latest,
        start=start,
    )


def _whole(country: str, days: Days) -> BankingCalendar:
    """Return the calendar of a country of which no part is named: each latest date is the last of all its parts."""
    codes = [part for part in subdivisions(country) if bank.keeping(country, part, days)]
    kept: dict[object, BankingCalendar] = {}
    for one in (build(country, None, days, YEARS), *(_built(country, code, days) for code in codes)):
        kept.setdefault((one.open, *one.unclear), one)
    base, *others = kept.values()
    if not others:
        return base
    latest = tuple(map(max, *(one.latest_dates for one in kept.values())))
    last = base.first + timedelta(days=len(latest) - 1)
    return replace(base, last=last, latest_dates=latest, parts=tuple(kept.values()))


def _rests(country: str, days: Days, found: Any) -> Callable[[date], bool]:
    """Return what tells a day of a weekend: of the banks', where they have another one than `holidays` knows."""
    everybody: Callable[[date], bool] = found.is_weekend
    return bank.weekend(country, everybody) if days is Days.BANK else everybody


@cache
def _weekdays(country: str, days: Days, years: range) -> bytes:
    """Return the days of some years, 0 for a weekend; they are the same in all parts of a country."""
    rests = _rests(country, days, entity("XECB" if days is Days.TARGET else country)(expand=False))
    return b"".join(_weekdays_of(year, rests) for year in years)


def _weekdays_of(year: int, rests: Callable[[date], bool]) -> bytes:
    """Return the days of a year, 0 for a weekend; day by day only in a year that moves its weekend."""
    length = 366 if isleap(year) else 365
    new_year = date(year, 1, 1)
    week, late = (bytes(not rests(new_year + timedelta(days=n)) for n in range(at, at + 7)) for at in (0, 357))
    if week == late:
        return (week * 53)[:length]
    return bytes(not rests(new_year + timedelta(days=n)) for n in range(length))


@cache
def _days(years: range) -> tuple[date, ...]:
    """Return every day of the years; the calendars share them, so that a day is kept once and not once a country."""
    first, last = date(years[0], 1, 1).toordinal(), date(years[-1], 12, 31).toordinal()
    return tuple(map(date.fromordinal, range(first, last + 1)))


def _latest(days: tuple[date, ...], is_open: bytearray) -> tuple[date, ...]:
    """Return the latest date of each day in turn; two waits before the end it stops, so that any may yet move."""
    banking = tuple(compress(days, is_open))
    answered = days.index(banking[-2 * WAIT])
    return tuple(map(banking[WAIT - 1 :].__getitem__, accumulate(is_open[:answered])))
