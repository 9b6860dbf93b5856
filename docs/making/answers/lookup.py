"""What the phone looks up: every answer about a refund's dates, computed ahead, in one small table for each country.

A table holds rows, the whole country's first and then one for each part of it, in the order of their names. In `days`,
each day from `from` on is one character: open, weekend, or a holiday as its place among `names`. In `latest`, each day
of confirmation is one character too: so many days later is the latest date. A number n is written chr(48 + n). A
part's `days` and `latest` say only where they differ from the whole country's: copy so many characters, then put these.
`sure` lists runs: from this day on, the latest date is in doubt for this reason (0: it is firm), and may be so many
banking days earlier or later. The whole country's `latest` is the last of all its parts; `apart` tells the row by whose
`days` it is counted, and where it is earlier, in a sentence; `apart_days` tells which of these each day has.
Where the site's help names another number of banking days, `later` lists runs for each: from this day on, that count
may end so many banking days later.
"""

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from guide_lib.refund.days.calendars import WAIT, BankingCalendar, banking_calendar
from guide_lib.refund.days.local import in_words
from guide_lib.refund.days.places import countries, in_order, place, subdivisions
from guide_lib.refund.days.settled import standing
from guide_lib.refund.days.statement import WRONG, installed, older, rule
from guide_lib.refund.others import longest, special, ways_of_paying
from guide_lib.refund.window import refund_window
from guide_lib.show.count import earlier
from guide_lib.sources.claims import figure
from guide_lib.sources.facts import Fact
from guide_lib.sources.figures import Unit
from guide_lib.words.dates import called

T = TypeVar("T")

SETTINGS: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
RELEASED: date = SETTINGS["released"]
"""The day on which the release of the holiday data came out."""

FIRST = date(RELEASED.year - SETTINGS["years_before"], 1, 1)
LAST = date(RELEASED.year + SETTINGS["years_after"], 12, 31)
"""The first and the last day of confirmation in the tables, where the holidays are known so far."""

USUAL = figure("C38").at_most().days

_OPEN, _WEEKEND = ".-"
_DAYS = (LAST - FIRST).days + 1
_BEYOND = 90
"""Days after the last confirmation that its count, and the doubt about it, may need."""
HELP: dict[str, Fact] = {
    way: fact for way in ("", *ways_of_paying()) if (fact := longest(way or None)) and (not way or way in fact.pays)
}
"""What the site's help says of a refund's time, by the way of paying, first for any of them."""
WAYS: dict[str, Fact] = {way: fact for way in ways_of_paying() if way not in HELP and (fact := special(way))}
"""What another page says of a way of paying of which the site's help says nothing."""
SAID = HELP | WAYS
_FIGURES = [fact.figure for fact in SAID.values() if fact.figure]
_COUNTS = sorted({int(each) for each in _FIGURES if each.unit is Unit.BANKING_DAY} - {WAIT})
_GAP = 3
"""Characters in common that are cheaper to repeat than to step over."""


def table(country: str) -> dict[str, Any]:
    """Return the table of a country, given by its code; UnknownNameError for no such country.

    >>> germany = table("DE")
    >>> germany["from"], germany["rows"][0]["place"], germany["names"][0]
    ('2025-01-01', 'Germany', "New Year's Day")
    """
    return worded(country, numbers(country))


def numbers(country: str) -> dict[str, Any]:
    """Return the table of a country without a word: where words go stands for which row and day they are said.

    It is the same in every language.
    """
    whole = banking_calendar(country)
    codes = sorted(subdivisions(country), key=lambda code: in_order(place(country, code)))
    parts = [banking_calendar(country, code) for code in codes]
    far = _far(whole)
    if all(_far(calendar) == far for calendar in parts):
        parts = []
    names, reasons, definitions = _Numbers(), _Numbers({"": 0}), _Numbers()
    reasons.said.append(None)

    def row(calendar: BankingCalendar) -> dict[str, Any]:
        return {
            "code": calendar.subdivision or "",
            "place": "",
            "sure": _sure(calendar, reasons),
            "definition": definitions.number(opened(calendar, calendar.definition), calendar.subdivision),
            "days": _signs(calendar, names),
            "latest": _written(_far(calendar)),
            "later": {str(count): _later(calendar, count) for count in _COUNTS},
        }

    rows = [row(calendar) for calendar in (whole, *parts)]
    for part in rows[1:]:
        part |= {key: _differences(rows[0][key], part[key]) for key in ("days", "latest")}
    return {
        "data": whole.data,
        "from": FIRST.isoformat(),
        "usual": USUAL,
        "choice": whole.days,
        "definitions": definitions.said,
        "why": "",
        "names": names.said,
        "because": reasons.said,
        **(_apart(whole, codes) if parts else {}),
        "rows": rows,
    }


def worded(country: str, told: dict[str, Any]) -> dict[str, Any]:
    """Return a table with its words, in the language that the guide speaks."""
    whole = banking_calendar(country)

    def said(at: Sequence[Any] | None) -> tuple[BankingCalendar, date]:
        part, day = at or (None, 0)
        return (banking_calendar(country, part) if part else whole), FIRST + timedelta(days=day)

    def because(calendar: BankingCalendar, day: date) -> str:
        return opened(calendar, standing(calendar, day).because)

    def name(calendar: BankingCalendar, day: date) -> str:
        return in_words(country, called(calendar.names[day]))

    parts = [banking_calendar(country, part) if part else whole for part in told["definitions"]]
    apart = [[by, earlier(refund_window(said([None, day])[1], country))] for by, day in told.get("apart", ())]
    return {
        **told,
        "definitions": [opened(calendar, calendar.definition) for calendar in parts],
        "why": opened(whole, whole.why),
        "names": [name(*said(at)) for at in told["names"]],
        "because": [because(*said(at)) if at else "" for at in told["because"]],
        **({"apart": apart} if apart else {}),
        "rows": [row | {"place": place(country, row["code"] or None)} for row in told["rows"]],
    }


def encoded(table: Mapping[str, Any]) -> bytes:
    """Return a table as JSON in UTF-8; the same bytes for the same release."""
    return json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()


def tables() -> Iterator[tuple[str, bytes]]:
    """Yield the code and the table, as JSON in UTF-8, of every country."""
    for country in countries():
        yield country, encoded(table(country))


class _Numbers(dict[Any, int]):
    """Numbers things from 0, in the order in which they are first asked for, and keeps where each was said first."""

    def __init__(self, given: Mapping[Any, int] = MappingProxyType({})) -> None:
        super().__init__(given)
        self.said: list[Any] = []

    def number(self, thing: Any, where: Any) -> int:
        if thing not in self:
            self[thing] = len(self)
            self.said.append(where)
        return self[thing]


def _written(numbers: Sequence[int]) -> str:
    return "".join(chr(48 + number) for number in numbers)


def opened(calendar: BankingCalendar, text: str) -> str:
    """Return a sentence with the name of the place left open, so that the parts of a country share it."""
    return text.replace(calendar.place, "{place}")


def _far(calendar: BankingCalendar) -> list[int]:
    """Return how many days after each confirmation the latest date is, as far as the calendar answers."""
    start = (FIRST - calendar.first).days
    latest = calendar.latest_dates[start : start + _DAYS]
    return [day.toordinal() - confirmed for confirmed, day in enumerate(latest, FIRST.toordinal())]


def _signs(calendar: BankingCalendar, names: _Numbers) -> str:
    """Return each day of the table, and some beyond, as open, weekend or a holiday."""
    start = (FIRST - calendar.first).days
    signs = [_OPEN if is_open else _WEEKEND for is_open in calendar.open[start : start + _DAYS + _BEYOND]]
    for day in sorted(calendar.names):
        if 0 <= (day - FIRST).days < len(signs):
            where = [calendar.subdivision, (day - FIRST).days]
            signs[(day - FIRST).days] = _written([names.number(called(calendar.names[day]), where)])
    return "".join(signs)


def _sure(calendar: BankingCalendar, reasons: _Numbers) -> list[list[int]]:
    """Return the runs of days with the same reason for doubt and the same reach of it, in banking days."""

    def doubt(confirmed: date) -> tuple[str, int, int]:
        told, latest = standing(calendar, confirmed), calendar.latest(confirmed)
        is_open = calendar.counting(confirmed)
        earlier, later = _reach(is_open, told.earliest, latest, told.latest)
        return opened(calendar, told.because), earlier, later

    runs = _runs(calendar, doubt)
    return [[at, reasons.number(because, [calendar.subdivision, at]), *reach] for at, (because, *reach) in runs]


def _later(calendar: BankingCalendar, count: int) -> list[list[int]]:
    """Return the runs of days after which the count may end so many banking days later."""
    ends = calendar.ends(count)

    def doubt(confirmed: date) -> int:
        told, end = standing(calendar, confirmed, count=count), ends[(confirmed - calendar.first).days]
        return _reach(calendar.counting(confirmed, count), end, end, told.latest)[1]

    return [[start, later] for start, later in _runs(calendar, doubt)]


def _reach(calendar: BankingCalendar, earliest: date, day: date, latest: date) -> list[int]:
    """Return how many banking days there are from the earliest to a day, and from there to the latest."""
    spans = ((earliest, day), (day, latest))
    at = [[(end - calendar.first).days + 1 for end in span] for span in spans]
    return [sum(calendar.open[after:through]) for after, through in at]


def _runs(calendar: BankingCalendar, doubt: Callable[[date], T]) -> Iterator[tuple[int, T]]:
    """Yield the first of each run of days with the same doubt, and that doubt."""

    @cache
    def at(index: int) -> T:
        return doubt(FIRST + timedelta(days=index))

    days = range(len(_far(calendar)))
    # Doubt about whole years begins once and stays; about single days, or in one of several parts, it comes and goes.
    single = (
        calendar.parts
        or calendar.unclear
        or rule(calendar.country).about
        or any(row.country == calendar.country and older(installed(), row.mended) for row in WRONG)
    )
    looked_at = days if single else (days[0], days[-1])
    starts = [days[0], *(n for low, high in pairwise(looked_at) for n in _changes(at, low, high))]
    return ((start, at(start)) for start in starts)


def _changes(at: Callable[[int], object], low: int, high: int) -> Iterator[int]:
    """Yield where a value changes between two indices; where it is the same at both, it is the same all along."""
    if at(low) == at(high):
        return
    if high - low == 1:
        yield high
        return
    middle = (low + high) // 2
    yield from _changes(at, low, middle)
    yield from _changes(at, middle, high)


def _differences(whole: str, part: str) -> list[int | str]:
    """Return a part's text as steps: how many characters to copy from the whole country's, then what stands instead."""
    runs: list[list[int]] = []
    for at, (one, other) in enumerate(zip(whole, part, strict=True)):
        if one == other:
            continue
        if runs and at - runs[-1][1] < _GAP:
            runs[-1][1] = at + 1
        else:
            runs.append([at, at + 1])
    ends = [0, *(end for _, end in runs)]
    return [step for (start, end), done in zip(runs, ends, strict=False) for step in (start - done, part[start:end])]


def _apart(whole: BankingCalendar, codes: Sequence[str]) -> dict[str, Any]:
    """Return for each day of confirmation the row by which it is counted, and where the latest date is earlier."""
    ways, rows = _Numbers(), {code: number for number, code in enumerate(codes, 1)}
    windows = (refund_window(FIRST + timedelta(days=n), whole.country) for n in range(len(_far(whole))))
    days = []
    for day, window in enumerate(windows):
        by = rows.get(window.counting.subdivision or "", 0)
        days.append(ways.number((by, earlier(window)), [by, day]))
    return {"apart": ways.said, "apart_days": _written(days)}
