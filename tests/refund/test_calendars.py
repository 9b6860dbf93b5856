from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from pickle import dumps, loads

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide_lib.errors import GuideError, UnknownNameError
from guide_lib.refund.days.calendars import WAIT, YEARS, BankingCalendar, Days, banking_calendar, build
from guide_lib.refund.days.places import countries, country_code, place, subdivision_code, subdivisions
from guide_lib.sources.claims import figure

COUNTRIES = """DE FR ES PL IT NL GB US BR RU UA KZ IL SA AE CN KR IN TR MX JP LK IR TH""".split()  # noqa: SIM905
PLACES = [
    *[(code, None) for code in COUNTRIES],
    ("GB", "ENG"),
    ("GB", "SCT"),
    ("DE", "BY"),
    ("US", "CA"),
    ("IN", "MH"),
    ("AU", "NSW"),
]
dates = st.dates(date(2020, 1, 1), date(2035, 12, 1))


def source(country: str, subdivision: str | None) -> holidays.HolidayBase:
    return holidays.country_holidays(country, subdiv=subdivision)


def public(country: str, subdivision: str | None = None) -> BankingCalendar:
    """The public holidays of one place, as `holidays` has them."""
    calendar = banking_calendar(country, subdivision, days="public")
    return calendar.parts[0] if calendar.parts else calendar


def test_two_years_of_germany_are_as_counted_by_hand() -> None:
    calendar = build("DE", None, Days.PUBLIC, range(2026, 2028))
    assert calendar.known == calendar.until
    assert (calendar.country, calendar.subdivision, calendar.days) == ("DE", None, Days.PUBLIC)
    assert (calendar.first, calendar.until) == (date(2026, 1, 1), date(2027, 12, 31))
    # Thirty banking days before the end of 2027 begin on Monday 22 November.
    assert calendar.last == date(2027, 11, 21)
    assert calendar.latest(date(2027, 11, 21)) == date(2027, 12, 10)
    assert calendar.latest(date(2026, 1, 1)) == date(2026, 1, 22)
    assert calendar.latest(date(2026, 12, 18)) == date(2027, 1, 12)
    assert calendar.open[:6] == bytes([0, 1, 0, 0, 1, 1])
    assert len(calendar.open) == 730
    assert calendar.names[date(2027, 1, 1)] == "New Year's Day"
    assert (len(calendar.names), calendar.moved) == (18, frozenset())


def test_a_year_of_russia_has_a_saturday_that_is_worked() -> None:
    calendar = build("RU", None, Days.PUBLIC, range(2024, 2026))
    assert calendar.moved == {date(2024, 4, 27), date(2024, 11, 2), date(2024, 12, 28), date(2025, 11, 1)}
    assert all(calendar.is_banking_day(day) and day not in calendar.names for day in calendar.moved)


def test_the_last_day_of_the_last_year_may_be_worked_and_the_day_after_is_another_matter() -> None:
    assert date(2011, 12, 31) in build("CN", None, Days.PUBLIC, range(2010, 2012)).moved
    assert date(2011, 12, 31) not in build("CN", None, Days.PUBLIC, range(2010, 2011)).moved


def test_days_off_are_named_in_english_whatever_the_machine_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "de")
    names = build("DE", None, Days.PUBLIC, range(2026, 2028)).names
    assert names[date(2027, 1, 1)] == "New Year's Day"
    monkeypatch.setenv("LANGUAGE", "en_US")
    assert build("DE", None, Days.PUBLIC, range(2026, 2028)).names == names


def test_a_part_has_its_own_days_and_a_payment_system_has_none() -> None:
    epiphany, unity = date(2026, 1, 6), date(2026, 10, 3)
    years = range(2026, 2028)
    assert build("DE", "BY", Days.PUBLIC, years).names[epiphany] == "Epiphany"
    assert epiphany not in build("DE", "BE", Days.PUBLIC, years).names
    target = build("DE", "BY", Days.TARGET, years)
    assert (target.country, target.subdivision, target.days) == ("DE", "BY", Days.TARGET)
    assert not {epiphany, unity} & set(target.names)
    assert build("SE", None, Days.BANK, years).names[date(2026, 6, 19)]
    assert date(2026, 6, 19) not in build("SE", None, Days.PUBLIC, years).names


def test_a_leap_year_has_a_day_more() -> None:
    calendar = build("DE", None, Days.PUBLIC, range(2023, 2025))
    assert len(calendar.open) == 365 + 366
    assert calendar.is_banking_day(date(2024, 2, 29))
    assert not calendar.is_banking_day(date(2024, 3, 30))


def test_the_years_are_those_that_the_source_knows() -> None:
    lanka = build("LK", None, Days.PUBLIC, range(1990, 2036))
    assert (lanka.first, lanka.known, lanka.until) == (date(2003, 1, 1), date(2026, 12, 31), date(2035, 12, 31))
    assert lanka.is_banking_day(date(2027, 1, 14))
    assert not lanka.is_banking_day(date(2027, 1, 16))
    with pytest.raises(GuideError) as caught:
        build("LK", None, Days.PUBLIC, range(2027, 2028))
    assert str(caught.value) == "The holidays of Sri Lanka are not known for these years."
    with pytest.raises(GuideError) as caught:
        build("IN", "MH", Days.PUBLIC, range(2101, 2103))
    assert str(caught.value) == "The holidays of Maharashtra are not known for these years."


@settings(deadline=None)
@given(st.sampled_from(PLACES), dates)
def test_the_latest_date_is_that_of_a_count_day_by_day(where: tuple[str, str | None], confirmed: date) -> None:
    calendar = public(*where)
    if not calendar.first <= confirmed <= calendar.last:
        with pytest.raises(GuideError, match="out of range"):
            calendar.latest(confirmed)
        return
    known, day, counted = source(*where), confirmed, 0
    while counted < WAIT:
        day += timedelta(days=1)
        counted += known.is_working_day(day)
    assert calendar.latest(confirmed) == day == calendar.nth(confirmed, WAIT)
    assert calendar.is_banking_day(day)


@settings(deadline=None)
@given(st.sampled_from(PLACES), dates, dates)
def test_a_later_confirmation_never_has_an_earlier_latest_date(
    where: tuple[str, str | None], one: date, other: date
) -> None:
    calendar = banking_calendar(*where)
    early, late = (min(max(day, calendar.first), calendar.last) for day in sorted([one, other]))
    assert calendar.latest(early) <= calendar.latest(late)
    assert calendar.latest(early) > early


def test_the_wait_is_the_one_of_the_claim() -> None:
    assert int(figure("C14")) == WAIT


@pytest.mark.parametrize("code", sorted(countries()))
def test_every_day_of_every_country_is_open_or_closed_as_its_source_says(code: str) -> None:
    calendar = public(code)
    reach = range(calendar.first.year, calendar.known.year + 1)
    years = {reach[0], 2022, 2026, reach[-1]} & set(reach)
    known = source(code, None)
    for year in years:
        for n in range(365):
            day = date(year, 1, 1) + timedelta(days=n)
            assert calendar.is_banking_day(day) == known.is_working_day(day), (code, day)


@pytest.mark.parametrize(
    ("given", "right"),
    [
        ("Germny", "did you mean Germany (DE)?"),
        ("xx", "it is one of AD, AE, AF, "),
        ("", "it is one of AD, AE, AF, "),
        ("\u202e" * 9, "it is one of AD, AE, AF, "),
        (None, "it is one of AD, AE, AF, "),
    ],
)
def test_an_unknown_country_is_an_error_with_the_nearest_right_ones(given: str, right: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        banking_calendar(given)
    assert right in str(caught.value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 160


@pytest.mark.parametrize(
    ("country", "given", "right"),
    [
        ("GB", "Englnd", "did you mean England (ENG)?"),
        ("GB", "ZZ", "it is one of ENG, NIR, SCT, WLS."),
        ("GI", "ENG", "Gibraltar has none, so leave it out."),
        ("IT", "Pesarro", "did you mean Pesaro?"),
    ],
)
def test_an_unknown_subdivision_is_an_error_with_the_nearest_right_ones(country: str, given: str, right: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        banking_calendar(country, given)
    assert right in str(caught.value)


@pytest.mark.parametrize("given", ["GB", "gb", "GBR", "uk", "United Kingdom", "the united kingdom"[4:], " gb "])
def test_a_country_is_known_by_its_codes_and_its_name(given: str) -> None:
    assert country_code(given) == "GB"


@pytest.mark.parametrize("given", ["ENG", "eng", "England", "GB-ENG", "gb-eng"])
def test_a_subdivision_is_known_by_its_code_and_its_name(given: str) -> None:
    assert subdivision_code("GB", given) == "ENG"


def test_every_country_has_a_name_that_leads_back_to_it() -> None:
    assert len(countries()) >= 250
    for code, name in countries().items():
        assert country_code(name) == country_code(place(code).removeprefix("the ")) == code


def test_without_a_part_a_latest_date_is_the_last_of_all_parts() -> None:
    whole = banking_calendar("DE")
    confirmed = [date(2026, 1, 1) + timedelta(days=n) for n in range(600)]
    for day in confirmed:
        assert whole.latest(day) == max(part.latest(day) for part in whole.parts)
        assert whole.counting(day).latest(day) == whole.latest(day)
    assert {banking_calendar("DE", part).latest(confirmed[0]) for part in subdivisions("DE")} <= {
        part.latest(confirmed[0]) for part in whole.parts
    }
    bavaria = banking_calendar("DE", "BY")
    assert bavaria.parts == ()
    assert bavaria.counting(confirmed[0]) is bavaria


def test_where_banks_keep_one_list_a_part_has_the_days_of_its_country() -> None:
    easter_monday = date(2026, 4, 6)
    assert not banking_calendar("GB").is_banking_day(easter_monday)
    for part in subdivisions("GB"):
        assert banking_calendar("GB", part).open == banking_calendar("GB").open
    assert banking_calendar("GB", "SCT", days="public").is_banking_day(easter_monday)


def test_the_emirates_moved_their_weekend() -> None:
    calendar = banking_calendar("AE")
    assert not calendar.is_banking_day(date(2021, 11, 5))
    assert calendar.is_banking_day(date(2021, 11, 7))
    assert calendar.is_banking_day(date(2022, 11, 4))
    assert not calendar.is_banking_day(date(2022, 11, 6))


def test_a_weekend_day_that_is_worked_counts() -> None:
    saturday = date(2024, 4, 27)
    assert saturday in banking_calendar("RU").moved
    assert banking_calendar("RU").is_banking_day(saturday)
    assert "make up" in banking_calendar("RU").definition
    assert "make up" not in banking_calendar("DE").definition


def test_bank_holidays_count_by_default_where_they_are_listed() -> None:
    workers_day = date(2026, 5, 1)
    assert banking_calendar("KR").days is Days.BANK
    assert not banking_calendar("CL").is_banking_day(date(2026, 12, 31))
    assert banking_calendar("CL", days="public").is_banking_day(date(2026, 12, 31))
    assert not banking_calendar("DE", days="TARGET").is_banking_day(workers_day)
    assert banking_calendar("DE", days="TARGET").is_banking_day(date(2025, 10, 3))
    with pytest.raises(GuideError) as caught:
        banking_calendar("AL", days="bank")
    assert str(caught.value) == "Nothing is known of the banks' own days in Albania; choose 'public'."
    with pytest.raises(UnknownNameError, match="choice of banking days 'targt'"):
        banking_calendar("DE", days="targt")


def test_out_of_range_is_an_error_on_both_sides() -> None:
    calendar = banking_calendar("LK")
    for day in (date.min, calendar.first - timedelta(days=1), calendar.last + timedelta(days=1), date.max):
        with pytest.raises(GuideError, match=r"out of range: the calendar of Sri Lanka reaches from .* to .* 2035\."):
            calendar.latest(day)
    assert calendar.latest(calendar.last) <= calendar.until
    with pytest.raises(GuideError, match="out of range"):
        calendar.next_banking_day(calendar.until)


@pytest.mark.parametrize("given", [datetime(2026, 12, 18), "2026-12-18", 20261218, None])  # noqa: DTZ001
def test_what_is_no_date_is_an_error(given: date) -> None:
    for question in (banking_calendar("DE").latest, banking_calendar("DE").is_banking_day):
        with pytest.raises(GuideError, match=r"give a date\b|give a datetime\.date"):
            question(given)


def test_a_calendar_is_built_once_from_many_threads_and_survives_pickling() -> None:
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda name: banking_calendar(name, "BW"), ["DE", "de", "Germany", "DEU"] * 8))
    assert len(found) == 1
    calendar = found.pop()
    assert loads(dumps(calendar)) is calendar
    assert repr(calendar) == "banking_calendar('DE', 'BW', 'bank')"


def test_a_weekend_that_moves_within_a_year_is_told_day_by_day() -> None:
    calendar, known = build("SA", None, Days.PUBLIC, range(2013, 2015)), source("SA", None)
    assert not calendar.is_banking_day(date(2013, 6, 6))
    assert calendar.is_banking_day(date(2013, 7, 4))
    for n in range(365):
        day = date(2013, 1, 1) + timedelta(days=n)
        assert calendar.is_banking_day(day) == known.is_working_day(day), day


@pytest.mark.parametrize("code", countries())
def test_no_weekend_changes_and_comes_back(code: str) -> None:
    calendar, known = build(code, None, Days.PUBLIC, YEARS), source(code, None)
    for year in range(calendar.first.year, calendar.until.year + 1):
        week = [date(year, 1, 1) + timedelta(days=n) for n in range(7)]
        assert [calendar.is_banking_day(day) for day in week if day not in calendar.names] == [
            not known.is_weekend(day) or day in calendar.moved for day in week if day not in calendar.names
        ]


def test_years_of_which_nothing_is_known_are_an_error() -> None:
    with pytest.raises(GuideError, match="The holidays of Sri Lanka are not known for these years"):
        build("LK", None, Days.BANK, range(2027, 2029))


def test_a_day_out_of_reach_is_neither_open_nor_closed() -> None:
    calendar = banking_calendar("DE")
    for day in (calendar.first - timedelta(days=1), calendar.until + timedelta(days=1)):
        with pytest.raises(GuideError, match=r"out of range: the calendar of Germany reaches from .* to Monday 31 Dec"):
            calendar.is_banking_day(day)


@pytest.mark.filterwarnings("error")
def test_no_country_and_no_part_of_one_warns_of_anything() -> None:
    for code in countries():
        build(code, None, Days.PUBLIC, YEARS)
    for part in subdivisions("IN"):
        build("IN", part, Days.PUBLIC, YEARS)
