"""The two dates of a refund as entries for a calendar: an iCalendar file (RFC 5545)."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Alarm, Calendar, Event

from guide_lib.errors import GuideError, quoted
from guide_lib.refund.window import RefundWindow
from guide_lib.sources.labels import labels
from guide_lib.words import told
from guide_lib.words.dates import long_date
from guide_lib.words.language import language

PRODUCT = "-//guide-lib//refund reminder//EN"
RINGS_AT = timedelta(hours=9)
"""When on the day the alarm rings, by the clock of whoever reads the calendar."""


def to_ics(window: RefundWindow, order: str = "") -> bytes:
    """Return an iCalendar file with an all-day entry on the usual and on the latest date, each with an alarm.

    `order` is what the caller calls the order, to tell two reminders apart; GuideError if it does not print. The same
    input gives the same bytes. Newer holiday data keep the UID and raise SEQUENCE, so that they replace an entry.

    >>> from guide_lib.refund.window import refund_window
    >>> b"DTSTART;VALUE=DATE:20270112" in to_ics(refund_window(date(2026, 12, 18), "NL"))
    True
    """
    if not order.isprintable():
        raise GuideError(f"{quoted(order)} cannot name an order in a calendar; use letters, digits and spaces.")
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add_component(_entry(window, "usual", window.usual, order))
    calendar.add_component(_entry(window, "latest", window.latest, order))
    ics: bytes = calendar.to_ical()
    return ics


def _entry(window: RefundWindow, which: str, day: date, order: str) -> Event:
    summary = _told(_sure(window, which), order=f" {order}" if order else "")
    event = Event()
    event.add("uid", _uid(window, which, order))
    event.add("dtstamp", datetime.combine(window.confirmed, time(), UTC))
    event.add("sequence", int(window.data.split(".")[1]))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", summary)
    event.add("description", _description(window, which))
    event.add("status", "CONFIRMED" if which == "usual" or window.firm else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", RINGS_AT)
    event.add_component(alarm)
    return event


def _sure(window: RefundWindow, which: str) -> str:
    """Return the words that an entry takes: of a latest date that may still move, those of a probable one."""
    return "probable" if which == "latest" and not window.firm else which


def _uid(window: RefundWindow, which: str, order: str) -> str:
    calendar = window.calendar
    names = (window.confirmed.isoformat(), calendar.country, calendar.subdivision or "", calendar.days, which, order)
    return str(uuid5(NAMESPACE_URL, "guide-lib:refund:" + "|".join(names)))


def _description(window: RefundWindow, which: str) -> str:
    limit = long_date(window.limit)
    lines = [_told(f"{_sure(window, which)}_says", limit=limit), _told("progress", **labels(language()))]
    if which == "latest":
        lines += [
            *(other.says for other in window.beside),
            _told("not_back"),
            window.provisional_because,
            window.definition,
        ]
    return "\n".join([*filter(None, lines), _told("data", data=window.data)])


def _told(key: str, **values: object) -> str:
    return told("refund", "reminder", key, **values)
