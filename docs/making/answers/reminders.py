"""The reminders (.ics) that the phone fills in, made from those of the library, with what differs left open."""

from datetime import timedelta

from icalendar import Calendar, vText

from answers.lookup import RELEASED
from guide_lib.errors import GuideError
from guide_lib.refund.reminder import to_ics
from guide_lib.refund.window import RefundWindow, refund_window
from guide_lib.words.dates import long_date


def reminders() -> dict[str, str]:
    """Return the reminder (.ics) of a firm and of a provisional date, unfolded, with what differs left open in {}.

    GuideError where the examples that the two are made from are no longer what they should be.
    """
    examples = {"firm": refund_window(RELEASED, "NL"), "provisional": refund_window(RELEASED, "UA")}
    if [window.firm for window in examples.values()] != [True, False]:
        raise GuideError("The reminder's examples should be a firm date and a provisional one; choose other countries.")
    return {kind: _reminder(window) for kind, window in examples.items()}


def _reminder(window: RefundWindow) -> str:
    ics = to_ics(window).decode()
    usual, latest = (str(entry["uid"]) for entry in Calendar.from_ical(ics).walk("VEVENT"))
    next_day = timedelta(days=1)
    left_open = {
        "uid_usual": usual,
        "uid_latest": latest,
        "confirmed": f"{window.confirmed:%Y%m%d}",
        "usual": f"{window.usual:%Y%m%d}",
        "after_usual": f"{window.usual + next_day:%Y%m%d}",
        "latest": f"{window.latest:%Y%m%d}",
        "after_latest": f"{window.latest + next_day:%Y%m%d}",
        "definition": vText(window.definition).to_ical().decode(),
        "limit": long_date(window.limit),
        "help": vText(window.by_the_help.says if window.by_the_help else "").to_ical().decode(),
        "because": vText(window.provisional_because).to_ical().decode(),
    }
    text = ics.replace("\r\n ", "")
    for name, value in left_open.items():
        if value:
            text = text.replace(value, f"{{{name}}}")
    return text
