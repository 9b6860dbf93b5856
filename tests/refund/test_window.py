from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime, timedelta, timezone
from pickle import dumps, loads
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guide_lib.errors import GuideError, UnknownNameError
from guide_lib.refund import zones
from guide_lib.refund.days.calendars import WAIT, banking_calendar
from guide_lib.refund.days.places import subdivisions
from guide_lib.refund.skipped import SkippedDay, Why
from guide_lib.refund.window import refund_window
from guide_lib.sources.claims import CLAIMS, figure
from guide_lib.sources.labels import LABELS

CHRISTMAS = date(2026, 12, 18)
dates = st.dates(date(2020, 1, 1), date(2035, 11, 1))
countries = st.sampled_from(["NL", "US", "CN", "RU", "AE", "IL", "KR", "IR", "HK"])


def test_a_german_christmas_is_counted_as_it_is_by_hand() -> None:
    window = refund_window(CHRISTMAS, "NL")
    assert (window.country, window.subdivision) == ("NL", None)
    assert (window.confirmed, window.usual, window.latest) == (CHRISTMAS, date(2027, 1, 1), date(2027, 1, 12))
    assert [day.isoformat() for day in window.counted] == [
        *(
            "2026-12-21",
            "2026-12-22",
            "2026-12-23",
            "2026-12-24",
            "2026-12-28",
            "2026-12-29",
            "2026-12-30",
            "2026-12-31",
        ),
        *("2027-01-04", "2027-01-05", "2027-01-06", "2027-01-07", "2027-01-08", "2027-01-11", "2027-01-12"),
    ]
    assert [skip for skip in window.skipped if skip.why is Why.HOLIDAY] == [
        SkippedDay(date(2026, 12, 25), Why.HOLIDAY, "Christmas Day"),
        SkippedDay(date(2026, 12, 26), Why.HOLIDAY, "Second Day of Christmas"),
        SkippedDay(date(2027, 1, 1), Why.HOLIDAY, "New Year's Day"),
    ]
    assert window.usual_banking_day == date(2027, 1, 4)
    assert window.data.startswith("holidays 0.")
    assert str(window) == (
        "Usually by Friday 1 January 2027. Our article: at the latest by Tuesday 12 January 2027. "
        "The site’s help says up to 20 banking days: by Tuesday 19 January 2027."
    )
    assert window.progress_at == (LABELS["orders"], LABELS["progress"])
    assert set(window.claims) <= set(CLAIMS)


def test_confirmed_on_a_saturday_monday_is_day_1() -> None:
    window = refund_window(date(2026, 11, 14), "NL")
    assert window.counted[0] == date(2026, 11, 16)
    assert (
        refund_window(date(2026, 11, 13), "NL").latest
        == window.latest
        == refund_window(date(2026, 11, 15), "NL").latest
    )


@settings(deadline=None)
@given(dates, countries)
def test_the_days_counted_and_skipped_are_all_the_days_to_the_latest(confirmed: date, country: str) -> None:
    window = refund_window(confirmed, country)
    every = [confirmed + timedelta(days=n) for n in range(1, (window.latest - confirmed).days + 1)]
    assert sorted([*window.counted, *(skip.date for skip in window.skipped)]) == every
    assert len(window.counted) == WAIT
    assert window.counted[-1] == window.latest == every[-1]
    assert window.usual - confirmed == timedelta(days=int(figure("C38")))
    assert window.usual <= window.usual_banking_day


def test_the_buyers_zone_says_on_which_date_the_seller_said_yes() -> None:
    shenzhen = datetime(2026, 12, 19, 1, tzinfo=timezone(timedelta(hours=8)))
    assert refund_window(shenzhen, "ES", zone="Europe/Madrid").confirmed == date(2026, 12, 18)
    assert refund_window(shenzhen, "CN", zone="Asia/Shanghai").confirmed == date(2026, 12, 19)
    assert refund_window(shenzhen, "ES", zone=ZoneInfo("Europe/Madrid")) == refund_window(CHRISTMAS, "ES")
    assert type(refund_window(shenzhen, "ES", zone=UTC).confirmed) is date


@pytest.mark.parametrize(
    ("confirmed", "zone", "says"),
    [
        (datetime(2026, 12, 18, 9), None, "has no time zone"),  # noqa: DTZ001
        (datetime(2026, 12, 18, 9), "Europe/Madrid", "has no time zone"),  # noqa: DTZ001
        (datetime(2026, 12, 18, 9, tzinfo=UTC), None, "give the buyer's zone"),
        (datetime(2026, 12, 18, 9, tzinfo=UTC), "Europe/Madird", "did you mean Europe/Madrid"),
        (datetime(2026, 12, 18, 9, tzinfo=UTC), "../../etc/passwd", "There is no time zone"),
        (datetime(2026, 12, 18, 9, tzinfo=UTC), "", "There is no time zone"),
        (datetime.max.replace(tzinfo=timezone(timedelta(hours=-9))), "Asia/Tokyo", "out of range"),
        (date.max, None, "out of range"),
        (date.min, None, "out of range"),
        ("yesterday", None, "is not a date"),
        (None, None, "is not a date"),
    ],
)
def test_a_confirmation_that_cannot_be_dated_is_an_error(confirmed: date, zone: str | None, says: str) -> None:
    with pytest.raises(GuideError, match=says) as caught:
        refund_window(confirmed, "NL", zone=zone)
    assert "\n" not in str(caught.value)


def test_an_unknown_country_or_subdivision_is_an_error() -> None:
    with pytest.raises(UnknownNameError, match="Spain"):
        refund_window(CHRISTMAS, "Spian")
    with pytest.raises(UnknownNameError, match="subdivision of the Netherlands"):
        refund_window(CHRISTMAS, "NL", "<b>")


def test_a_window_is_frozen_and_equal_to_its_like() -> None:
    window = refund_window(CHRISTMAS, "NL")
    assert window == refund_window(CHRISTMAS, "Netherlands")
    assert window != refund_window(CHRISTMAS, "DE", "BY")
    with pytest.raises(FrozenInstanceError):
        window.latest = CHRISTMAS  # type: ignore[misc]


def test_a_firm_date_has_no_reason_and_no_interval() -> None:
    window = refund_window(CHRISTMAS, "NL")
    assert window.firm
    assert window.provisional_because == ""
    assert window.earliest_latest == (window.latest, window.latest)


def test_a_provisional_date_has_a_reason_and_lies_in_its_interval() -> None:
    window = refund_window(CHRISTMAS, "UA")
    assert not window.firm
    assert "Ukraine" in window.provisional_because
    first, last = window.earliest_latest
    assert first <= window.latest < last


@pytest.mark.parametrize("country", ["DE", "BR", "IN", "GB"])
def test_without_a_part_the_date_holds_in_all_parts_and_the_window_says_where_it_is_earlier(country: str) -> None:
    confirmed = CHRISTMAS
    window = refund_window(confirmed, country)
    parts = [refund_window(confirmed, country, part) for part in subdivisions(country)]
    assert all(part.latest <= window.latest and part.earlier == {} for part in parts)
    assert all(part.earliest_latest[1] <= window.earliest_latest[1] for part in parts)
    before = {part.latest for part in parts} - {window.latest}
    assert before <= {window.latest - days for days in window.earlier.values()}
    assert (window.earlier == {}) == (country != "DE")


def test_at_the_very_end_of_the_calendar_a_window_still_answers_everything() -> None:
    for country in ("NL", "UA", "LK", "IN"):
        window = refund_window(banking_calendar(country).last, country)
        assert window.latest <= window.earliest_latest[1]
        assert window.skipped
        assert window.usual_banking_day >= window.usual


def test_a_window_survives_pickling_without_its_calendar_being_copied() -> None:
    window = refund_window(CHRISTMAS, "GB", "ENG")
    packed = dumps(window)
    assert loads(packed) == window
    assert len(packed) < 500


NAIVE = datetime(2026, 12, 18, 9)  # noqa: DTZ001
NOON = datetime(2026, 12, 18, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("confirmed", "zone", "sentence"),
    [
        (
            *(NAIVE, "Europe/Madrid"),
            "'2026-12-18 09:00:00' has no time zone; give a date, or a datetime that carries its zone.",
        ),
        (
            *(NOON, None),
            "'2026-12-18 12:00:00+00:00' falls on different dates; give the buyer's zone, such as 'Europe/Madrid'.",
        ),
        (
            *(datetime.max.replace(tzinfo=timezone(timedelta(hours=-9))), "Asia/Tokyo"),
            "'9999-12-31 23:59:59.999999-09:00' is out of range in every calendar.",
        ),
    ],
)
def test_a_moment_that_cannot_be_dated_is_told_in_a_sentence(
    confirmed: datetime, zone: str | None, sentence: str
) -> None:
    with pytest.raises(GuideError) as caught:
        refund_window(confirmed, "NL", zone=zone)
    assert str(caught.value) == sentence


def test_any_zone_will_do_that_tells_the_time() -> None:
    late = datetime(2026, 12, 18, 23, 30, tzinfo=UTC)
    assert refund_window(late, "NL", zone=timezone(timedelta(hours=1))).confirmed == date(2026, 12, 19)


@pytest.mark.parametrize(
    ("zone", "sentence"),
    [
        ("europe/madird", "There is no time zone 'europe/madird'; did you mean Europe/Madrid?"),
        ("Asia/Katmandoo", "There is no time zone 'Asia/Katmandoo'; did you mean Asia/Katmandu or Asia/Kathmandu?"),
        (7, "There is no time zone '7'; give a name such as 'Europe/Madrid'."),
        ("x" * 80 + "z" * 9, f"There is no time zone '{'x' * 39}…'; did you mean {'x' * 80 + 'y' * 106}?"),
    ],
)
def test_an_unknown_zone_is_told_with_the_nearest_right_ones(
    monkeypatch: pytest.MonkeyPatch, zone: str, sentence: str
) -> None:
    known = {"Europe/Madrid", "Asia/Katmandu", "Asia/Kathmandu", "x" * 80 + "y" * 106}
    monkeypatch.setattr(zones, "available_timezones", lambda: known)
    monkeypatch.setattr(zones, "ZoneInfo", {}.__getitem__)
    with pytest.raises(UnknownNameError) as caught:
        refund_window(NOON, "NL", zone=zone)
    assert str(caught.value) == sentence
