"""What banks do on other days than the public holidays: `bank_days.toml`, loaded and checked row by row."""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from guide_lib.errors import GuideError, unknown
from guide_lib.refund.days.places import entity, subdivisions
from guide_lib.refund.days.rows import BANKS, WEEKDAYS, Named, Row
from guide_lib.sources import read_text

_WORKED = "worked"
"""Beside the categories of `holidays`: days of a weekend on which a country works to make up for a day off."""

_NEEDED = {"place", "banks", "on", "source"}
_ONE = timedelta(days=1)


@cache
def _tables(country: str) -> dict[str, Any]:
    """Return what the file says of a country: only these rows are read, for a date should not wait for all others."""
    _, *rows = read_text("refund/days/bank_days.toml").split("\n[[")
    named = (f'"{country}"', f'"{country}-')
    near = ((row, row.split("\n", 2)[1]) for row in rows if f'"{country}' in row)
    told = [row for row, place in near if any(name in place for name in named)]
    return {"day": [], "weekend": [], "parts": []} | tomllib.loads("".join(f"\n[[{row}" for row in told))


@cache
def rows(country: str) -> tuple[Row, ...]:
    """Return the rows of a country and its parts, the surest first; GuideError, naming it, for one not to be meant."""
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
    return tuple(sorted(found, key=lambda row: BANKS.index(row.banks)))


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
    place: tuple[str, str | None],
    years: range,
    off: dict[date, str],
    rests: Callable[[date], bool],
    worked: Iterable[date],
) -> Named:
    """Change the days off to those of the banks, and return those that are unclear, by name.

    `place` is a country and its part; `off` are the public holidays, and the bank holidays if there is such a category;
    `rests` tells a weekend, `worked` are days of one on which the country works. GuideError where a row speaks of a
    holiday that there is not, or where two rows contradict each other.
    """
    country, part = place
    known = dict(off)
    told: dict[str, Named] = {_WORKED: dict.fromkeys(worked, "Working Day"), "public": known, "bank": known}

    @cache
    def holidays_in(category: str) -> list[tuple[date, str]]:
        source = entity(country)
        if category not in (*source.supported_categories, _WORKED):
            raise unknown(f"category of {country}", category, source.supported_categories)
        named = told.get(category)
        if named is None:
            # Asked one by one: two categories together may move a day that neither moves alone.
            named = source(years=years, subdiv=part, categories={category}, language="en_US")
        return [(day, name) for day, names in named.items() for name in names.split("; ")]

    unclear: dict[date, str] = {}
    said: dict[date, Row] = {}
    for row in rows(country):
        if row.place not in (country, f"{country}-{part}"):
            continue
        days = list(row.days(years, holidays_in))
        if not days and (row.place != country or not part) and row.since <= years[-1] and row.until >= years[0]:
            raise GuideError(f"bank_days.toml, {row}: there is no such day from {years[0]} to {years[-1]}.")
        of_holidays = row.of_holidays
        for day, name in days:
            for one in _moved(day, off, rests) if row.moved else (day,):
                if row.banks == "open":
                    _open(off, one, name)
                if rests(one) and one not in told[_WORKED]:
                    continue
                if said.setdefault(one, row).banks != row.banks:
                    if row.banks == "unclear":
                        continue
                    raise GuideError(f"bank_days.toml: {said[one]} and {row} contradict each other on {one}.")
                if row.banks == "closed":
                    off.setdefault(one, name)
                elif row.banks == "unclear" and (one not in off or of_holidays):
                    unclear.setdefault(one, name)
    return unclear


def _open(off: dict[date, str], day: date, name: str) -> None:
    """Take a holiday from the days off; another one on the same day stays."""
    left = [other for other in off.pop(day, "").split("; ") if name and other != name]
    if any(left):
        off[day] = "; ".join(left)


def _moved(day: date, off: Mapping[date, str], rests: Callable[[date], bool]) -> Iterator[date]:
    """Yield a day off and, if it is on a weekend, the next day that is not off yet."""
    yield day
    if rests(day):
        while rests(day) or day in off:
            day += _ONE
        yield day
