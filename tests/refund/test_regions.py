from datetime import date

import pytest

from guide_lib.refund.days.calendars import banking_calendar
from guide_lib.refund.days.regions import spread


@pytest.mark.parametrize(
    ("country", "part", "days", "confirmed", "ends"),
    [
        # Whole Britain has no Easter Monday, and neither has Scotland; England has one.
        ("GB", None, None, date(2026, 3, 20), (date(2026, 4, 13), date(2026, 4, 14))),
        ("GB", "SCT", None, date(2026, 3, 20), (date(2026, 4, 13), date(2026, 4, 13))),
        ("GB", "ENG", None, date(2026, 3, 20), (date(2026, 4, 14), date(2026, 4, 14))),
        ("DE", None, "TARGET", date(2026, 12, 18), (date(2027, 1, 12), date(2027, 1, 12))),
        ("DE", "BY", "TARGET", date(2026, 12, 18), (date(2027, 1, 12), date(2027, 1, 12))),
        ("DE", None, None, date(2026, 12, 18), (date(2027, 1, 12), date(2027, 1, 13))),
        # Every part of Australia has a day off for Boxing Day on Monday 28 December, the whole country has none.
        ("AU", None, None, date(2026, 12, 4), (date(2026, 12, 28), date(2026, 12, 29))),
    ],
)
def test_the_latest_dates_of_all_parts_lie_between_two_days(
    country: str, part: str | None, days: str | None, confirmed: date, ends: tuple[date, date]
) -> None:
    assert spread(banking_calendar(country, part, days), confirmed) == ends


def test_the_last_year_of_the_calendar_is_enough() -> None:
    calendar = banking_calendar("DE")
    assert spread(calendar, calendar.last)[0] == calendar.latest(calendar.last)
