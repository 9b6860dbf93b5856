from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup

from guide_lib import show
from guide_lib.errors import GuideError
from guide_lib.refund.days.calendars import banking_calendar
from guide_lib.refund.today import ACTIONS, Dates, Stage, message, stands
from guide_lib.refund.window import RefundWindow, refund_window
from guide_lib.sources.labels import LABELS


@pytest.fixture
def window() -> RefundWindow:
    return refund_window(date(2026, 12, 18), "NL")


@pytest.mark.parametrize(
    ("day", "stage", "over"),
    [
        (date(2026, 12, 17), Stage.BEFORE, 0),
        (date(2026, 12, 18), Stage.EXPECTED, 0),
        (date(2027, 1, 1), Stage.EXPECTED, 0),
        (date(2027, 1, 4), Stage.EXPECTED, 0),
        (date(2027, 1, 5), Stage.WITHIN, 0),
        (date(2027, 1, 12), Stage.WITHIN, 0),
        (date(2027, 1, 13), Stage.LATER, 1),
        (date(2027, 1, 19), Stage.LATER, 5),
        (date(2027, 1, 20), Stage.OVERDUE, 6),
    ],
)
def test_each_day_is_at_one_stage(window: RefundWindow, day: date, stage: Stage, over: int) -> None:
    today = window.on(day)
    assert (today.day, today.stage, today.over, today.dates.limit) == (day, stage, over, window.latest)


def test_the_weekend_after_the_latest_date_is_late_by_no_banking_day_yet() -> None:
    window = refund_window(date(2026, 11, 6), "NL")
    assert window.latest.weekday() == 4
    today = window.on(window.latest + timedelta(days=1))
    assert (today.stage, today.over) == (Stage.LATER, 0)
    assert "its last day was Friday 27 November 2026. The site’s help gives it until Friday 4 December" in today.says
    assert "late by 6 banking days." in window.on(window.last + timedelta(days=3)).says


def test_where_nobody_gives_it_longer_the_day_after_is_overdue() -> None:
    day = date(2026, 11, 27)
    dates = Dates(date(2026, 11, 6), day, day, day)
    today = stands(day + timedelta(days=1), dates, banking_calendar("NL"))
    assert (today.stage, today.over) == (Stage.OVERDUE, 0)
    assert today.says.startswith("The money is late. The last day in our article was Friday 27 November 2026.")


def test_while_the_latest_date_may_move_it_is_within() -> None:
    window = refund_window(date(2026, 12, 18), "UA")
    last = window.earliest_latest[1]
    assert window.latest < last < window.last
    assert window.on(last).stage is Stage.WITHIN
    assert window.on(window.last).stage is Stage.LATER
    assert window.on(window.last + timedelta(days=1)).stage is Stage.OVERDUE


def test_a_moment_is_dated_in_the_buyers_zone(window: RefundWindow) -> None:
    late = datetime(2027, 1, 12, 23, 30, tzinfo=UTC)
    assert window.on(late, zone="Europe/Lisbon").stage is Stage.WITHIN
    assert window.on(late, zone="Europe/Berlin").stage is Stage.LATER
    with pytest.raises(GuideError, match="give the buyer's zone"):
        window.on(late)


def test_overdue_says_what_to_do_in_order_and_who_says_so(window: RefundWindow) -> None:
    progress, statement, chat, bank = window.on(date(2027, 2, 1)).actions
    assert window.on(date(2027, 1, 13)).actions == (progress, statement)
    assert progress.labels == (LABELS["orders"], LABELS["progress"])
    assert [action.claims for action in (progress, statement, chat, bank)] == [("C17",), (), (), ()]
    assert [bool(action.fact) for action in (progress, statement, chat, bank)] == [False, True, True, True]
    assert [action.message for action in (progress, statement, chat, bank)] == ["", "", "chat", "bank"]
    assert bank.fact is not None
    assert "(ARN)" in bank.fact.says


def test_the_messages_carry_the_dates_of_the_reader(window: RefundWindow) -> None:
    dates = window.on(date(2027, 2, 1)).dates
    assert message("chat", dates).startswith(
        "Hello! The seller agreed to cancel my order on Friday 18 December 2026. The money is not back. Your help says "
        "it takes at most until Tuesday 19 January 2027."
    )
    assert "should have been here by Tuesday 19 January 2027." in message("bank", dates)
    assert "on [day], " in message("bank")


def test_what_is_shown_is_what_is_said(window: RefundWindow) -> None:
    today = window.on(date(2027, 2, 1))
    found = BeautifulSoup(show.html(today), "html.parser")
    assert [kbd.get_text() for kbd in found.select("kbd")] == [LABELS["orders"], LABELS["progress"]]
    facts = [action.fact.id.replace("_", "-") for action in today.actions if action.fact]
    assert [a["href"] for a in found.select("small a")] == [f"../docs/others.md#f-{id}" for id in facts]
    assert len(found.select("li")) == len(ACTIONS[Stage.OVERDUE])
    assert [p.get_text() for p in found.select("[data-message]")] == [
        message(id, today.dates) for id in ("chat", "bank")
    ]
    assert "1 August 2018" in found.get_text()
    assert str(today).startswith("The money is late by 14 banking days. The last day in our article was Tuesday 12 ")
    assert "<ol>" not in show.html(window.on(date(2026, 12, 1)))
