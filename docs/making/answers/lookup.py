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
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from answers.doubts import later, sure
from answers.small import Numbers, differences, opened, written
from guide_lib.refund.days.calendars import WAIT, BankingCalendar, banking_calendar
from guide_lib.refund.days.places import countries, in_order, in_words, place, subdivisions
from guide_lib.refund.days.settled import standing
from guide_lib.refund.others import longest, special, ways_of_paying
from guide_lib.refund.window import refund_window
from guide_lib.show.count import earlier
from guide_lib.sources.claims import figure
from guide_lib.sources.facts import Fact
from guide_lib.sources.figures import Unit
from guide_lib.words.dates import called

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


def table(country: str) -> dict[str, Any]:
    """Return the table of a country, given by its code; UnknownNameError for no such country.

    >>> germany = table("DE")
    >>> germany["from"], germany["rows"][0]["place"], germany["names"][0]
    ('2025-01-01', 'Germany', "New Year's Day")
    """
    return worded(country, numbers(country))


def numbers(country: str) -> dict[str, Any]:
    """Return the table of a country without a word: where words go stands for which row and day they are said.

    A day off stands by its English name, by which its own words are found. It is the same in every language.
    """
    whole = banking_calendar(country)
    codes = sorted(subdivisions(country), key=lambda code: in_order(place(country, code)))
    parts = [banking_calendar(country, code) for code in codes]
    far = _far(whole)
    if all(_far(calendar) == far for calendar in parts):
        parts = []
    names, reasons, definitions = Numbers(), Numbers({"": 0}), Numbers()
    reasons.said.append(None)

    def row(calendar: BankingCalendar) -> dict[str, Any]:
        latest = _far(calendar)
        days = [FIRST + timedelta(days=n) for n in range(len(latest))]
        return {
            "code": calendar.subdivision or "",
            "place": "",
            "sure": sure(calendar, days, reasons),
            "definition": definitions.number(opened(calendar, calendar.definition), calendar.subdivision),
            "days": _signs(calendar, names),
            "latest": written(latest),
            "later": {str(count): later(calendar, days, count) for count in _COUNTS},
        }

    rows = [row(calendar) for calendar in (whole, *parts)]
    for part in rows[1:]:
        part |= {key: differences(rows[0][key], part[key]) for key in ("days", "latest")}
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

    parts = [banking_calendar(country, part) if part else whole for part in told["definitions"]]
    apart = [[by, earlier(refund_window(said([None, day])[1], country))] for by, day in told.get("apart", ())]
    return {
        **told,
        "definitions": [opened(calendar, calendar.definition) for calendar in parts],
        "why": opened(whole, whole.why),
        "names": [in_words(country, name) for name in told["names"]],
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


def _far(calendar: BankingCalendar) -> list[int]:
    """Return how many days after each confirmation the latest date is, as far as the calendar answers."""
    start = (FIRST - calendar.first).days
    latest = calendar.latest_dates[start : start + _DAYS]
    return [day.toordinal() - confirmed for confirmed, day in enumerate(latest, FIRST.toordinal())]


def _signs(calendar: BankingCalendar, names: Numbers) -> str:
    """Return each day of the table, and some beyond, as open, weekend or a holiday."""
    start = (FIRST - calendar.first).days
    signs = [_OPEN if is_open else _WEEKEND for is_open in calendar.open[start : start + _DAYS + _BEYOND]]
    for day in sorted(calendar.names):
        if 0 <= (day - FIRST).days < len(signs):
            name = called(calendar.names[day])
            signs[(day - FIRST).days] = written([names.number(name, name)])
    return "".join(signs)


def _apart(whole: BankingCalendar, codes: Sequence[str]) -> dict[str, Any]:
    """Return for each day of confirmation the row by which it is counted, and where the latest date is earlier."""
    ways, rows = Numbers(), {code: number for number, code in enumerate(codes, 1)}
    windows = (refund_window(FIRST + timedelta(days=n), whole.country) for n in range(len(_far(whole))))
    days = []
    for day, window in enumerate(windows):
        by = rows.get(window.counting.subdivision or "", 0)
        days.append(ways.number((by, earlier(window)), [by, day]))
    return {"apart": ways.said, "apart_days": written(days)}
