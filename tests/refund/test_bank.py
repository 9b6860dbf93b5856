"""What banks do on other days: the file, row by row, and what becomes of a row that cannot be meant."""

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from crosscheck import list_differs, lists

from guide_lib.errors import GuideError
from guide_lib.refund.days import bank
from guide_lib.refund.days.banking import Days
from guide_lib.refund.days.calendars import banking_calendar, build
from guide_lib.refund.days.places import countries, in_words, subdivisions
from guide_lib.refund.days.rows import recurring
from guide_lib.refund.days.settled import standing
from guide_lib.refund.window import refund_window
from guide_lib.words.language import in_language, languages

FILE = tomllib.loads((Path(bank.__file__).parent / "bank_days.toml").read_text(encoding="utf-8"))
PLACES = sorted(code for code in countries() if bank.stated(code))
GOOD: dict[str, Any] = {
    "place": "DE",
    "banks": "closed",
    "on": "24 December",
    "name": "Christmas Eve",
    "source": "a test",
}


@pytest.mark.parametrize("code", languages()[1:])
def test_a_day_that_only_banks_keep_is_called_something_in_each_language(code: str) -> None:
    names = {row["name"] for row in FILE["day"] if row.get("name", "").startswith(("a ", "an ", "the "))}
    assert len(names) > 15
    with in_language(code):
        assert [name for name in names if in_words("ES", name) == name] == []


@pytest.fixture
def stated(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """A file of the test's own."""
    file: dict[str, Any] = {"day": [], "weekend": [], "parts": []}
    monkeypatch.setattr(bank, "_tables", lambda country: file)
    bank.rows.cache_clear()
    yield file
    bank.rows.cache_clear()


def closed(country: str, years: range = range(2026, 2028), part: str | None = None) -> set[date]:
    """The weekdays, Monday to Friday, on which banks are closed."""
    calendar = build(country, part, Days.BANK, years)
    days = (calendar.first + timedelta(days=n) for n in range(len(calendar.open)))
    return {day for day in days if day.weekday() < 5 and not calendar.is_banking_day(day)}


@pytest.mark.parametrize(
    ("told", "year", "days"),
    [
        ("24 December", 2026, ["2026-12-24"]),
        ("29 February", 2026, []),
        ("29 February", 2028, ["2028-02-29"]),
        ("Easter", 2026, ["2026-04-05"]),
        ("2 days before Easter", 2026, ["2026-04-03"]),
        ("1 day after Orthodox Easter", 2026, ["2026-04-13"]),
        ("first Monday of August", 2026, ["2026-08-03"]),
        ("fourth Thursday of November", 2026, ["2026-11-26"]),
        ("last Monday of May", 2026, ["2026-05-25"]),
        ("last Sunday of May", 2026, ["2026-05-31"]),
        ("last weekday of December", 2026, ["2026-12-31"]),
        ("last weekday of December", 2028, ["2028-12-29"]),
        ("first weekday of August", 2026, ["2026-08-03"]),
    ],
)
def test_a_day_of_each_year_is_told_in_words(told: str, year: int, days: list[str]) -> None:
    assert [str(day) for day in recurring(told, year)] == days


def test_a_weekday_of_every_month_comes_twelve_times() -> None:
    found = list(recurring("second Saturday of every month", 2026))
    assert [day.month for day in found] == list(range(1, 13))
    assert all(day.weekday() == 5 and 8 <= day.day <= 14 for day in found)


@pytest.mark.parametrize("told", ["Christmas Eve", "31 Decembre", "fifth Monday of May", "days after Easter", ""])
def test_other_words_are_an_error_that_says_which_are_right(told: str) -> None:
    with pytest.raises(GuideError, match="say it like '24 December', '39 days after Easter'"):
        list(recurring(told, 2026))


def test_a_day_that_no_month_has_is_an_error() -> None:
    with pytest.raises(GuideError, match=r"There is no 30 February in any year\."):
        list(recurring("30 February", 2026))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"source": ""}, "It has no source."),
        ({"on": [], "source": ""}, "It has no on and no source."),
        ({"on": "40 December"}, "There is no 40 December in any year."),
        ({"on": ["24 December", "Xmas"]}, "'Xmas' is no day of a year; say it like "),
        ({"banks": "shut"}, "There is no answer of banks 'shut'; it is one of closed, open, unclear."),
        ({"only": ["Fri"]}, "There is no day of the week 'Fri'; it is one of "),
        ({"since": 2030, "until": 2026}, "It begins in 2030 and ends in 2026; "),
        ({"name": ""}, "It has no name; a day off is called something, such as 'Bank Holiday'."),
        ({"sinse": 2026}, "unexpected keyword argument 'sinse'"),
    ],
)
def test_a_row_that_cannot_be_meant_is_named(stated: dict[str, Any], change: dict[str, Any], says: str) -> None:
    stated["day"] = [GOOD | change]
    with pytest.raises(GuideError) as caught:
        build("DE", None, Days.BANK, range(2026, 2027))
    assert str(caught.value).startswith("bank_days.toml, DE, ")
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("on", "says"),
    [
        ("optional: Carnival", "There is no category of DE 'optional'; it is one of catholic, public, school."),
        ("public: Carnival", "bank_days.toml, DE, closed on public: Carnival: there is no such day from 2026 to 2026."),
        ([date(2050, 1, 3)], "bank_days.toml, DE, closed on 2050-01-03: there is no such day from 2026 to 2026."),
    ],
)
def test_a_row_about_a_holiday_that_there_is_not_is_named(stated: dict[str, Any], on: object, says: str) -> None:
    stated["day"] = [GOOD | {"on": on}]
    with pytest.raises(GuideError) as caught:
        build("DE", None, Days.BANK, range(2026, 2027))
    assert str(caught.value) == says


def test_two_rows_that_contradict_each_other_are_named(stated: dict[str, Any]) -> None:
    opened = {key: value for key, value in GOOD.items() if key != "name"} | {"banks": "open"}
    stated["day"] = [GOOD, opened]
    with pytest.raises(GuideError) as caught:
        build("DE", None, Days.BANK, range(2026, 2027))
    assert str(caught.value) == (
        "bank_days.toml: DE, closed on 24 December and DE, open on 24 December contradict each other on 2026-12-24."
    )


def test_a_row_holds_from_its_first_to_its_last_year(stated: dict[str, Any]) -> None:
    stated["day"] = [GOOD | {"since": 2025, "until": 2026}]
    eves = {day.year for day in closed("DE", range(2024, 2028)) if (day.month, day.day) == (12, 24)}
    assert eves == {2025, 2026}


def test_a_row_of_a_part_is_of_that_part_only(stated: dict[str, Any]) -> None:
    stated |= {"day": [GOOD | {"place": "DE-BY"}]}
    eve = date(2026, 12, 24)
    assert (eve in closed("DE", part="BY"), eve in closed("DE", part="BE"), eve in closed("DE")) == (True, False, False)


def test_days_are_taken_from_a_category_by_their_name(stated: dict[str, Any]) -> None:
    stated["day"] = [GOOD | {"place": "BR", "on": "optional: Carnival*", "name": ""}]
    calendar = build("BR", None, Days.BANK, range(2027, 2028))
    assert calendar.names[date(2027, 2, 8)] == "Carnival"
    assert not calendar.is_banking_day(date(2027, 2, 9))


def test_a_holiday_on_which_banks_work_is_none_but_another_on_that_day_stays() -> None:
    off = {date(2026, 7, 3): "One (observed); Two", date(2026, 7, 6): "One (observed)"}
    for day in list(off):
        bank._open(off, day, "One (observed)")
    assert off == {date(2026, 7, 3): "Two"}


@pytest.mark.parametrize(
    ("day", "days"),
    [
        (date(2026, 12, 26), ["2026-12-26", "2026-12-28"]),
        (date(2027, 12, 25), ["2027-12-25", "2027-12-28"]),
        (date(2026, 12, 25), ["2026-12-25"]),
    ],
)
def test_a_day_on_a_weekend_may_move_to_the_next_that_is_not_off(day: date, days: list[str]) -> None:
    off = {date(2026, 12, 25): "Day", date(2027, 12, 27): "Day"}
    found = bank._moved(day, off, lambda day: day.weekday() >= 5)
    assert [str(day) for day in found] == days


@pytest.mark.parametrize("moved", [True, False])
def test_a_day_moves_only_if_its_row_says_so(stated: dict[str, Any], moved: bool) -> None:
    stated["day"] = [GOOD | {"on": "20 June", "moved": moved}]
    assert (date(2026, 6, 22) in closed("DE")) == moved


def test_days_may_be_left_out_of_a_row(stated: dict[str, Any]) -> None:
    stated["day"] = [
        GOOD | {"banks": "unclear", "on": "public: *", "name": "", "but": ["1 January", "1 May", "Easter"]}
    ]
    unclear = build("DE", None, Days.BANK, range(2026, 2027)).unclear
    assert unclear[date(2026, 5, 14)] == "Ascension Day"
    assert not {date(2026, 1, 1), date(2026, 5, 1)} & unclear.keys()
    stated["day"] = [GOOD | {"but": ["1 Janury"]}]
    bank.rows.cache_clear()
    with pytest.raises(GuideError, match="'1 Janury' is no day of a year"):
        build("DE", None, Days.BANK, range(2026, 2027))


def test_a_row_about_a_day_that_is_off_anyhow_hides_no_doubt_about_it(stated: dict[str, Any]) -> None:
    doubt = GOOD | {"banks": "unclear"}
    stated["day"] = [doubt | {"on": "3 October"}, doubt | {"on": "public: German Unity Day", "name": "Unity Day"}]
    assert build("DE", None, Days.BANK, range(2025, 2026)).unclear == {date(2025, 10, 3): "Unity Day"}


def test_banks_may_rest_on_other_days_of_the_week_from_a_year_on(stated: dict[str, Any]) -> None:
    rows = [{"place": "DE", "days": ["Sunday"], "since": 2026, "source": "a test"}]
    stated["weekend"] = rows
    calendar = build("DE", None, Days.BANK, range(2025, 2027))
    assert not calendar.is_banking_day(date(2025, 12, 27))
    assert calendar.is_banking_day(date(2026, 1, 3))
    assert not calendar.is_banking_day(date(2026, 1, 4))


@pytest.mark.parametrize(
    ("on", "ends"),
    [
        ("24 December", (date(2027, 1, 13), date(2027, 1, 14))),
        ("public: Epiphany", (date(2027, 1, 12), date(2027, 1, 13))),
    ],
)
def test_where_nobody_could_say_the_date_is_provisional_and_holds_both(
    stated: dict[str, Any], on: str, ends: tuple[date, date]
) -> None:
    stated["day"] = [GOOD | {"place": "DE-BY", "banks": "unclear", "on": on, "name": "a day"}]
    calendar = build("DE", "BY", Days.BANK, range(2026, 2028))
    told = standing(calendar, date(2026, 12, 18))
    assert (told.earliest, told.latest) == ends
    assert told.because == "Payments in Bayern may rest on a day. We could not find out."


def test_what_is_closed_or_open_by_a_row_is_not_unclear_by_another(stated: dict[str, Any]) -> None:
    stated["day"] = [GOOD | {"banks": "unclear"}, GOOD]
    assert build("DE", None, Days.BANK, range(2026, 2027)).unclear == {}


# The file itself


def test_every_row_speaks_of_a_place_and_has_a_source() -> None:
    for key in ("day", "weekend", "parts"):
        for row in FILE[key]:
            for place in row["place"] if isinstance(row["place"], list) else [row["place"]]:
                country, _, part = place.partition("-")
                assert country in countries(), row
                assert not part or part in subdivisions(country), row
            assert row["source"].strip(), row
    for row in FILE["parts"]:
        assert set(row["keep"]) <= set(subdivisions(row["place"])), row
    assert len({row["place"] for row in FILE["parts"]}) == len(FILE["parts"])


@pytest.mark.parametrize("country", PLACES)
def test_every_row_finds_its_days_and_none_contradicts_another(country: str) -> None:
    assert banking_calendar(country).days is Days.BANK
    for part in bank.parts(country):
        assert banking_calendar(country, part)


CASES = tomllib.loads((Path(__file__).parents[1] / "data/bank_days.toml").read_text(encoding="utf-8"))["day"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['place']} {case['day']}")
def test_a_day_that_people_who_do_this_job_had_told_us(case: dict[str, Any]) -> None:
    calendar = banking_calendar(case["place"])
    if case["day"] > calendar.known or case["day"] in calendar.unclear:
        return
    for part in calendar.parts or (calendar,):
        assert part.is_banking_day(case["day"]) == case["open"], part


@pytest.mark.parametrize(
    ("country", "confirmed", "latest"),
    [
        ("US", date(2026, 6, 26), date(2026, 7, 17)),
        ("SE", date(2026, 12, 10), date(2027, 1, 7)),
    ],
)
def test_a_latest_date_is_the_one_that_banks_keep(country: str, confirmed: date, latest: date) -> None:
    window = refund_window(confirmed, country)
    assert (window.latest, window.firm) == (latest, True)


def test_where_the_data_end_there_is_a_provisional_date_with_its_reason() -> None:
    window = refund_window(date(2026, 12, 10), "LK")
    assert not window.firm
    assert window.earliest_latest[0] <= window.latest < window.earliest_latest[1]
    later = refund_window(date(2027, 3, 1), "LK")
    assert later.provisional_because.startswith("The days off of Sri Lanka for 2027 are not in our data yet.")


@pytest.mark.parametrize("row", lists(), ids=lambda row: f"{row['place']} {row['years'][0]}")
def test_a_published_list_says_the_same(row: dict[str, Any]) -> None:
    assert list_differs(row) == []


def test_of_a_saturday_that_is_worked_nobody_could_say_whether_banks_work(stated: dict[str, Any]) -> None:
    row = GOOD | {"place": "HU", "banks": "unclear", "on": "worked: *", "name": "a Saturday that is worked"}
    stated["day"] = [row]
    calendar = build("HU", None, Days.BANK, range(2026, 2027))
    assert calendar.unclear.keys() == calendar.moved == {date(2026, 1, 10), date(2026, 8, 8)}
    told = standing(banking_calendar("HU"), date(2026, 7, 27))
    assert (told.firm, told.earliest < told.latest) == (False, True)
    stated["day"] = [row | {"banks": "closed"}]
    bank.rows.cache_clear()
    assert build("HU", None, Days.BANK, range(2026, 2027)).moved == frozenset()
