"""The banking days of a country: each day of its calendar told open or closed once, then only looked up."""

import warnings
from calendar import isleap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache, lru_cache
from itertools import accumulate, compress
from threading import RLock
from types import MappingProxyType
from typing import Any

from guide_lib.claims import figure
from guide_lib.countries import country_code, entity, place, release, subdivision_code
from guide_lib.errors import GuideError, quoted, unknown
from guide_lib.refund_words import WORDS, long_date

YEARS = range(2020, 2036)
"""The years in reach: no refund of an earlier year is waited for, and `holidays` has no Hindu calendar after 2035."""

WAIT = int(figure("C14"))
_ONE = timedelta(days=1)
_BUILDING = RLock()


class Days(StrEnum):
    """Which days are banking days: a choice and not a fact."""

    PUBLIC = "public"
    BANK = "bank"
    TARGET = "TARGET"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class BankingCalendar:
    """The banking days of a country, `first` to `until`; made by `banking_calendar`, one for each country.

    Confirmations are answered from `first` to `last`, which leaves a second wait before the end; any other day is a
    GuideError, never a guess. On the days `moved`, of a weekend, the country works to make up for a day off.
    """

    country: str
    subdivision: str | None
    days: Days
    first: date
    last: date
    until: date
    names: Mapping[date, str]
    moved: frozenset[date]
    open: bytes
    latest_dates: tuple[date, ...]
    _start: int

    def __repr__(self) -> str:
        return f"banking_calendar({self.country!r}, {self.subdivision!r}, {self.days.value!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return banking_calendar, (self.country, self.subdivision, self.days)

    @property
    def place(self) -> str:
        """How the country or the subdivision is called after "in"."""
        return place(self.country, self.subdivision)

    @property
    def definition(self) -> str:
        """Which days count here, in a sentence or two for a reader."""
        which = [self.days.value, "moved"] if self.moved else [self.days.value]
        return " ".join(WORDS["definition"][key].format(place=self.place) for key in which)

    @property
    def why(self) -> str:
        """Why these days count here and not others, in a sentence for a reader."""
        words: str = WORDS["why"][self.days]
        return words.format(place=self.place)

    @property
    def differs(self) -> str:
        """How the banks of the country are known to differ from these days, in words for a reader; or nothing."""
        words: str = "" if self.days is Days.TARGET else WORDS["differs"].get(self.country, "")
        return words

    @property
    def data(self) -> str:
        """The release of the holiday data, such as "holidays 0.109"."""
        return release()

    def latest(self, confirmed: date) -> date:
        """Return the latest date (C14): the last banking day of a count that starts strictly after the confirmation.

        GuideError for a day out of range, and for a datetime, whose date depends on the zone (see `refund_window`).

        >>> banking_calendar("DE").latest(date(2026, 12, 18))
        datetime.date(2027, 1, 12)
        """
        if type(confirmed) is not date:
            confirmed = plain_date(confirmed)
        index = confirmed.toordinal() - self._start
        if 0 <= index < len(self.latest_dates):
            return self.latest_dates[index]
        raise self.outside(long_date(confirmed))

    def is_banking_day(self, day: date) -> bool:
        """Return whether banks are open on a day; GuideError for a day out of range."""
        day = plain_date(day)
        if not self.first <= day <= self.until:
            raise self.outside(long_date(day), self.until)
        return self.open[day.toordinal() - self._start] == 1

    def nth(self, day: date, count: int) -> date:
        """Return the count-th banking day strictly after a day; GuideError where that is out of range.

        >>> banking_calendar("DE").nth(date(2026, 12, 24), 1)
        datetime.date(2026, 12, 28)
        """
        self.is_banking_day(day)
        at = day.toordinal() - self._start
        for _ in range(count):
            at = self.open.find(1, at + 1)
            if at < 0:
                raise self.outside(long_date(day))
        return self.first + timedelta(days=at)

    def next_banking_day(self, day: date) -> date:
        """Return the first banking day strictly after a day."""
        return self.nth(day, 1)

    def between(self, after: date, through: date) -> Iterator[tuple[date, bool]]:
        """Yield each day after the first up to the second, with whether it is a banking day."""
        day = after
        while day < through:
            day += _ONE
            yield day, self.is_banking_day(day)

    def outside(self, day: str, last: date | None = None) -> GuideError:
        """Return the error for a day out of range, given in words: of confirmations, or of days up to another last."""
        reach = f"the calendar of {self.place} reaches from {long_date(self.first)} to {long_date(last or self.last)}"
        return GuideError(f"{day} is out of range: {reach}.")


def plain_date(given: object) -> date:
    """Return a date as nothing but a date; GuideError for a datetime, whose date depends on the zone, and all else."""
    if isinstance(given, datetime):
        raise GuideError(f"{quoted(str(given))} is a moment; the date it falls on depends on the zone, so give a date.")
    if isinstance(given, date):
        return date(given.year, given.month, given.day)
    raise GuideError(f"{quoted(given)} is not a date; give a datetime.date such as date(2026, 12, 18).")


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
    language = "en_US" if "en_US" in source.supported_languages else source.default_language
    part = None if days is Days.TARGET else subdivision
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = source(years=years, subdiv=part, categories=categories, language=language)

    first, until = date(years[0], 1, 1), date(years[-1], 12, 31)
    start = first.toordinal()
    is_open = bytearray().join(_weekdays(found, year) for year in years)
    moved = frozenset(day for day in found.weekend_workdays if first <= day <= until and found.is_weekend(day))
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
