"""How fast: every row of docs/benchmarks/speed.md, measured in one run, side by side with what it is held against.

    uv run --group bench tests/bench/speed.py

It prints the table, writes it to the page, and fails where a target is not met.
"""

import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest

from guide_lib.refund.days.calendars import WAIT, YEARS, banking_calendar
from guide_lib.refund.days.places import release
from guide_lib.refund.many import Dates, latest_dates
from guide_lib.refund.window import refund_window

PAGE = Path(__file__).parents[2] / "docs/benchmarks/speed.md"
DAY = date(2026, 12, 18)
SIZES = {"1e6": 10**6, "1e7": 10**7}

Benchmark = Any


def calendar_of(country: str) -> np.busdaycalendar:
    """Return NumPy's own calendar of the same days; weekend days that are worked leave it no week to skip."""
    calendar = banking_calendar(country)
    if not calendar.moved:
        return np.busdaycalendar(holidays=np.array(sorted(calendar.names), "M8[D]"))
    days = [calendar.first + timedelta(days=n) for n in range((calendar.until - calendar.first).days + 1)]
    closed = [day for day in days if not calendar.is_banking_day(day)]
    return np.busdaycalendar(weekmask="1111111", holidays=np.array(closed, "M8[D]"))


@pytest.fixture(scope="module", params=list(SIZES))
def many(request: pytest.FixtureRequest) -> tuple[str, Dates]:
    drawn = np.random.default_rng(7).integers(0, 4 * 365, SIZES[request.param])
    return request.param, np.datetime64("2024-01-01") + drawn


class Fresh:
    """Dates and room for answers, each time others: what was used in the round before is in no cache any more."""

    def __init__(self, days: Dates) -> None:
        others = max(SIZES.values()) // days.size + 1
        self.days, self.out = (cycle([days.copy() for _ in range(others)]) for _ in range(2))

    def __next__(self) -> tuple[Dates, Dates]:
        return next(self.days), next(self.out)


def few(benchmark: Benchmark, work: Callable[[], Any], name: str, rounds: int = 5) -> Any:
    """Measure something that takes long, in few rounds after one to warm up."""
    benchmark.name = name
    return benchmark.pedantic(work, rounds=rounds, warmup_rounds=1)


# One date


def often(benchmark: Benchmark, work: Callable[[], Any], name: str) -> Any:
    """Measure something that takes a moment, so many times in a row that the clock does not matter."""
    benchmark.name = name
    return benchmark.pedantic(work, rounds=30, iterations=5000, warmup_rounds=1)


def test_one_latest(benchmark: Benchmark) -> None:
    assert often(benchmark, lambda: banking_calendar("PL").latest(DAY), "one") == date(2027, 1, 14)


def test_one_window(benchmark: Benchmark) -> None:
    assert often(benchmark, lambda: refund_window(DAY, "PL"), "window").latest == date(2027, 1, 14)


def test_one_busday_offset(benchmark: Benchmark) -> None:
    calendar = calendar_of("PL")
    work = lambda: np.busday_offset(DAY, WAIT, "backward", busdaycal=calendar)  # noqa: E731
    assert often(benchmark, work, "one busday") == np.datetime64("2027-01-14")


def test_one_nth_working_day(benchmark: Benchmark) -> None:
    import holidays  # noqa: PLC0415 - the benchmark alone asks it directly

    known = holidays.country_holidays("PL", years=[2026, 2027])
    assert often(benchmark, lambda: known.get_nth_working_day(DAY, WAIT), "one nth") == date(2027, 1, 14)


# Many dates


def test_many(benchmark: Benchmark, many: tuple[str, Dates]) -> None:
    size, fresh = many[0], Fresh(many[1])

    def work() -> None:
        days, out = next(fresh)
        latest_dates(days, "PL", out=out)

    few(benchmark, work, f"many {size}", rounds=15)


def test_many_in_new_memory(benchmark: Benchmark, many: tuple[str, Dates]) -> None:
    size, days = many
    few(benchmark, lambda: latest_dates(days, "PL"), f"many new {size}", rounds=15)


def test_many_copied(benchmark: Benchmark, many: tuple[str, Dates]) -> None:
    size, fresh = many[0], Fresh(many[1])

    def work() -> None:
        days, out = next(fresh)
        np.copyto(out, days)

    few(benchmark, work, f"copy {size}", rounds=30)


def test_many_busday_offset(benchmark: Benchmark, many: tuple[str, Dates]) -> None:
    size, days = many
    calendar = calendar_of("PL")
    found = few(benchmark, lambda: np.busday_offset(days, WAIT, "backward", busdaycal=calendar), f"busday {size}")
    assert np.array_equal(found, latest_dates(days, "PL"))


def test_many_polars(benchmark: Benchmark, many: tuple[str, Dates]) -> None:
    polars = pytest.importorskip("polars")
    size, days = many
    series, closed = polars.Series(days), sorted(banking_calendar("PL").names)
    work = lambda: series.dt.add_business_days(WAIT, holidays=closed, roll="backward")  # noqa: E731
    found = few(benchmark, work, f"polars {size}", rounds=3)
    assert np.array_equal(found.to_numpy(), latest_dates(days, "PL"))


@pytest.fixture(scope="module")
def orders() -> Any:
    """A million orders of six countries, as pandas has them."""
    pandas = pytest.importorskip("pandas")
    draw = np.random.default_rng(7)
    days = np.datetime64("2026-09-01") + draw.integers(0, 75, 10**6)
    return pandas.DataFrame({"day": days, "country": draw.choice(["BR", "GB", "JP", "MX", "PL", "US"], 10**6)})


def test_a_country_for_each(benchmark: Benchmark, orders: Any) -> None:
    few(benchmark, lambda: latest_dates(orders["day"].to_numpy("M8[D]"), orders["country"]), "each")


def test_a_loop_over_the_countries(benchmark: Benchmark, orders: Any) -> None:
    def loop() -> Dates:
        days, found = orders["day"].to_numpy("M8[D]"), np.full(len(orders), None, "M8[D]")
        for country, rows in orders.groupby("country").indices.items():
            found[rows] = latest_dates(days[rows], country)
        return found

    assert np.array_equal(
        few(benchmark, loop, "loop"), latest_dates(orders["day"].to_numpy("M8[D]"), orders["country"])
    )


def test_many_russian(benchmark: Benchmark, many: tuple[str, Dates]) -> None:
    size, days = many
    out = np.empty_like(days)
    few(benchmark, lambda: latest_dates(days, "RU", out=out), f"many RU {size}", rounds=15)


def test_many_russian_workaround(benchmark: Benchmark, many: tuple[str, Dates]) -> None:
    size, days = many
    calendar = calendar_of("RU")
    work = lambda: np.busday_offset(days, WAIT, "backward", busdaycal=calendar)  # noqa: E731
    found = few(benchmark, work, f"busday RU {size}", rounds=2)
    assert np.array_equal(found, latest_dates(days, "RU"))


# What a fresh Python costs: each process says what it measured, the least of several counts

COLD = """
import holidays, holidays.countries
from datetime import date
import guide_lib.refund.window
from time import perf_counter
start = perf_counter()
guide_lib.refund.window.banking_calendar("{country}").latest(date(2026, 12, 18))
print(perf_counter() - start)
"""
ALONE = """
import holidays, holidays.countries
from guide_lib.refund.days import bank
from time import perf_counter
source = holidays.{country}
told = [told.partition(": ") for row in bank.rows("{country}") for told in map(str, row.told)]
more = {{category for category, _, name in told if name}} - {{"public", "bank"}}
asked = [{{"public", "bank"}} & {{*source.supported_categories}}, *({{category}} for category in more)]
places = (None, *bank.parts("{country}"))
source.supported_languages
start = perf_counter()
for place in places:
    for categories in asked:
        source(years=range({years.start}, {years.stop}), subdiv=place, categories=categories, language="en_US")
print(perf_counter() - start)
"""
IMPORT = "from time import perf_counter; start = perf_counter(); import {module}; print(perf_counter() - start)"
MEMORY = """
import holidays, holidays.countries, tracemalloc
from guide_lib.refund.days.calendars import banking_calendar
from guide_lib.refund.days.places import countries
names = list(countries())
tracemalloc.start()
for name in names:
    banking_calendar(name)
print(tracemalloc.get_traced_memory()[0])
"""
COUNTRIES = ("DE", "CN", "SA", "US", "BR")
FRESH = {
    **{f"cold {country}": COLD.format(country=country) for country in COUNTRIES},
    **{f"holidays {country}": ALONE.format(country=country, years=YEARS) for country in COUNTRIES},
    "import guide_lib": IMPORT.format(module="guide_lib"),
    "import statemachine": IMPORT.format(module="statemachine"),
    "import holidays": IMPORT.format(module="holidays"),
    "import holidays.countries": IMPORT.format(module="holidays.countries"),
    "memory": MEMORY,
}


@pytest.fixture(scope="module")
def compiled() -> Iterator[dict[str, str]]:
    """Give an environment in which modules are compiled once, as they are where they are installed."""
    with TemporaryDirectory() as folder:
        yield {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {
            "PYTHONPYCACHEPREFIX": folder
        }


@pytest.mark.parametrize("name", FRESH)
def test_fresh(benchmark: Benchmark, compiled: dict[str, str], name: str) -> None:
    said: list[float] = []

    def process() -> None:
        done = subprocess.run([sys.executable, "-c", FRESH[name]], env=compiled, capture_output=True, check=True)
        said.append(float(done.stdout))

    few(benchmark, process, name, rounds=1 if name == "memory" else 9)
    benchmark.extra_info["least"] = min(said)


# The table


def lines(took: dict[str, float]) -> Iterator[tuple[str, str, float, str, bool]]:
    """Yield each row: the measure, the target in words, what was found, its unit, and whether the target is met."""

    def less(measure: str, ratio: float, at_most: float, against: str) -> tuple[str, str, float, str, bool]:
        return measure, f"≤ {at_most:.3g} × {against}", ratio, "×", ratio <= at_most

    def faster(measure: str, ratio: float, at_least: float, against: str) -> tuple[str, str, float, str, bool]:
        return measure, f"≥ {at_least:.0f} × faster than {against}", ratio, "× faster", ratio >= at_least

    busday, nth, polars = "`numpy.busday_offset`", "`holidays.get_nth_working_day`", "Polars’ `add_business_days`"
    yield faster("one latest date, calendar warm", took["one busday"] / took["one"], 10, f"{busday} for one date")
    yield faster("one latest date, calendar warm", took["one nth"] / took["one"], 50, nth)
    yield less(
        "a whole `refund_window`, calendar warm", took["window"] / took["one busday"], 1, f"{busday} for one date"
    )
    for size, at_least in (("1e6", 30), ("1e7", 20)):
        many = took[f"many {size}"]
        yield faster(f"{size} dates, PL", took[f"busday {size}"] / many, at_least, f"{busday} with a `busdaycalendar`")
        yield faster(f"{size} dates, PL", took[f"polars {size}"] / many, 30, polars)
        workaround = f"{busday} with every closed day listed"
        yield faster(f"{size} dates, RU", took[f"busday RU {size}"] / took[f"many RU {size}"], 100, workaround)
        yield less(f"{size} dates, PL", many / took[f"copy {size}"], 2.5, "`numpy.copyto` of the same array")
    each = "a loop over the countries, in pandas"
    yield less("1e6 dates, a country for each", took["each"] / took["loop"], 1.2, each)
    for country in COUNTRIES:
        cold = took[f"cold {country}"] / took[f"holidays {country}"]
        yield less(f"first date of a country, cold, {country}", cold, 1.5, "`holidays` alone, same years and parts")
    imported = took["import guide_lib"] / took["import statemachine"]
    yield less("`import guide_lib`", imported, 1.3, "`import statemachine`")
    memory = took["memory"] / 1e6
    yield "memory of the calendars of all countries and parts", "≤ 80 MB", memory, "MB", memory <= 80


TEXT = """\
# How fast

All measured in one run, one after the other, by one command:

```sh
uv run --group bench tests/bench/speed.py
```

Of several rounds the quickest counts. A ratio compares two measures of the same run, so the machine matters little.
Seen last with Python {python}, numpy {numpy} and {holidays}.

| measure | target | found | met? |
|---|---|---:|---|
{rows}

- A calendar is a table with one latest date for each day. To ask is to look up.
- *Cold* is the first date of a country in a fresh Python. `holidays` loads all its countries at the first one:
  {countries:.0f} ms here, {holidays_ms:.0f} ms of them for `import holidays` alone. That comes once, before these
  milliseconds, and only when a date is asked for. To work out the {years} years in reach takes `holidays` alone
  {alone}.
- The million dates are others in each round, and so is the room for their answers. In rounds with the same array a
  copy is found in the processor's cache, which no reader's million is: such a copy was 4.5 times as quick as ours.
- The answers of many dates go to an array that is there already (`out=`). A new array costs more, for the system has to
  find the memory: {new_1e6:.1f} × and {new_1e7:.1f} × the copy for 1e6 and 1e7 dates.
- RU has weekend days that are worked. NumPy’s calendar cannot say so; the usual way around it lists every closed day.

In seconds, the quickest round:

| what | seconds |
|---|---:|
{seconds}
"""


def measured(report: dict[str, Any]) -> dict[str, float]:
    """Return the least time of each measure in seconds, or what its processes said."""
    return {row["name"]: row["extra_info"].get("least", row["stats"]["min"]) for row in report["benchmarks"]}


def page(took: dict[str, float]) -> tuple[str, bool]:
    """Return the page, and whether every target is met."""
    found = list(lines(took))
    table = [
        f"| {measure} | {target} | {value:.3g} {unit} | {'met' if met else '**not met**'} |"
        for measure, target, value, unit, met in found
    ]
    text = TEXT.format(
        python=platform.python_version(),
        numpy=np.__version__,
        holidays=release(),
        rows="\n".join(table),
        years=len(YEARS),
        alone=", ".join(f"{1000 * took[f'holidays {country}']:.1f} ms for {country}" for country in COUNTRIES),
        countries=1000 * took["import holidays.countries"],
        holidays_ms=1000 * took["import holidays"],
        new_1e6=took["many new 1e6"] / took["copy 1e6"],
        new_1e7=took["many new 1e7"] / took["copy 1e7"],
        seconds="\n".join(f"| {name} | {value:.3g} |" for name, value in took.items() if name != "memory"),
    )
    return text, all(met for *_, met in found)


def main() -> int:
    """Measure, print and write the table; return 1 where a target is not met or a measure failed."""
    with TemporaryDirectory() as folder:
        report = Path(folder) / "speed.json"
        options = [
            "-p",
            "no:nbval",
            "-p",
            "no:cacheprovider",
            "-q",
            "--benchmark-columns=min,median",
            "--benchmark-sort=name",
        ]
        failed = pytest.main([__file__, "-o", "addopts=", *options, f"--benchmark-json={report}"])
        took = measured(json.loads(report.read_text(encoding="utf-8")))
    text, met = page(took)
    print(text)
    PAGE.write_text(text, encoding="utf-8")
    return 0 if met and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
