from dataclasses import replace
from datetime import date, datetime, timedelta
from types import MappingProxyType

import pytest

from guide_lib.errors import GuideError
from guide_lib.refund.days.banking import WAIT, BankingCalendar, Days, plain_date
from guide_lib.refund.days.calendars import banking_calendar
from guide_lib.words import words

MONDAY = date(2026, 6, 1)


@pytest.fixture
def calendar() -> BankingCalendar:
    """Two weeks to a Friday, weekends off and the first Wednesday a holiday; the wait is three days here."""
    is_open = bytes([1, 1, 0, 1, 1, 0, 0, 1, 1, 1, 1, 1])
    return BankingCalendar(
        country="DE",
        subdivision=None,
        days=Days.PUBLIC,
        first=MONDAY,
        last=date(2026, 6, 2),
        until=date(2026, 6, 12),
        known=date(2026, 6, 12),
        names=MappingProxyType({date(2026, 6, 3): "Rest"}),
        unclear=MappingProxyType({}),
        moved=frozenset(),
        open=is_open,
        start=MONDAY.toordinal(),
    )


@pytest.mark.parametrize(("day", "is_open"), [(1, True), (2, True), (3, False), (5, True), (6, False), (12, True)])
def test_a_day_is_open_or_closed(calendar: BankingCalendar, day: int, is_open: bool) -> None:
    assert calendar.is_banking_day(date(2026, 6, day)) is is_open


@pytest.mark.parametrize(
    ("day", "count", "found"), [(1, 1, 2), (1, 2, 4), (3, 1, 4), (5, 1, 8), (1, 8, 12), (11, 1, 12), (1, 0, 1)]
)
def test_the_nth_banking_day_comes_strictly_after_a_day(
    calendar: BankingCalendar, day: int, count: int, found: int
) -> None:
    assert calendar.nth(date(2026, 6, day), count) == date(2026, 6, found)
    if count == 1:
        assert calendar.next_banking_day(date(2026, 6, day)) == date(2026, 6, found)


@pytest.mark.parametrize("place", [("NL", None), ("RU", None), ("ES", None), ("US", "CA")])
def test_the_first_latest_date_is_counted_and_the_others_stand_in_a_table(place: tuple[str, str | None]) -> None:
    year = [date(2026, 1, 1) + timedelta(days=n) for n in range(366)]
    calendar = build_anew(*place)
    assert not calendar.asked
    counted = [max(part.nth(day, WAIT) for part in calendar.parts or [calendar]) for day in year]
    assert calendar.latest(year[0]) == counted[0]
    assert "latest_dates" not in vars(calendar)
    assert [calendar.latest(day) for day in year] == counted
    assert "latest_dates" in vars(calendar)


def build_anew(country: str, subdivision: str | None) -> BankingCalendar:
    """Return a calendar that nobody has asked yet."""
    known = banking_calendar(country, subdivision)
    return replace(known, parts=tuple(replace(part) for part in known.parts))


def test_the_days_between_leave_out_the_first_and_take_in_the_last(calendar: BankingCalendar) -> None:
    assert list(calendar.between(date(2026, 6, 2), date(2026, 6, 4))) == [
        (date(2026, 6, 3), False),
        (date(2026, 6, 4), True),
    ]
    assert list(calendar.between(MONDAY, MONDAY)) == []


REACH = "the calendar of Germany reaches from Monday 1 June 2026 to"
ASKED_OF_CONFIRMATIONS = [
    ("latest", date(2026, 5, 31), "Sunday 31 May 2026"),
    ("latest", date(2026, 6, 3), "Wednesday 3 June 2026"),
    ("next_banking_day", date(2026, 6, 12), "Friday 12 June 2026"),
]
ASKED_OF_DAYS = [
    ("is_banking_day", date(2026, 5, 31), "Sunday 31 May 2026"),
    ("is_banking_day", date(2026, 6, 13), "Saturday 13 June 2026"),
    ("next_banking_day", date(2026, 6, 13), "Saturday 13 June 2026"),
]


@pytest.mark.parametrize(
    ("question", "day", "said", "last"),
    [
        *((*row, "Tuesday 2 June 2026") for row in ASKED_OF_CONFIRMATIONS),
        *((*row, "Friday 12 June 2026") for row in ASKED_OF_DAYS),
    ],
)
def test_a_day_out_of_range_is_told_with_the_range(
    calendar: BankingCalendar, question: str, day: date, said: str, last: str
) -> None:
    with pytest.raises(GuideError) as caught:
        getattr(calendar, question)(day)
    assert str(caught.value) == f"{said} is out of range: {REACH} {last}."


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (
            datetime(2026, 6, 1, 9),  # noqa: DTZ001
            "'2026-06-01 09:00:00' is a moment; the date it falls on depends on the zone, so give a date.",
        ),
        ("today", "'today' is not a date; give a datetime.date such as date(2026, 12, 18)."),
        (None, "'None' is not a date; give a datetime.date such as date(2026, 12, 18)."),
    ],
)
def test_what_is_no_date_is_told_in_a_sentence(calendar: BankingCalendar, given: object, sentence: str) -> None:
    for question in (plain_date, calendar.latest, calendar.is_banking_day):
        with pytest.raises(GuideError) as caught:
            question(given)  # type: ignore[arg-type]
        assert str(caught.value) == sentence


def test_a_kind_of_date_becomes_a_date(calendar: BankingCalendar) -> None:
    class Day(date):
        pass

    assert type(plain_date(Day(2026, 6, 1))) is date
    assert plain_date(Day(2026, 6, 1)) == MONDAY
    assert banking_calendar("NL").latest(Day(2026, 12, 18)) == date(2027, 1, 12)
    assert calendar.is_banking_day(Day(2026, 6, 1))


@pytest.mark.parametrize(
    ("calendar", "which", "why"),
    [
        (banking_calendar("JP", days="public"), ["public"], "public"),
        (banking_calendar("CN"), ["public", "moved"], "public"),
        (banking_calendar("SE"), ["bank"], "bank"),
        (banking_calendar("DE", days="TARGET"), ["TARGET"], "TARGET"),
    ],
)
def test_a_calendar_says_which_days_count_and_why(calendar: BankingCalendar, which: list[str], why: str) -> None:
    place = {"CN": "China", "DE": "Germany", "JP": "Japan", "SE": "Sweden"}[calendar.country]
    assert calendar.place == place
    assert calendar.definition == " ".join(
        words("refund", "definition")[key].replace("{place}", place) for key in which
    )
    assert calendar.why == words("refund", "why")[why].replace("{place}", place)


def test_a_part_is_called_by_its_own_name() -> None:
    england = banking_calendar("GB", "ENG")
    assert england.place == "England"
    assert england.definition == words("refund", "definition")["bank"].replace("{place}", "England")


def test_a_calendar_prints_as_the_call_that_makes_it() -> None:
    assert repr(banking_calendar("GB", "ENG")) == "banking_calendar('GB', 'ENG', 'bank')"
    assert repr(banking_calendar("DE", days="TARGET")) == "banking_calendar('DE', None, 'TARGET')"
