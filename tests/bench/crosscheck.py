"""Cross-check: our banking days against those of QuantLib and workalendar, day by day, 2024 to 2027.

    uv run --group crosscheck python tests/bench/crosscheck.py

Every disagreement gets its cause, and who is right, from crosscheck_causes.toml; the table goes to the screen and to
docs/benchmarks/crosscheck.md. One that no cause explains, or a cause that explains nothing any more, is a failure.
"""

import sys
import tomllib
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from guide_lib.refund.days.calendars import BankingCalendar, banking_calendar
from guide_lib.refund.days.places import countries, release

PAGE = Path(__file__).parents[2] / "docs/benchmarks/crosscheck.md"
YEARS = range(2024, 2028)
MANY = 40
"""More days than this of the same name, or of none, are told by their number and their ends."""

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

Our banking days against those of {quantlib} and {workalendar}, day by day from {first} to {last}, for every country
that they share with us. Ours are those of `{ours}`.

To run it again: `uv run --group crosscheck python tests/bench/crosscheck.py`. It fails if a disagreement has no cause.

| whose | countries | agree fully | days that differ | we are right | they are right | each, by its definition | open |
| :-- | --: | --: | --: | --: | --: | --: | --: |
{summary}

*Each, by its definition*: both are right about different things, such as an exchange's day or a region's. *Open*: the
day is not settled yet, or we found nothing that settles it.

Not to be compared: {failing}.

## Where we are short

What banks do, as far as the days that we count do not say so. The window of a country with a star says it, too:

{short}

## Two questions asked beforehand

- **India.** Banks close on the second and the fourth Saturday of a month (notification of 20 August 2015 under the
  Negotiable Instruments Act, section 25) and work on the others. `holidays` calls every Saturday a weekend day and has
  no bank days. {india}
- **Brazil.** Banks close on Carnival Monday and Tuesday and on Corpus Christi (resolution 4.880 of 2020 of the National
  Monetary Council). `holidays` has them, but as optional days.
  {brazil}

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


def days() -> Iterator[date]:
    """Yield every day of the years compared."""
    first, last = date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


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
    ours = banking_calendar(country)
    found = []
    for day in days():
        is_open, name = theirs(day)
        if ours.is_banking_day(day) != is_open:
            found.append(Difference(source, country, day, *_ours(ours, day, name)))
    return found


def _ours(ours: BankingCalendar, day: date, theirs: str) -> tuple[str, str]:
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


def _said(country: str) -> str:
    return f"{country}\\*" if banking_calendar(country).differs else country


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
    for one in found:
        cause = next((cause for cause in explained if cause.fits(one)), None)
        (cause.found if cause else unexplained).append(one)
    PAGE.write_text(page(explained, found, failing, agree, compared), encoding="utf-8")
    sys.stdout.write(PAGE.read_text(encoding="utf-8"))
    problems = [f"unexplained: {one.source} {one.country} {one.day} we {one.we}, {one.name}" for one in unexplained]
    problems += [f"a cause that explains nothing: {cause.why}" for cause in explained if not cause.found]
    sys.stdout.write("\n".join(["", *problems, ""]))
    return int(bool(problems))


def page(
    explained: list[Cause], found: list[Difference], failing: list[str], agree: Counter[str], compared: Counter[str]
) -> str:
    """Return the page of the cross-check, in Markdown."""
    right = {id(one): cause.right for cause in explained for one in cause.found}
    summary = []
    for source in compared:
        of = [one for one in found if one.source == source]
        counts = Counter(right.get(id(one)) for one in of)
        cells = [source, compared[source], agree[source], len(of), *(counts[name] for name in RIGHT.values())]
        summary.append(f"| {' | '.join(map(str, cells))} |")
    short = defaultdict[str, set[str]](set)
    for cause in explained:
        if cause.right == "they":
            short[cause.why] |= {one.country for one in cause.found}
    saturday, carnival = date(2026, 9, 19), date(2026, 2, 16)
    return TEXT.format(
        quantlib=f"QuantLib {version('QuantLib')}",
        workalendar=f"workalendar {version('workalendar')}",
        ours=release(),
        first=YEARS[0],
        last=YEARS[-1],
        summary="\n".join(summary),
        failing="; ".join(failing) or "none",
        short="\n".join(f"- {', '.join(map(_said, sorted(where)))}: {why}" for why, where in short.items() if where),
        india="We count the Saturdays on which they work."
        if banking_calendar("IN").is_banking_day(saturday)
        else "So do we: a latest date of ours is then some days later than by the banks' own count, never earlier.",
        brazil="We count them as days off."
        if not banking_calendar("BR").is_banking_day(carnival)
        else "We do not count them: a latest date of ours may then be up to two banking days too early.",
        folds=folded(explained),
    )


if __name__ == "__main__":
    sys.exit(main())
