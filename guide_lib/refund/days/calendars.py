"""Where the banking days of a country come from: each day told open or closed once, from what `holidays` knows."""

import copyreg
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, lru_cache
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

_WEEK = 7
_BUILDING = RLock()
_WEEKDAYS: dict[tuple[str, Days, range], bytes] = {}
"""The days of the years without the weekends, which are the same in all parts of a country."""


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
    found = source(years=known, expand=False, subdiv=part, categories=categories, language="en_US")
    everybody: Callable[[date], bool] = found.is_weekend
    banks = bank.weekend(country, everybody) if days is Days.BANK else everybody
    first, until = date(years[0], 1, 1), date(years[-1], 12, 31)
    start = first.toordinal()
    if (country, days, years) not in _WEEKDAYS:
        # A few more, for a day off may move out of the years.
        _WEEKDAYS[country, days, years] = _weekdays(first, (until - first).days + 2 * _WEEK, banks)
    weekdays = _WEEKDAYS[country, days, years]

    def rests(day: date) -> bool:
        return not weekdays[day.toordinal() - start]

    works = found.weekend_workdays if banks == everybody else ()
    moved = frozenset(day for day in works if day.year in years and rests(day))
    off = {day: name for day, name in found.items() if day not in moved}
    unclear = bank.bank_days((country, part), known, off, rests, moved) if days is Days.BANK else {}
    is_open = bytearray(weekdays[: until.toordinal() - start + 1])
    for day in moved:
        is_open[day.toordinal() - start] = 1
    for day in off:
        if first <= day <= until:
            is_open[day.toordinal() - start] = 0
    return BankingCalendar(
        country=country,
        subdivision=subdivision,
        days=days,
        first=first,
        last=_last(first, is_open),
        until=until,
        known=date(known[-1], 12, 31),
        names=MappingProxyType(off),
        unclear=MappingProxyType(unclear),
        moved=moved - off.keys(),
        open=bytes(is_open),
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
    return replace(base, last=min(one.last for one in kept.values()), parts=tuple(kept.values()))


def _weekdays(first: date, count: int, rests: Callable[[date], bool]) -> bytes:
    """Return so many days from the first on, 0 for a weekend.

    No country's weekend changes and comes back within them, so the first week and the one after them tell whether it
    does; then either half is looked at.
    """
    after = first + timedelta(days=count)
    week, later = (bytes(not rests(day + timedelta(days=n)) for n in range(_WEEK)) for day in (first, after))
    if (week * 2)[count % _WEEK :][:_WEEK] == later:
        return (week * (count // _WEEK + 1))[:count]
    if count <= _WEEK:
        return week[:count]
    half = count // 2
    return _weekdays(first, half, rests) + _weekdays(first + timedelta(days=half), count - half, rests)


def _last(first: date, is_open: bytearray) -> date:
    """Return the last day whose latest date is told: two waits before the end, so that any may yet move."""
    at = len(is_open)
    for _ in range(2 * WAIT):
        at = is_open.rfind(1, 0, at)
    return first + timedelta(days=at - 1)
