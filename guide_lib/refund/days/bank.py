"""What banks do on other days than the public holidays: `bank_days.toml`, loaded and checked row by row."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

from guide_lib.errors import GuideError, unknown
from guide_lib.refund.days.places import entity, subdivisions
from guide_lib.refund.days.recurring import WEEKDAYS, recurring
from guide_lib.sources import read_toml

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

    def days(self, year: int, holidays_in: Callable[[str], Named]) -> Iterator[tuple[date, str]]:
        """Yield each day of a year with its name; GuideError for a holiday that `holidays_in` a category are not."""
        for told in self.told if self.since <= year <= self.until else ():
            if isinstance(told, date):
                found = [(told, self.name)] if told.year == year else []
            elif ": " in told:
                found = [(day, self.name or name) for day, name in _in_category(told, holidays_in)]
            else:
                found = [(day, self.name) for day in recurring(told, year)]
            yield from (row for row in found if row[0].year == year and WEEKDAYS[row[0].weekday()] in self.only)


def _in_category(told: str, holidays_in: Callable[[str], Named]) -> Iterator[tuple[date, str]]:
    category, _, wanted = told.partition(": ")
    for day, names in holidays_in(category).items():
        yield from ((day, name) for name in names.split("; ") if fnmatchcase(name, wanted))


@cache
def _file() -> dict[str, Any]:
    return read_toml("refund/days/bank_days.toml")


@cache
def rows() -> Mapping[str, tuple[Row, ...]]:
    """Return the rows by their place; GuideError, naming the row, for one that cannot be meant."""
    found: dict[str, tuple[Row, ...]] = {}
    for given in _each_place(_file()["day"]):
        try:
            if lacking := sorted(_NEEDED - {key for key, value in given.items() if value}):
                raise GuideError(f"It has no {' and no '.join(lacking)}.")
            row = Row(**given)
        except (GuideError, TypeError) as fault:
            where = f"{given.get('place', 'no place')}, {given.get('banks', '')} on {given.get('on', 'no day')}"
            raise GuideError(f"bank_days.toml, {where}: {fault}") from fault
        found[row.place] = (*found.get(row.place, ()), row)
    return found


def _each_place(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield each row once for each of its places."""
    for row in rows:
        places = row.get("place", "")
        yield from (row | {"place": place} for place in (places if isinstance(places, list) else [places]))


def stated(country: str) -> bool:
    """Return whether something is stated of the banks of a country's code."""
    return country in rows() or any(row["place"] == country for key in ("weekend", "parts") for row in _file()[key])


def parts(country: str) -> tuple[str, ...]:
    """Return the parts of a country whose banks keep days of their own: all, unless something else is stated."""
    kept = next((row["keep"] for row in _file()["parts"] if row["place"] == country), None)
    return subdivisions(country) if kept is None else tuple(kept)


def keeping(country: str, subdivision: str | None, days: str) -> str | None:
    """Return the subdivision whose own days off count: none where banks keep the same days all over the country."""
    everywhere = days == "TARGET" or (days == "bank" and subdivision not in parts(country))
    return None if everywhere else subdivision


def weekend(country: str, others: Callable[[date], bool]) -> Callable[[date], bool]:
    """Return what tells whether banks rest on a day of the week: as `others` does, unless something else is stated."""
    found = [row for row in _file()["weekend"] if row["place"] == country]
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

    `off` are the public holidays by name, `rests` tells a weekend. GuideError where a row speaks of a holiday that
    there is not, or where two rows contradict each other.
    """

    @cache
    def holidays_in(category: str) -> Named:
        source = entity(country)
        if category not in source.supported_categories:
            raise unknown(f"category of {country}", category, source.supported_categories)
        found: Named = source(years=years, subdiv=part, categories={category}, language="en_US")
        return found

    unclear: dict[date, str] = {}
    said: dict[date, Row] = {}
    for row in sorted(_of(country, part), key=lambda row: BANKS.index(row.banks)):
        days = [found for year in years for found in row.days(year, holidays_in)]
        if not days and (row.place != country or not part) and row.since <= years[-1] and row.until >= years[0]:
            raise GuideError(f"bank_days.toml, {row}: there is no such day from {years[0]} to {years[-1]}.")
        for day, name in days:
            for one in _moved(row, day, off, rests):
                if rests(one) or (row.banks == "unclear" and one in said):
                    continue
                if said.setdefault(one, row).banks != row.banks:
                    raise GuideError(f"bank_days.toml: {said[one]} and {row} contradict each other on {one}.")
                if row.banks == "open":
                    _open(off, one, name)
                elif row.banks == "closed":
                    off.setdefault(one, name)
                elif one not in off or row.of_holidays:
                    unclear[one] = name
    return unclear


def _of(country: str, part: str | None) -> tuple[Row, ...]:
    return rows().get(country, ()) + (rows().get(f"{country}-{part}", ()) if part else ())


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
