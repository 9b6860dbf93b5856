"""A row of `bank_days.toml`, and the days it tells of in words: "24 December", "39 days after Easter"."""

import re
from calendar import isleap, monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

from guide_lib.errors import GuideError, quoted, unknown

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
BANKS = ("closed", "open", "unclear")
"""What banks do on the days of a row; unclear: nobody could say."""

Named = Mapping[date, str]
"""Days off by their names, several on one day parted by a semicolon."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_NTH = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}
_LEAP_YEAR = 2020

_FIXED = re.compile(rf"(\d+) ({'|'.join(_MONTHS)})")
_EASTER = re.compile(r"(?:(\d+) days? (before|after) )?(Orthodox )?Easter")
_WEEKDAY = re.compile(rf"({'|'.join(_NTH)}) ({'|'.join(WEEKDAYS)}|weekday) of (every month|{'|'.join(_MONTHS)})")
_WORKWEEK = range(5)


@cache
def recurring(told: str, year: int) -> tuple[date, ...]:
    """Return the days of a year that are told in words; 29 February only in a leap year. GuideError for other words.

    >>> recurring("39 days after Easter", 2027), recurring("last Monday of August", 2026)
    ((datetime.date(2027, 5, 6),), (datetime.date(2026, 8, 31),))
    """
    return tuple(_rule(told)(year))


@cache
def _rule(told: str) -> Callable[[int], Iterable[date]]:
    """Return what gives the days of a year that are told in words: these are read but once."""
    if found := _FIXED.fullmatch(told):
        day, month = int(found[1]), _MONTHS.index(found[2]) + 1
        if not 1 <= day <= monthrange(_LEAP_YEAR, month)[1]:
            raise GuideError(f"There is no {told} in any year.")
        return lambda year: (date(year, month, day),) if (month, day) != (2, 29) or isleap(year) else ()
    if found := _EASTER.fullmatch(told):
        days = timedelta(int(found[1] or 0) * (-1 if found[2] == "before" else 1))
        method = EASTER_ORTHODOX if found[3] else EASTER_WESTERN
        return lambda year: (_easter(year, method) + days,)
    if found := _WEEKDAY.fullmatch(told):
        nth, which, months = found.groups()
        return partial(_weekdays, nth, which, months)
    raise GuideError(
        f"{quoted(told)} is no day of a year; say it like '24 December', '39 days after Easter', "
        "'1 day after Orthodox Easter', 'last Monday of August', 'last weekday of December' or "
        "'second Saturday of every month'."
    )


_easter = cache(easter)


def _weekdays(nth: str, which: str, months: str, year: int) -> Iterator[date]:
    wanted = _WORKWEEK if which == "weekday" else (WEEKDAYS.index(which),)
    for month in range(1, 13) if months == "every month" else (_MONTHS.index(months) + 1,):
        first, length = monthrange(year, month)
        every = sorted(day for weekday in wanted for day in range(1 + (weekday - first) % 7, length + 1, 7))
        yield date(year, month, every[_NTH[nth]])


def _called(every: Iterable[tuple[date, str]], wanted: str) -> list[tuple[date, str]]:
    """Return the days with the name that is wanted, in which a * stands for anything."""
    head, *middle = wanted.split("*")
    if not middle:
        return [one for one in every if one[1] == wanted]
    *inner, tail = middle
    fits = [one for one in every if one[1].startswith(head) and one[1].endswith(tail)]
    return [one for one in fits if all(part in one[1] for part in inner)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Days on which banks of a place do otherwise than the public holidays say, and the rule that says so.

    place: a country's code, or with its part's as in "CA-QC"; on: days in words (see `recurring`), single dates, or a
    holiday that `holidays` has in one of its categories ("optional: Carnival*"); but: not on these days, in words;
    only: on these weekdays; moved: from a weekend to the next day that is not off.
    """

    place: str
    banks: str
    on: str | date | list[str | date]
    source: str
    name: str = ""
    since: int = 1
    until: int = 9999
    but: tuple[str, ...] = ()
    only: tuple[str, ...] = WEEKDAYS
    moved: bool = False

    def __post_init__(self) -> None:
        """GuideError for a row that cannot be meant as it stands."""
        if self.banks not in BANKS:
            raise unknown("answer of banks", self.banks, BANKS)
        for weekday in self.only:
            if weekday not in WEEKDAYS:
                raise unknown("day of the week", weekday, WEEKDAYS)
        if self.since > self.until:
            raise GuideError(f"It begins in {self.since} and ends in {self.until}; the end comes after the beginning.")
        if not self.name and any(": " not in str(told) for told in self.told) and self.banks != "open":
            raise GuideError("It has no name; a day off is called something, such as 'Bank Holiday'.")
        for told in self.told:
            if isinstance(told, str) and ": " not in told:
                _rule(told)
        for told in self.but:
            _rule(told)

    def __str__(self) -> str:
        return f"{self.place}, {self.banks} on {', '.join(map(str, self.told))}"

    @property
    def told(self) -> list[str | date]:
        """What `on` says, one by one."""
        return self.on if isinstance(self.on, list) else [self.on]

    @property
    def of_holidays(self) -> bool:
        """Whether it speaks of days that `holidays` has."""
        return any(": " in str(told) for told in self.told)

    def days(
        self, years: range, holidays_in: Callable[[str], Iterable[tuple[date, str]]]
    ) -> Iterator[tuple[date, str]]:
        """Yield each day of some years with its name; `holidays_in` gives the holidays of a category, name by name."""
        years = range(max(years.start, self.since), min(years.stop, self.until + 1))
        left_out = {day for told in self.but for year in years for day in recurring(told, year)}
        for told in self.told:
            if isinstance(told, date):
                found = [(told, self.name)]
            elif ": " in told:
                category, _, wanted = told.partition(": ")
                found = [(day, self.name or name) for day, name in _called(holidays_in(category), wanted)]
            else:
                found = [(day, self.name) for year in years for day in recurring(told, year)]
            for day, name in found:
                if (
                    day.year in years
                    and day not in left_out
                    and (self.only is WEEKDAYS or WEEKDAYS[day.weekday()] in self.only)
                ):
                    yield day, name
