import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from hashlib import sha256
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Tables
from icalendar import Calendar

from answers import doubts, lookup, small
from answers.reminders import reminders
from guide_lib.errors import GuideError, UnknownNameError
from guide_lib.refund.days import doubts as unsettled
from guide_lib.refund.days import settled
from guide_lib.refund.days.calendars import WAIT, BankingCalendar, banking_calendar
from guide_lib.refund.days.doubts import Doubt
from guide_lib.refund.days.places import countries, in_order, in_words, subdivisions
from guide_lib.refund.days.settled import Standing
from guide_lib.refund.days.statement import RELEASE, installed
from guide_lib.refund.window import refund_window
from guide_lib.show.count import earlier

LARGEST_TABLE = 8_700
"""Bytes, by gzip: what the script leaves of the 14 kB that it may weigh with one table."""
SPARE = 7
"""Every so many days a date is looked at where looking at every day takes long."""
PLACES = ["AE", "SA", "CN", "RU", "HU", "KZ", "IN", "MY-01", "IL", "KR", "UA", "LK", "DE", "DE-BY", "BR", "IT", "US"]
"""Firm and doubtful, by the year and by the day, whole and part."""
HASH = """
import hashlib, json, sys
import guide_lib
sys.path.append("docs/making")
from answers import lookup
print(hashlib.sha256(json.dumps([lookup.table(country) for country in ("DE", "IN", "AE")]).encode()).hexdigest())
"""


def _read(country: str, steps: Any, key: str, table: dict[str, Any]) -> str:
    """Read a row's text as the script does."""
    whole: str = table["rows"][0][key]
    if isinstance(steps, str):
        return steps
    text = ""
    for copied, instead in zip(steps[::2], steps[1::2], strict=True):
        text += whole[len(text) : len(text) + copied] + instead
    return text + whole[len(text) :]


def _rows(tables: Tables) -> Iterator[tuple[BankingCalendar, dict[str, Any], dict[str, Any]]]:
    for country, text in tables.items():
        table = json.loads(text)
        for row in table["rows"]:
            yield banking_calendar(country, row["code"] or None), table, row


def test_the_tables_are_set_up_for_the_release_that_the_statement_of_what_is_settled_knows() -> None:
    assert lookup.SETTINGS["release"] == RELEASE


@pytest.mark.skipif(installed() != RELEASE, reason="the settings are for another release of the holiday data")
def test_the_tables_reach_from_the_year_before_the_release_to_two_years_after_it() -> None:
    assert (lookup.FIRST.year, lookup.LAST.year) == (lookup.RELEASED.year - 1, lookup.RELEASED.year + 2)
    assert (lookup.FIRST.month, lookup.FIRST.day, lookup.LAST.month, lookup.LAST.day) == (1, 1, 12, 31)


@pytest.mark.parametrize(
    ("whole", "part", "steps"),
    [
        ("aaaaaaaaaa", "aaaaaaaaaa", []),
        ("aaaaaaaaaa", "abaaaaaaca", [1, "b", 6, "c"]),
        ("aaaaaaaaaa", "baaacaaaab", [0, "b", 3, "c", 4, "b"]),
        ("aaaaaaaaaa", "baacaaacca", [0, "baac", 3, "cc"]),
    ],
)
def test_a_part_is_told_by_its_differences_and_three_letters_in_common_are_repeated_at_most(
    whole: str, part: str, steps: list[int | str]
) -> None:
    assert small.differences(whole, part) == steps
    with pytest.raises(ValueError, match="shorter"):
        small.differences(whole, part[1:])


def test_numbers_are_characters_from_0_on() -> None:
    assert small.written([0, 9, 10, 77]) == "09:}"
    numbers = small.Numbers({"": 0})
    assert [numbers.number(thing, at) for at, thing in enumerate(("b", "a", "b", ""))] == [1, 2, 1, 0]
    assert numbers.said == [0, 1]


@pytest.mark.parametrize(
    ("value", "low", "high", "changes"),
    [
        (lambda at: at >= 5, 0, 9, [5]),
        (lambda at: at >= 5, 4, 5, [5]),
        (lambda at: at >= 5, 5, 5, []),
        (lambda at: at // 4, 0, 9, [4, 8]),
        (lambda at: "same", 0, 9, []),
    ],
)
def test_a_change_is_found_between_two_ends_that_differ(
    value: Callable[[int], object], low: int, high: int, changes: list[int]
) -> None:
    assert list(doubts._changes(value, low, high)) == changes


def test_the_table_of_a_country_whose_parts_are_alike() -> None:
    table = lookup.table("SE")
    sweden = banking_calendar("SE")
    assert list(table) == [
        "data",
        "from",
        "usual",
        "choice",
        "definitions",
        "why",
        "names",
        "because",
        "rows",
    ]
    assert (table["data"], table["from"], table["usual"]) == (sweden.data, "2025-01-01", 14)
    assert (table["choice"], table["because"]) == ("bank", [""])
    assert table["definitions"] == [sweden.definition.replace("Sweden", "{place}")]
    assert table["why"] == sweden.why.replace("in Sweden", "in {place}")
    assert table["names"][:3] == ["New Year's Day", "Epiphany", "Good Friday"]
    (row,) = table["rows"]
    assert list(row) == ["code", "place", "sure", "definition", "days", "latest", "later"]
    assert row["later"] == {"5": [[0, 0]], "10": [[0, 0]], "20": [[0, 0]]}
    assert (row["code"], row["place"], row["definition"], row["sure"]) == ("", "Sweden", 0, [[0, 0, 0, 0]])
    assert row["days"].startswith("0..--1....--.....--")
    assert (len(row["days"]), len(row["latest"])) == (4 * 365 + 1 + 90, 4 * 365 + 1)
    assert row["latest"][:2] == "FF"


def test_the_table_of_a_country_whose_parts_differ() -> None:
    table = lookup.table("DE")
    assert list(table)[-3:] == ["apart", "apart_days", "rows"]
    whole, *parts = table["rows"]
    assert (whole["code"], whole["place"]) == ("", "Germany")
    assert {row["code"] for row in parts} == set(subdivisions("DE"))
    assert [row["place"] for row in parts[:3]] == ["Augsburg", "Baden-Württemberg", "Bayern"]
    assert len(table["apart_days"]) == 4 * 365 + 1
    assert [0, ""] in table["apart"]
    # Epiphany 2025, five days after New Year's Day, is a day off in two of them and in Augsburg.
    epiphany = [row["place"] for row in parts if row["days"][0] == 5]
    assert epiphany == ["Augsburg", "Baden-Württemberg", "Bayern", "Sachsen-Anhalt"]


def test_parts_that_are_alike_are_not_told() -> None:
    assert subdivisions("PL")
    poland = lookup.table("PL")
    assert len(poland["rows"]) == 1
    assert "apart" not in poland


@pytest.mark.parametrize(
    ("doubtful", "sure"),
    [
        (lookup.FIRST, [[0, 1, 0, 0], [1, 0, 0, 0]]),
        (lookup.LAST, [[0, 0, 0, 0], [1460, 1, 0, 0]]),
    ],
)
def test_doubt_is_looked_for_from_the_first_day_to_the_last(
    monkeypatch: pytest.MonkeyPatch, doubtful: date, sure: list[list[int]]
) -> None:
    def told(calendar: BankingCalendar, confirmed: date, count: int = WAIT) -> Standing:
        latest = calendar.nth(confirmed, count)
        doubt = Doubt(confirmed, confirmed, "ends", 0, 0) if confirmed == doubtful else None
        return Standing(calendar, doubt, latest, latest)

    monkeypatch.setattr(doubts, "standing", told)
    assert lookup.table("PL")["rows"][0]["sure"] == sure


def test_what_old_data_have_wrong_is_in_doubt_day_by_day(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (unsettled, settled):
        monkeypatch.setattr(module, "installed", lambda: "0.76")
    table = lookup.table("NL")
    assert "Good Friday" in table["because"][1]
    # Good Friday 2025 was 18 April. A count from 28 March on ends after it, one from 18 April on begins after it.
    assert table["rows"][0]["sure"][:2] == [[0, 0, 0, 0], [86, 1, 0, 1]]
    in_doubt = [start for start, because, *_ in table["rows"][0]["sure"] if because == 1]
    assert all(start < 107 or start > 365 for start in in_doubt)


def test_doubt_about_whole_years_begins_once_and_doubt_about_feasts_comes_and_goes() -> None:
    assert lookup.table("UA")["rows"][0]["sure"] == [[0, 1, 0, 3]]
    china, arabia = lookup.table("CN"), lookup.table("SA")
    (start, *firm), (later, *doubt) = china["rows"][0]["sure"][:2]
    assert (start, firm) == (0, [0, 0, 0])
    assert lookup.FIRST + timedelta(days=later) == date(2026, 12, 11)
    assert doubt[0] == 1
    assert china["because"][1] == "The days off of {place} for 2027 are not all in our data yet."
    assert arabia["rows"][0]["sure"][:2] == [[0, 0, 0, 0], [60, 1, 2, 3]]
    assert [98, 0, 0, 0] in arabia["rows"][0]["sure"]


def test_a_table_is_compact_json_in_utf_8(tables: Tables) -> None:
    code, text = next(lookup.tables())
    assert code == next(iter(countries()))
    assert "Åland".encode() in tables["AX"]
    assert text.decode() == json.dumps(lookup.table(code), ensure_ascii=False, separators=(",", ":"))


def test_a_reminder_with_all_that_differs_left_open() -> None:
    firm, provisional = reminders()["firm"], reminders()["provisional"]
    for text, status in ((firm, "CONFIRMED"), (provisional, "TENTATIVE")):
        usual, latest = text.split("BEGIN:VEVENT\r\n")[1:]
        assert (
            "DTSTART;VALUE=DATE:{usual}\r\nDTEND;VALUE=DATE:{after_usual}\r\nDTSTAMP:{confirmed}T000000Z\r\n" in usual
        )
        assert "DTSTART;VALUE=DATE:{latest}\r\nDTEND;VALUE=DATE:{after_latest}\r\nDTSTAMP:{confirmed}T" in latest
        assert "UID:{uid_usual}\r\n" in usual
        assert "UID:{uid_latest}\r\n" in latest
        assert f"STATUS:{status}\r\n" in latest
        assert "\r\n " not in text
    assert "card company.\\n{definition}\\nCounted" in firm
    assert "card company.\\n{because}\\n{definition}\\nCounted" in provisional
    assert list(reminders()) == ["firm", "provisional"]


def test_every_country_has_a_table_and_every_part_a_row_where_the_parts_differ(tables: Tables) -> None:
    assert set(tables) == set(countries())
    for country, text in tables.items():
        whole, *parts = json.loads(text)["rows"]
        assert whole["code"] == ""
        assert {part["code"] for part in parts} in (set(), set(subdivisions(country)))
        names = [in_order(part["place"]) for part in parts]
        assert names == sorted(names)
    assert len(json.loads(tables["DE"])["rows"]) > 16
    assert len(json.loads(tables["PL"])["rows"]) == 1


def test_every_latest_date_of_every_row_is_the_librarys(tables: Tables) -> None:
    looked_at = 0
    for calendar, table, row in _rows(tables):
        latest = _read(calendar.country, row["latest"], "latest", table)
        days = [lookup.FIRST + timedelta(days=n) for n in range(len(latest))]
        told = [day + timedelta(days=ord(sign) - 48) for day, sign in zip(days, latest, strict=True)]
        assert told == [calendar.latest(day) for day in days], calendar
        assert days[-1] == min(lookup.LAST, calendar.last)
        looked_at += len(days)
    assert looked_at > 500_000


def test_every_day_of_every_row_is_open_closed_and_named_as_in_the_library(tables: Tables) -> None:
    for calendar, table, row in _rows(tables):
        signs = _read(calendar.country, row["days"], "days", table)
        assert len(signs) > len(row["latest"])
        for at in range(0, len(signs), SPARE):
            day, sign = lookup.FIRST + timedelta(days=at), signs[at]
            assert (sign == ".") is calendar.is_banking_day(day)
            name = table["names"][ord(sign) - 48] if sign not in ".-" else None
            assert name == (in_words(calendar.country, calendar.names[day]) if day in calendar.names else None)


@pytest.mark.parametrize("place", PLACES)
def test_how_sure_a_date_is_and_how_far_it_may_move(place: str, tables: Tables) -> None:
    country, _, part = place.partition("-")
    table = json.loads(tables[country])
    row = next(row for row in table["rows"] if row["code"] == part)
    latest = _read(country, row["latest"], "latest", table)
    for at in range(0, len(latest), SPARE):
        counted_by = row
        if "apart" in table and not part:
            counted_by = table["rows"][table["apart"][ord(table["apart_days"][at]) - 48][0]]
        signs = _read(country, counted_by["days"], "days", table)
        banking = [lookup.FIRST + timedelta(days=n) for n, sign in enumerate(signs) if sign == "."]
        window = refund_window(lookup.FIRST + timedelta(days=at), country, part or None)
        _, because, before, after = [run for run in row["sure"] if run[0] <= at][-1]
        assert table["because"][because].replace("{place}", row["place"]) == window.provisional_because
        latest_at = banking.index(window.latest)
        assert (banking[latest_at - before], banking[latest_at + after]) == window.earliest_latest


@pytest.mark.parametrize("country", ["DE", "ES", "MY"])
def test_by_which_row_the_whole_country_is_counted_and_where_it_is_earlier(country: str, tables: Tables) -> None:
    table = json.loads(tables[country])
    for at in range(0, len(table["apart_days"]), 5 * SPARE):
        window = refund_window(lookup.FIRST + timedelta(days=at), country)
        number, says = table["apart"][ord(table["apart_days"][at]) - 48]
        assert table["rows"][number]["code"] == (window.counting.subdivision or "")
        assert says == earlier(window)


def test_what_counts_is_said_for_every_row_as_the_library_says_it(tables: Tables) -> None:
    for calendar, table, row in _rows(tables):
        filled = table["definitions"][row["definition"]].replace("{place}", row["place"])
        assert (row["place"], filled) == (calendar.place, calendar.definition)


def test_no_table_is_too_large(tables: Tables) -> None:
    sizes = {country: len(gzip.compress(text, 9)) for country, text in tables.items()}
    assert max(sizes.values()) <= LARGEST_TABLE, max(sizes, key=lambda country: sizes[country])


def test_the_bytes_are_the_same_in_another_process_with_another_hash_seed() -> None:
    here = json.dumps([lookup.table(country) for country in ("DE", "IN", "AE")]).encode()
    env = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
    there = subprocess.run(
        [sys.executable, "-c", HASH], cwd=ROOT, env=env, capture_output=True, text=True, check=True, timeout=60
    )
    assert there.stdout.strip() == sha256(here).hexdigest()


def test_an_unknown_country_is_an_error_that_names_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match=r"Germany \(DE\)"):
        lookup.table("Germny")


def test_the_reminders_leave_open_what_differs_between_refunds_and_nothing_else() -> None:
    firm, provisional = reminders().values()
    everything = {
        "uid_usual",
        "uid_latest",
        "confirmed",
        "usual",
        "after_usual",
        "latest",
        "after_latest",
        "definition",
        "help",
    }
    for text, more in ((firm, set()), (provisional, {"because", "limit"})):
        opened = {part.partition("}")[0] for part in text.split("{")[1:]}
        assert opened == everything | more
        assert "20" not in text.replace("VERSION:2.0", "")
    filled = firm.format_map({key: "20270112" if key[0] in "cula" else "x" for key in everything})
    assert len(Calendar.from_ical(filled).walk("VEVENT")) == 2


def test_the_reminders_examples_have_to_be_what_they_stand_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("answers.reminders.RELEASED", date(2034, 1, 1))
    with pytest.raises(GuideError) as caught:
        reminders()
    assert str(caught.value) == (
        "The reminder's examples should be a firm date and a provisional one; choose other countries."
    )


def _hook() -> Any:
    spec = spec_from_file_location("tables", ROOT / "docs/making/tables.py")
    assert spec
    assert spec.loader
    hook = module_from_spec(spec)
    spec.loader.exec_module(hook)
    return hook


def test_the_site_computes_its_tables_once_for_each_version_of_the_library(tmp_path: Path) -> None:
    hook, computed = _hook(), list[str]()

    def table(country: str) -> dict[str, str]:
        computed.append(country)
        return {"country": country}

    assert hook._kept(tmp_path, "one", table) == hook._kept(tmp_path, "one", table)
    assert computed == list(countries())
    for version in range(hook.KEPT + 2):
        kept = hook._kept(tmp_path, f"{version:016}", table)
        assert json.loads((kept / "tables" / "DE.json").read_bytes()) == {"country": "DE"}
    assert len(list(tmp_path.iterdir())) == hook.KEPT


def test_languages_share_what_is_computed_and_keep_their_words_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    computed = list[str]()

    def numbers(country: str) -> dict[str, str]:
        computed.append(country)
        return {}

    monkeypatch.setattr(lookup, "numbers", numbers)
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", ThreadPoolExecutor)
    monkeypatch.setattr(lookup, "worded", lambda country, told: {"says": country})
    hook = _hook()
    english = hook._worded(tmp_path, "en")
    assert hook._worded(tmp_path, "en") == english
    assert computed == list(countries())
    assert json.loads((english / "tables" / "DE.json").read_bytes()) == {"says": "DE"}


def test_tables_are_computed_anew_when_the_librarys_code_or_data_change(tmp_path: Path) -> None:
    hook, keys = _hook(), []
    for name in ("__init__.py", "words/en.toml", "look/more.py", "note.txt", "words/de.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x = 1", "utf-8")
        keys.append(hook._key(tmp_path))
    assert len(set(keys[:3])) == 3
    assert keys[4] == keys[3] == keys[2]
    (tmp_path / "words/en.toml").write_text("x = 2", "utf-8")
    assert hook._key(tmp_path) not in keys
