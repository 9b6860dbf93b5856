from datetime import date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import pytest
import vobject
from icalendar import Calendar

from guide_lib.errors import GuideError, quoted
from guide_lib.refund.reminder import to_ics
from guide_lib.refund.window import RefundWindow, refund_window
from guide_lib.sources.labels import LABELS
from guide_lib.words.dates import long_date


@pytest.fixture
def window() -> RefundWindow:
    return refund_window(date(2026, 12, 18), "NL")


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


def test_an_order_without_a_name_leaves_no_gap(window: RefundWindow) -> None:
    assert [str(entry["summary"]) for entry in entries(to_ics(window))] == [
        *("Money back: usual day", "Money back: last day")
    ]


def test_no_time_floats(window: RefundWindow) -> None:
    for line in to_ics(window).decode().splitlines():
        name, _, value = line.partition(":")
        if name.startswith(("DTSTAMP", "DTSTART", "DTEND")):
            assert value.endswith("Z") or "VALUE=DATE" in name


def test_the_same_input_gives_the_same_bytes_and_another_order_other_uids(window: RefundWindow) -> None:
    assert to_ics(window) == to_ics(refund_window(date(2026, 12, 18), "Netherlands"))
    uids = [[str(entry["uid"]) for entry in entries(to_ics(window, order))] for order in ("", "1", "2")]
    assert len({uid for pair in uids for uid in pair}) == 6
    assert str(entries(to_ics(window))[1]["uid"]) == "a2eec047-a64d-5988-9a3b-2d99de02f106"


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
    assert f"and by {long_date(maybe.earliest_latest[1])} at the latest." in latest["description"]


def test_the_file_to_the_letter(window: RefundWindow) -> None:
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//guide-lib//refund reminder//EN"]
    see = r"To see how far it is\, open My Orders\, then Returns and disputes."
    usual = {
        "summary": "Money back 7: usual day",
        "dtstart;value=date": "20270101",
        "dtend;value=date": "20270102",
        "uid": "7f87f477-f60c-5eff-a2d2-2fea927c3a3b",
        "description": rf"The money is usually back by today.\n{see}\nCounted with {window.data}.",
    }
    latest = {
        "summary": "Money back 7: last day",
        "dtstart;value=date": "20270112",
        "dtend;value=date": "20270113",
        "uid": "3e9a820d-7354-57d6-af1e-458f1bfa96ba",
        "description": (
            rf"Our article says: the money is back by the end of today at the latest.\n{see}\nThe site’s help says "
            r"up to 20 banking days: by Tuesday 19 January 2027.\nNot back? Look at your bank statement\, at "
            r"the day of the purchase too. Then ask your bank or card company.\nA banking day is a day on which "
            r"payments move at banks in the Netherlands. Weekends do not count\, and neither do holidays on which "
            rf"banks close.\nCounted with {window.data}."
        ),
    }
    assert to_ics(window, "7").decode().replace("\r\n ", "").splitlines() == [
        *head,
        *(line for entry in (usual, latest) for line in _lines(entry, window.data.rpartition(".")[2])),
        "END:VCALENDAR",
    ]


def _lines(entry: dict[str, str], release: str) -> list[str]:
    """Return the lines of an entry, which rings at nine, as a calendar program reads them."""
    rest = {"dtstamp": "20261218T000000Z", "sequence": release, "status": "CONFIRMED", "transp": "TRANSPARENT"}
    order = ("summary", "dtstart;value=date", "dtend;value=date", "dtstamp", "uid", "sequence", "description")
    says = entry | rest
    return [
        "BEGIN:VEVENT",
        *(f"{key.upper()}:{says[key]}" for key in (*order, "status", "transp")),
        *("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{says['summary']}", "TRIGGER:PT9H", "END:VALARM"),
        "END:VEVENT",
    ]


@pytest.mark.parametrize(
    ("part", "order", "named"),
    [
        (None, "", "guide-lib:refund:2026-12-18|NL||bank|latest|"),
        ("Zuid", "7", "guide-lib:refund:2026-12-18|NL|Zuid|bank|latest|7"),
    ],
)
def test_an_entry_is_known_by_what_it_is_about(part: str | None, order: str, named: str) -> None:
    latest = entries(to_ics(refund_window(date(2026, 12, 18), "NL", part), order))[1]
    assert str(latest["uid"]) == str(uuid5(NAMESPACE_URL, named))


@pytest.mark.parametrize("order", ["1\n2", "a\x00" * 99])
def test_a_name_that_does_not_print_is_quoted(window: RefundWindow, order: str) -> None:
    with pytest.raises(GuideError) as error:
        to_ics(window, order)
    assert str(error.value) == (f"{quoted(order)} cannot name an order in a calendar; use letters, digits and spaces.")
