"""The cross-check's own reasoning, without the libraries that it compares us with."""

from datetime import date

import pytest
from crosscheck import MANY, QUANTLIB, Cause, Difference, causes, differences, folded, listed

from guide_lib.refund.days.calendars import banking_calendar
from guide_lib.refund.days.places import countries

ANNIVERSARY = Difference("QuantLib", "NZ", date(2025, 1, 20), "open", "")


def explanation(one: Difference) -> Cause | None:
    return next((cause for cause in causes() if cause.fits(one)), None)


@pytest.mark.parametrize(
    ("one", "right"),
    [
        (ANNIVERSARY, "each, by its definition"),
        (Difference("workalendar", "KZ", date(2025, 12, 1), "open", "Day of the First President"), "we"),
        (Difference("QuantLib", "DE", date(2026, 12, 24), "open", ""), "each, by its definition"),
        (Difference("QuantLib", "CN", date(2027, 2, 5), "closed", "Chinese New Year's Eve"), "open"),
    ],
)
def test_a_disagreement_gets_its_cause(one: Difference, right: str) -> None:
    cause = explanation(one)
    assert cause is not None
    assert cause.right == right


@pytest.mark.parametrize(
    "one",
    [
        Difference("QuantLib", "DE", date(2026, 5, 1), "closed", "Labor Day"),
        Difference("QuantLib", "FI", date(2026, 12, 24), "open", ""),
        Difference("workalendar", "PL", date(2026, 11, 11), "closed", "Independence Day"),
    ],
)
def test_a_new_disagreement_has_none(one: Difference) -> None:
    assert explanation(one) is None


def test_causes_are_for_countries_that_exist() -> None:
    assert QUANTLIB.keys() <= countries().keys()
    assert all(cause.why.endswith(".") and "|" not in cause.why for cause in causes())


def test_differences_are_told_from_our_side() -> None:
    always_open = differences("QuantLib", "DE", lambda day: (True, ""))
    assert (always_open[0].day, always_open[0].we, always_open[0].name) == (
        date(2024, 1, 1),
        "closed",
        "New Year's Day",
    )
    never_open = differences("workalendar", "DE", lambda day: (False, "no"))
    assert {(one.we, one.name) for one in never_open} == {
        *(("open", "no"), ("unclear", "Christmas Eve"), ("unclear", "New Year's Eve"))
    }
    calendar = banking_calendar("DE")
    assert differences("QuantLib", "DE", lambda day: (calendar.is_banking_day(day), "")) == []


def test_few_days_are_listed_by_name_and_many_by_their_ends() -> None:
    eves = [Difference("workalendar", "DK", date(year, 12, 24), "open", "Christmas Eve") for year in (2024, 2025)]
    assert listed(eves) == "Christmas Eve (2024-12-24, 2025-12-24)"
    assert listed([ANNIVERSARY]) == "2025-01-20"
    assert listed([ANNIVERSARY] * (MANY + 1)) == f"{MANY + 1} days, 2025-01-20 to 2025-01-20"


def test_every_disagreement_is_folded_under_its_country() -> None:
    cause = explanation(ANNIVERSARY)
    assert cause is not None
    cause.found = [ANNIVERSARY]
    assert folded([cause]).splitlines() == [
        '??? g-more "New Zealand, NZ: 1 day"',
        "",
        f"    - QuantLib says closed, we say open: 2025-01-20. {cause.why} **Right: each, by its definition.**",
    ]
