"""The past as old releases of `holidays` told it: their calendars, what the guide would have said, what came of it."""

import json
import subprocess
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from dump_holidays import dump

from guide_lib.refund.days.calendars import BankingCalendar, banking_calendar
from guide_lib.refund.days.doubts import doubts
from guide_lib.refund.days.places import countries
from guide_lib.refund.days.settled import standing
from guide_lib.refund.days.statement import RULES, WRONG, installed
from guide_lib.sources.claims import figure

ROOT = Path(__file__).parents[2]
RECORD = ROOT / "tests/data/replay.json"

RELEASES = {"0.40": date(2024, 1, 1), "0.63": date(2024, 12, 16), "0.76": date(2025, 7, 7), "0.88": date(2026, 1, 5)}
"""The releases of `holidays` that are replayed, and the days on which they came out."""

UNSEEN = {"0.57": date(2024, 9, 16), "0.66": date(2025, 2, 3), "0.85": date(2025, 11, 17)}
"""Releases that nobody looked at when the statement was written: whether it holds for them, too."""

OUT_SINCE = RELEASES | UNSEEN

FIXED = ("DE", "FR", "ES", "PL", "IT", "NL", "GB-ENG", "US", "BR", "MX")
OTHERS = ("RU", "UA", "KZ", "IL", "SA", "AE", "CN", "KR", "IN", "TR")
LISTED = tuple(code for code in sorted(RULES) if code != "TARGET" and code not in (*FIXED, *OTHERS, "GB"))
YEARS = range(2023, 2028)
COARSE = 3
"""Of the countries that nobody has checked, every so many days are replayed."""
LONGEST = 70
"""Days after the last confirmation that a count, and the doubt about it, can reach."""

Difference = Mapping[str, Any]


@dataclass(frozen=True, eq=False, slots=True)
class Then:
    """A calendar as a release had it: its named days off and, in order, its banking days."""

    country: str
    subdivision: str | None
    names: Mapping[date, str]
    banking: list[date]
    unclear: Mapping[date, str] = field(default_factory=dict)
    days: str = "public"
    known: date = date.max
    parts: tuple["Then", ...] = ()

    def counting(self, confirmed: date, count: int) -> "Then":
        """Return itself: it is of one place only."""
        return self

    def nth(self, day: date, count: int) -> date:
        """Return the count-th banking day strictly after a day."""
        return self.banking[bisect_right(self.banking, day) + count - 1]


@dataclass(slots=True)
class Tally:
    """How many latest dates of a country were told how, and what came of them; `width` adds up intervals, in days."""

    dates: int = 0
    firm: int = 0
    contradicted: int = 0
    by_law: int = 0
    inside: int = 0
    changed: int = 0
    too_old: int = 0
    width: int = 0
    laws: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def provisional(self) -> int:
        """How many were called provisional."""
        return self.dates - self.firm

    @classmethod
    def total(cls, parts: Iterable["Tally"]) -> "Tally":
        """Return the sum of some tallies."""
        whole = cls()
        for part in parts:
            for name in ("dates", "firm", "contradicted", "by_law", "inside", "changed", "too_old", "width"):
                setattr(whole, name, getattr(whole, name) + getattr(part, name))
            whole.laws += part.laws
            whole.wrong += part.wrong
        return whole


def unlisted() -> list[str]:
    """Return the countries that the statement does not list and whose data today reach over the years replayed."""
    reach = ((code, now(code)) for code in countries() if code not in RULES)
    return [code for code, today in reach if today.first.year <= YEARS[0] and today.until.year >= YEARS[-1]]


@cache
def now(code: str) -> BankingCalendar:
    """Return today's calendar of a country's own days, or of a part of it such as GB-ENG."""
    country, _, part = code.partition("-")
    calendar = banking_calendar(country, part or None)
    return calendar.parts[0] if calendar.parts else calendar


def then(code: str, difference: Difference, first: date, last: date) -> Then:
    """Return the calendar of a release, from today's and the recorded difference, for the days first to last."""
    today = now(code)
    gone = {date.fromisoformat(day) for day in difference.get("names_now", ())}
    come = {date.fromisoformat(day): name for day, name in difference.get("names_then", {}).items()}
    names = {day: name for day, name in today.names.items() if day not in gone} | come
    unmoved, moved = (
        {date.fromisoformat(day) for day in difference.get(key, ())} for key in ("moved_now", "moved_then")
    )
    other_week = {int(year): days for year, days in difference.get("weekend_then", {}).items()}

    def was_open(day: date) -> bool:
        if day in names:
            return False
        if day.year in other_week or day in gone | unmoved | moved:
            works = day in moved or (day in today.moved and day not in unmoved)
            return works or day.weekday() not in other_week.get(day.year, _weekend(code, day.year))
        return today.is_banking_day(day)

    banking = [day for day in _days(first, last) if was_open(day)]
    return Then(today.country, today.subdivision, names, banking, today.unclear, today.days, today.known)


@cache
def _weekend(code: str, year: int) -> frozenset[int]:
    """Return the weekdays on which banks never open in a year, save by a moved working day."""
    today = now(code)
    days = _days(date(year, 1, 1), date(year, 12, 31))
    return frozenset(range(7)) - {day.weekday() for day in days if today.is_banking_day(day) and day not in today.moved}


def _days(first: date, last: date) -> Iterator[date]:
    return (date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1))


def laws() -> list[dict[str, Any]]:
    """Return the laws that changed days off, as laws.toml tells them."""
    found: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "laws.toml").read_text(encoding="utf-8"))[
        "law"
    ]
    return found


def replay(code: str, release: str, difference: Difference, every: int = 1) -> Tally:
    """Return what came of the latest dates told with a release in the twelve months after it, or of every n-th one."""
    start = OUT_SINCE[release]
    end = start + timedelta(days=364 + LONGEST)
    old, tally = then(code, difference, start, end), Tally()
    undone = [
        (row["law"], then(code, {"names_now": [str(day) for day in row["days"]]}, start, end))
        for row in laws()
        if row["country"] == old.country and row["passed"] > start
    ]
    too_old = {row.because for row in WRONG}
    wait = int(figure("C14"))
    for confirmed in list(_days(start, start + timedelta(days=364)))[::every]:
        said, told, true = old.nth(confirmed, wait), standing(old, confirmed, release), now(code).latest(confirmed)
        tally.dates += 1
        tally.changed += said != true
        if not told.firm:
            tally.inside += told.earliest <= true <= told.latest
            tally.width += (told.latest - told.earliest).days
            why = doubts(old, confirmed + timedelta(days=1), said, release)
            tally.too_old += all(doubt.reason in too_old for doubt in why)
            continue
        tally.firm += 1
        if said != true:
            law = next((law for law, without in undone if without.nth(confirmed, wait) == said), None)
            tally.by_law += law is not None
            tally.contradicted += law is None
            if law:
                tally.laws.append(f"{code}, data of {release}: {law}")
            else:
                tally.wrong.append(f"{code}, data of {release}, confirmed {confirmed}")
    return tally


def record() -> dict[str, Any]:
    """Ask each release, in an environment of its own, and return how it differs from the installed one."""
    codes = (*FIXED, *OTHERS, *LISTED, *unlisted())
    kept: dict[str, Any] = {"today": installed()}
    new = {code: dump(code, YEARS) for code in codes}
    for release, start in OUT_SINCE.items():
        script = [str(Path(__file__).with_name("dump_holidays.py")), str(YEARS[0]), str(YEARS[-1]), *codes]
        command = ["uv", "run", "--quiet", "--no-project", "--with", f"holidays=={release}", "python", *script]
        old = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        reach = (str(start), str(start + timedelta(days=364 + LONGEST)))
        found = {code: _difference(old[code], new[code], reach) if code in old else None for code in codes}
        kept[release] = {code: difference for code, difference in found.items() if difference != {}}
    return kept


def _difference(old: dict[str, Any], new: dict[str, Any], reach: tuple[str, str]) -> dict[str, Any]:
    def only(one: Iterable[str], other: Iterable[str]) -> list[str]:
        return sorted(day for day in set(one) - set(other) if reach[0] <= day <= reach[1])

    found = {
        "names_then": {day: old["names"][day] for day in only(old["names"], new["names"])},
        "names_now": only(new["names"], old["names"]),
        "moved_then": only(old["moved"], new["moved"]),
        "moved_now": only(new["moved"], old["moved"]),
        "weekend_then": {year: days for year, days in old["weekend"].items() if days != new["weekend"][int(year)]},
    }
    return {key: value for key, value in found.items() if value}


def run(
    record: Mapping[str, Any], codes: Iterable[str], releases: Iterable[str] = RELEASES, every: int = 1
) -> dict[str, dict[str, Tally]]:
    """Return the tallies by country and release; a country that a release does not know has none for it."""
    return {
        code: {
            release: replay(code, release, record[release].get(code) or {}, every)
            for release in releases
            if record[release].get(code, {}) is not None
        }
        for code in codes
    }
