"""What banks do on other days than the public holidays: `bank_days.toml`, loaded and checked row by row."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from guide_lib.errors import GuideError, unknown
from guide_lib.refund.days.places import entity, subdivisions
from guide_lib.refund.days.recurring import WEEKDAYS, recurring
from guide_lib.sources import read_text

BANKS = ("closed", "open", "unclear")
"""What banks do on the days of a row; unclear: nobody could say."""

_NEEDED = {"place", "banks", "on", "source"}
_ONE = timedelta(days=1)

Named = Mapping[date, str]
"""Days off by their names, several on one day parted by a semicolon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Days on which banks of a place do otherwise than the public holidays say, and the rule that says so.

    place: a country's code, or with its part's as in "CA-QC"; on: days in words (see `recurring`), single dates, or a
    holiday that `holidays` has in one of its categories ("optional: Carnival*"); only: on these weekdays; moved:
    from a weekend to the next day that is not off.
    """

    place: str
    banks: str
    on: str | date | list[str | date]
    source: str
    name: str = ""
    since: int = 1
    until: int = 9999
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
                list(recurring(told, self.since))

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

    def days(self, years: range, holidays_in: Callable[[str], Named]) -> Iterator[tuple[date, str]]:
        """Yield each day of some years with its name; `holidays_in` gives the holidays of a category."""
        years = range(max(years.start, self.since), min(years.stop, self.until + 1))
        for told in self.told:
            if isinstance(told, date):
                found = [(told, self.name)]
            elif ": " in told:
                category, _, wanted = told.partition(": ")
                every = ((day, name) for day, names in holidays_in(category).items() for name in names.split("; "))
                found = [(day, self.name or name) for day, name in every if fnmatchcase(name, wanted)]
            else:
                found = [(day, self.name) for year in years for day in recurring(told, year)]
            yield from (row for row in found if row[0].year in years and WEEKDAYS[row[0].weekday()] in self.only)


@cache
def _tables(country: str) -> dict[str, Any]:
    """Return what the file says of a country: only these rows are read, for a date should not wait for all others."""
    rows = re.split(r"\n(?=\[\[)", read_text("refund/days/bank_days.toml"))
    told = [row for row in rows if re.search(rf'(?m)^place = .*"{country}[-"]', row)]
    return {"day": [], "weekend": [], "parts": []} | tomllib.loads("\n".join(told))


@cache
def rows(country: str) -> tuple[Row, ...]:
    """Return the rows of a country and of its parts; GuideError, naming the row, for one that cannot be meant."""
    found = []
    for given in _tables(country)["day"]:
        try:
            if lacking := sorted(_NEEDED - {key for key, value in given.items() if value}):
                raise GuideError(f"It has no {' and no '.join(lacking)}.")
            places = given["place"] if isinstance(given["place"], list) else [given["place"]]
            found += [Row(**given | {"place": place}) for place in places if place.partition("-")[0] == country]
        except (GuideError, TypeError) as fault:
            where = f"{given.get('place', 'no place')}, {given.get('banks', '')} on {given.get('on', 'no day')}"
            raise GuideError(f"bank_days.toml, {where}: {fault}") from fault
    return tuple(found)


def stated(country: str) -> bool:
    """Return whether something is stated of the banks of a country's code."""
    return any(_tables(country).values())


def parts(country: str) -> tuple[str, ...]:
    """Return the parts of a country whose banks keep days of their own: all, unless something else is stated."""
    kept = next((row["keep"] for row in _tables(country)["parts"]), None)
    return subdivisions(country) if kept is None else tuple(kept)


def keeping(country: str, subdivision: str | None, days: str) -> str | None:
    """Return the subdivision whose own days off count: none where banks keep the same days all over the country."""
    everywhere = days == "TARGET" or (days == "bank" and subdivision not in parts(country))
    return None if everywhere else subdivision


def weekend(country: str, others: Callable[[date], bool]) -> Callable[[date], bool]:
    """Return what tells whether banks rest on a day of the week: as `others` does, unless something else is stated."""
    found = _tables(country)["weekend"]
    if not found:
        return others

    def rests(day: date) -> bool:
        stated = [row["days"] for row in found if row["since"] <= day.year]
        return WEEKDAYS[day.weekday()] in stated[-1] if stated else others(day)

    return rests


def bank_days(
    country: str, part: str | None, years: range, off: dict[date, str], rests: Callable[[date], bool]
) -> Named:
    """Change the days off to those of the banks, and return those that are unclear, by name.

    `off` are the public holidays, and the bank holidays if there is such a category; `rests` tells a weekend.
    GuideError where a row speaks of a holiday that there is not, or where two rows contradict each other.
    """
    told = dict(off)

    @cache
    def holidays_in(category: str) -> Named:
        source = entity(country)
        if category not in source.supported_categories:
            raise unknown(f"category of {country}", category, source.supported_categories)
        if category in ("public", "bank"):
            return told
        # Asked one by one: two categories together may move a day that neither moves alone.
        named: Named = source(years=years, subdiv=part, categories={category}, language="en_US")
        return named

    unclear: dict[date, str] = {}
    said: dict[date, Row] = {}
    for row in sorted(rows(country), key=lambda row: BANKS.index(row.banks)):
        if row.place not in (country, f"{country}-{part}"):
            continue
        days = list(row.days(years, holidays_in))
        if not days and (row.place != country or not part) and row.since <= years[-1] and row.until >= years[0]:
            raise GuideError(f"bank_days.toml, {row}: there is no such day from {years[0]} to {years[-1]}.")
        for day, name in days:
            for one in _moved(row, day, off, rests):
                if row.banks == "open":
                    _open(off, one, name)
                if rests(one) or (row.banks == "unclear" and one in said):
                    continue
                if said.setdefault(one, row).banks != row.banks:
                    raise GuideError(f"bank_days.toml: {said[one]} and {row} contradict each other on {one}.")
                if row.banks == "closed":
                    off.setdefault(one, name)
                elif row.banks == "unclear" and (one not in off or row.of_holidays):
                    unclear[one] = name
    return unclear


def _open(off: dict[date, str], day: date, name: str) -> None:
    """Take a holiday from the days off; another one on the same day stays."""
    left = [other for other in off.pop(day, "").split("; ") if name and other != name]
    if any(left):
        off[day] = "; ".join(left)


def _moved(row: Row, day: date, off: Mapping[date, str], rests: Callable[[date], bool]) -> Iterator[date]:
    """Yield a day off and, where the row moves it from a weekend, the next day that is not off yet."""
    yield day
    if row.moved and rests(day):
        while rests(day) or day in off:
            day += _ONE
        yield day
