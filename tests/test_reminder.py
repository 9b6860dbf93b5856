from datetime import date, datetime, timedelta
from typing import Any

import pytest
import vobject
from icalendar import Calendar

from guide_lib.claims import LABELS
from guide_lib.errors import GuideError
from guide_lib.refund import RefundWindow, refund_window
from guide_lib.refund_words import long_date
from guide_lib.reminder import to_ics


@pytest.fixture
def window() -> RefundWindow:
    return refund_window(date(2026, 12, 18), "DE")


def entries(ics: bytes) -> list[Any]:
    return Calendar.from_ical(ics).walk("VEVENT")


def test_there_is_an_all_day_entry_with_an_alarm_on_both_dates(window: RefundWindow) -> None:
    usual, latest = entries(to_ics(window))
    assert (usual.start, usual.end) == (window.usual, window.usual + timedelta(days=1))
    assert (latest.start, latest.end) == (window.latest, window.latest + timedelta(days=1))
    for entry in (usual, latest):
        assert not isinstance(entry.start, datetime)
        (alarm,) = entry.walk("VALARM")
        assert alarm["action"] == "DISPLAY"
        assert timedelta() <= alarm["trigger"].dt < timedelta(days=1)
        assert all(label in entry["description"] for label in window.progress_at)
        assert window.data in entry["description"]


def test_no_time_floats(window: RefundWindow) -> None:
    for line in to_ics(window).decode().splitlines():
        name, _, value = line.partition(":")
        if name.startswith(("DTSTAMP", "DTSTART", "DTEND")):
            assert value.endswith("Z") or "VALUE=DATE" in name


def test_the_same_input_gives_the_same_bytes_and_another_order_other_uids(window: RefundWindow) -> None:
    assert to_ics(window) == to_ics(refund_window(date(2026, 12, 18), "Germany"))
    uids = [[str(entry["uid"]) for entry in entries(to_ics(window, order))] for order in ("", "1", "2")]
    assert len({uid for pair in uids for uid in pair}) == 6
    assert str(entries(to_ics(window))[1]["uid"]) == "912346cb-5f3a-5e37-bbf0-3ba4d812f722"


def test_lines_are_folded_at_75_octets_and_end_as_the_standard_says(window: RefundWindow) -> None:
    ics = to_ics(window, "ü" * 60)
    assert ics.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in ics.split(b"\r\n"))


def test_what_a_caller_names_the_order_stays_in_its_field(window: RefundWindow) -> None:
    nasty = "1;2,3\\nATTENDEE:mailto:x@example.org"
    for entry in entries(to_ics(window, nasty)):
        assert "ATTENDEE" not in entry
        assert "ATTENDEE:mailto:x@example.org" in entry["summary"]


@pytest.mark.parametrize("order", ["1\r\nATTENDEE:mailto:x@example.org", "\x00", "\u202e1"])
def test_a_name_that_does_not_print_is_an_error(window: RefundWindow, order: str) -> None:
    with pytest.raises(GuideError, match="cannot name an order in a calendar"):
        to_ics(window, order)


def test_a_second_parser_reads_the_same(window: RefundWindow) -> None:
    found = vobject.readOne(to_ics(window, "№ 7, the blue; one").decode())
    usual, latest = found.vevent_list
    assert (usual.dtstart.value, latest.dtstart.value) == (window.usual, window.latest)
    assert latest.summary.value == "Money back № 7, the blue; one: last day"
    assert latest.valarm.trigger.value == timedelta(hours=9)
    assert found.validate(raiseException=True)


def test_a_date_that_may_move_is_tentative_and_says_why(window: RefundWindow) -> None:
    assert [entry["status"] for entry in entries(to_ics(window))] == ["CONFIRMED", "CONFIRMED"]
    maybe = refund_window(date(2026, 12, 18), "UA")
    usual, latest = entries(to_ics(maybe))
    assert (usual["status"], latest["status"]) == ("CONFIRMED", "TENTATIVE")
    assert maybe.provisional_because in latest["description"]
    assert LABELS["progress"] in latest["description"]
    assert latest["summary"] == "Money back: most likely the last day"
    assert f"It is back by {long_date(maybe.earliest_latest[1])} at the latest." in latest["description"]
