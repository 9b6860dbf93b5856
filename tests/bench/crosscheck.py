"""Cross-check: our banking days against published lists, QuantLib and workalendar, day by day, 2024 to 2027.

    uv run --group crosscheck python tests/bench/crosscheck.py

Every disagreement gets its cause, and who is right, from crosscheck_causes.toml; the table goes to the screen and to
docs/benchmarks/crosscheck.md. A failure is one that no cause explains, one in which they are right, one with a
published list, and a cause that explains nothing any more.
"""

import sys
import tomllib
import warnings
from calendar import isleap
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from past import now

from guide_lib.refund.days.calendars import BankingCalendar
from guide_lib.refund.days.places import countries, release

PAGE = Path(__file__).parents[2] / "docs/benchmarks/crosscheck.md"
YEARS = range(2024, 2028)
MANY = 40
"""More days than this of the same name, or of none, are told by their number and their ends."""

WEEK = range(5)
UNCLEAR = "unclear"
LISTS = Path(__file__).parents[1] / "data/bank_lists.toml"

RIGHT = {"we": "we", "they": "they", "each": "each, by its definition", "open": "open"}

QUANTLIB = {
    "AR": "Argentina", "AT": "Austria.Settlement", "AU": "Australia.Settlement", "BR": "Brazil.Settlement",
    "BW": "Botswana", "CA": "Canada.Settlement", "CH": "Switzerland", "CL": "Chile", "CN": "China.IB",
    "CZ": "CzechRepublic", "DE": "Germany.Settlement", "DK": "Denmark", "FI": "Finland", "FR": "France.Settlement",
    "GB": "UnitedKingdom.Settlement", "HK": "HongKong", "HR": "Croatia", "HU": "Hungary", "ID": "Indonesia",
    "IL": "Israel.Settlement", "IN": "India", "IS": "Iceland", "IT": "Italy.Settlement", "JP": "Japan",
    "KR": "SouthKorea.Settlement", "ME": "Montenegro", "MK": "NorthMacedonia", "MT": "Malta", "MX": "Mexico",
    "MY": "Malaysia", "NO": "Norway", "NZ": "NewZealand", "PH": "Philippines", "PL": "Poland.Settlement",
    "RO": "Romania.Public", "RS": "Serbia", "RU": "Russia.Settlement", "SA": "SaudiArabia", "SE": "Sweden",
    "SG": "Singapore", "SI": "Slovenia", "SK": "Slovakia", "TH": "Thailand", "TR": "Turkey", "TW": "Taiwan",
    "UA": "Ukraine", "US": "UnitedStates.FederalReserve", "UZ": "Uzbekistan", "ZA": "SouthAfrica",
}  # fmt: skip
"""QuantLib's calendars by country: the market that comes nearest to banks, where there is a choice."""

TEXT = """\
# Cross-check: do others count the same days?

Our banking days against lists that central banks and others publish, and against those of {quantlib} and
{workalendar}, day by day, for every country that they share with us: the lists in their own years, the libraries from
{first} to {last}. Ours are those of `{ours}` and `bank_days.toml`, of the whole country.

To run it again: `uv run --group crosscheck python tests/bench/crosscheck.py`. It fails if a disagreement has no cause,
if they are right in one, or if a published list says otherwise.

| whose | countries | agree fully | days that differ | we are right | they are right | each is right | open | unclear |
| :-- | --: | --: | --: | --: | --: | --: | --: | --: |
{summary}

*Each is right*, by its definition: of different things, such as an exchange's day or a region's. *Open*: the day is not
settled yet, or we found nothing that settles it. *Unclear*: so we say ourselves, for nobody could tell us; a date that
counts over such a day is provisional and holds both ways.

Not to be compared: {failing}.

## Published lists

They agree with ours, day by day:

{lists}

## Every disagreement, by country

{folds}
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """A day on which another library and we disagree; the name is ours where we are closed, and else theirs."""

    source: str
    country: str
    day: date
    we: str
    name: str


@dataclass(slots=True)
class Cause:
    """Why some days differ, and who is right; `found` are those that it explained."""

    why: str
    right: str
    fits: Callable[[Difference], bool]
    found: list[Difference] = field(default_factory=list)


def causes() -> list[Cause]:
    """Return the causes of crosscheck_causes.toml, in order."""
    rows = tomllib.loads(Path(__file__).with_name("crosscheck_causes.toml").read_text(encoding="utf-8"))["cause"]
    return [Cause(row["why"], RIGHT[row["right"]], _fits(row)) for row in rows]


def _fits(row: dict[str, Any]) -> Callable[[Difference], bool]:
    def fits(one: Difference) -> bool:
        return (
            row.get("of", one.source) == one.source
            and one.country in row.get("in", [one.country])
            and row.get("we", one.we) == one.we
            and one.name.startswith(tuple(row.get("names", [""])))
            and ("days" not in row or {str(one.day), f"{one.day:%m-%d}"} & set(row["days"]) != set())
            and one.day >= row.get("from", one.day)
            and one.day.weekday() == row.get("weekday", one.day.weekday())
        )

    return fits


def days(years: Iterable[int] = YEARS) -> Iterator[date]:
    """Yield every day of some years."""
    return (date(year, 1, 1) + timedelta(days=n) for year in years for n in range(365 + isleap(year)))


def lists() -> list[dict[str, Any]]:
    """Return the published lists: each has a place, years, the weekdays on which its banks are closed, and a source."""
    rows: list[dict[str, Any]] = tomllib.loads(LISTS.read_text(encoding="utf-8"))["list"]
    return rows


def list_differs(row: dict[str, Any]) -> list[date]:
    """Return the weekdays of a published list on which we say otherwise and do not call it unclear."""
    ours = now(row["place"])
    return [
        day
        for day in days(row["years"])
        if day.weekday() in WEEK and day not in ours.unclear and ours.is_banking_day(day) == (day in row["closed"])
    ]


def quantlib(country: str) -> Callable[[date], tuple[bool, str]]:
    """Return what QuantLib says of a day in a country: whether it is a business day; it has no names."""
    library: Any = import_module("QuantLib")
    name, _, market = QUANTLIB[country].partition(".")
    calendar = getattr(library, name)
    calendar = calendar(getattr(calendar, market)) if market else calendar()
    return lambda day: (calendar.isBusinessDay(library.Date(day.day, day.month, day.year)), "")


def workalendar(country: str) -> Callable[[date], tuple[bool, str]]:
    """Return what workalendar says of a day in a country: whether it is a working day, and its name if it has one."""
    calendar = import_module("workalendar.registry").registry.get(country)()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        names = {day: str(name) for year in YEARS for day, name in reversed(calendar.holidays(year))}
    return lambda day: (calendar.is_working_day(day), names.get(day, "weekend"))


def differences(source: str, country: str, theirs: Callable[[date], tuple[bool, str]]) -> list[Difference]:
    """Return the days of a country on which a library and we disagree."""
    ours = now(country)
    found = []
    for day in days():
        is_open, name = theirs(day)
        if ours.is_banking_day(day) != is_open:
            found.append(Difference(source, country, day, *_ours(ours, day, name)))
    return found


def _ours(ours: BankingCalendar, day: date, theirs: str) -> tuple[str, str]:
    if day in ours.unclear:
        return UNCLEAR, ours.unclear[day]
    return ("open", theirs) if ours.is_banking_day(day) else ("closed", ours.names.get(day, "weekend"))


def listed(found: list[Difference]) -> str:
    """Return days by name, in short: "Good Friday (2024-03-29, 2025-04-18)"."""
    if len(found) > MANY and len({one.name for one in found}) == 1:
        return f"{len(found)} days, {found[0].day} to {found[-1].day}"
    by_name = defaultdict(list)
    for one in found:
        by_name[one.name].append(str(one.day))
    return "; ".join(f"{name} ({', '.join(those)})" if name else ", ".join(those) for name, those in by_name.items())


def folded(explained: list[Cause]) -> str:
    """Return every disagreement with its cause and who is right, folded by country, in order of library and answer."""
    rows, differ = defaultdict[str, list[str]](list), defaultdict[str, set[date]](set)
    for cause in explained:
        groups = defaultdict(list)
        for one in cause.found:
            groups[one.country, one.source, one.we].append(one)
        for (country, source, we), found in groups.items():
            they = "closed" if we == "open" else "open"
            said = f"{source} says {they}, we say {we}: {listed(found)}."
            rows[country].append(f"    - {said} {cause.why} **Right: {cause.right}.**")
            differ[country] |= {one.day for one in found}
    names = sorted((countries()[code], code) for code in rows)
    folds = (
        f'??? g-more "{name}, {code}: {len(differ[code])} day{"s"[: len(differ[code]) > 1]}"\n\n'
        + "\n".join(sorted(rows[code]))
        for name, code in names
    )
    return "\n\n".join(folds)


def main() -> int:
    """Compare, print, and write the page; return 1 where a disagreement has no cause, or a cause no disagreement."""
    registry = import_module("workalendar.registry").registry.get_calendars()
    asked = [("QuantLib", code, quantlib) for code in QUANTLIB]
    asked += [("workalendar", code, workalendar) for code in sorted(registry) if code in countries()]
    found, failing, agree, compared = [], [], Counter[str](), Counter[str]()
    for source, country, of in asked:
        try:
            theirs = of(country)
        except Exception as error:  # whatever it raises, the page says so
            failing.append(f"{source}, {country} ({' '.join(str(error).split())})")
            continue
        those = differences(source, country, theirs)
        compared[source] += 1
        agree[source] += not those
        found += those

    explained, unexplained = causes(), list[Difference]()
    for one in (one for one in found if one.we != UNCLEAR):
        cause = next((cause for cause in explained if cause.fits(one)), None)
        (cause.found if cause else unexplained).append(one)
    PAGE.write_text(page(explained, found, failing, agree, compared), encoding="utf-8")
    sys.stdout.write(PAGE.read_text(encoding="utf-8"))
    problems = [f"unexplained: {one.source} {one.country} {one.day} we {one.we}, {one.name}" for one in unexplained]
    problems += [f"a cause that explains nothing: {cause.why}" for cause in explained if not cause.found]
    problems += [f"they are right: {cause.why}" for cause in explained if cause.right == RIGHT["they"]]
    problems += [f"{row['place']}, {row['source']}: {day}" for row in lists() for day in list_differs(row)]
    sys.stdout.write("\n".join(["", *problems, ""]))
    return int(bool(problems))


def page(
    explained: list[Cause], found: list[Difference], failing: list[str], agree: Counter[str], compared: Counter[str]
) -> str:
    """Return the page of the cross-check, in Markdown."""
    right = {id(one): cause.right for cause in explained for one in cause.found}
    known = lists()
    wrong = Counter[str]()
    for row in known:
        wrong[row["place"]] += len(list_differs(row))
    right_lists = sum(not count for count in wrong.values())
    summary = [f"| published lists | {len(wrong)} | {right_lists} | {wrong.total()} | | | | | |"]
    for source in compared:
        of = [one for one in found if one.source == source]
        counts = Counter(right.get(id(one), UNCLEAR) for one in of)
        rights = (counts[name] for name in (*RIGHT.values(), UNCLEAR))
        cells = [source, compared[source], agree[source], len(of), *rights]
        summary.append(f"| {' | '.join(map(str, cells))} |")
    return TEXT.format(
        quantlib=f"QuantLib {version('QuantLib')}",
        workalendar=f"workalendar {version('workalendar')}",
        ours=release(),
        first=YEARS[0],
        last=YEARS[-1],
        summary="\n".join(summary),
        failing="; ".join(failing) or "none",
        lists="\n".join(f"- {row['place']}, {', '.join(map(str, row['years']))}: {row['source']}." for row in known),
        folds=folded(explained),
    )


if __name__ == "__main__":
    sys.exit(main())
