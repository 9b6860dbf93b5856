from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup

from guide_lib import show
from guide_lib.errors import GuideError
from guide_lib.refund.today import ACTIONS, Stage, _fact
from guide_lib.refund.window import RefundWindow, refund_window
from guide_lib.sources.claims import LABELS


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
        (date(2027, 1, 13), Stage.OVERDUE, 1),
        (date(2027, 1, 18), Stage.OVERDUE, 4),
    ],
)
def test_each_day_is_at_one_stage(window: RefundWindow, day: date, stage: Stage, over: int) -> None:
    today = window.on(day)
    assert (today.day, today.stage, today.over, today.limit) == (day, stage, over, window.latest)


def test_the_weekend_after_the_latest_date_is_overdue_by_no_banking_day_yet() -> None:
    window = refund_window(date(2026, 11, 6), "NL")
    assert window.latest.weekday() == 4
    today = window.on(window.latest + timedelta(days=1))
    assert (today.stage, today.over) == (Stage.OVERDUE, 0)
    assert today.says == "The money is late. The last day was Friday 27 November 2026."
    assert "late by 1 banking day." in window.on(window.latest + timedelta(days=3)).says


def test_while_the_latest_date_may_move_it_is_not_overdue() -> None:
    window = refund_window(date(2026, 12, 18), "UA")
    last = window.earliest_latest[1]
    assert window.latest < last
    assert window.on(last).stage is Stage.WITHIN
    assert window.on(last + timedelta(days=1)).stage is Stage.OVERDUE


def test_a_moment_is_dated_in_the_buyers_zone(window: RefundWindow) -> None:
    late = datetime(2027, 1, 12, 23, 30, tzinfo=UTC)
    assert window.on(late, zone="Europe/Lisbon").stage is Stage.WITHIN
    assert window.on(late, zone="Europe/Berlin").stage is Stage.OVERDUE
    with pytest.raises(GuideError, match="give the buyer's zone"):
        window.on(late)


def test_overdue_says_what_to_do_in_order_and_who_says_so(window: RefundWindow) -> None:
    progress, statement, bank = window.on(date(2027, 2, 1)).actions
    assert progress.labels == (LABELS["orders"], LABELS["progress"])
    assert (progress.claims, statement.claims, bank.claims) == (("C17",), (), ())
    assert (progress.fact, statement.labels, bank.labels) == (None, (), ())
    assert statement.fact is not None
    assert "date of the purchase" in statement.fact.note
    assert bank.fact is not None
    assert "ask the bank or card issuer" in bank.fact.note


def test_what_is_shown_is_what_is_said(window: RefundWindow) -> None:
    today = window.on(date(2027, 2, 1))
    found = BeautifulSoup(show.html(today), "html.parser")
    assert [kbd.get_text() for kbd in found.select("kbd")] == [LABELS["orders"], LABELS["progress"]]
    assert [a["href"] for a in found.select("small a")] == [a.fact.where for a in today.actions if a.fact]
    assert len(found.select("li")) == len(ACTIONS[Stage.OVERDUE])
    assert "1 August 2018" in found.get_text()
    assert str(today).startswith("The money is late by 14 banking days. The last day was Tuesday 12 January 2027. See")
    assert "<ol>" not in show.html(window.on(date(2026, 12, 1)))


def test_a_source_that_is_gone_is_an_error() -> None:
    with pytest.raises(GuideError, match="No other source 'nobody' is known"):
        _fact("nobody")
