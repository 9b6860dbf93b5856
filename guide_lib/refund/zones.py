"""The date on which a moment falls where the buyer lives."""

from datetime import date, datetime, tzinfo
from difflib import get_close_matches
from zoneinfo import ZoneInfo, available_timezones

from guide_lib.errors import GuideError, UnknownNameError, quoted
from guide_lib.refund.days.banking import plain_date


def local_date(confirmed: object, zone: tzinfo | str | None) -> date:
    """Return the date of a moment where the buyer lives, or a date as it is.

    GuideError for a naive datetime, a missing zone or a moment out of range; UnknownNameError for an unknown zone.
    """
    if not isinstance(confirmed, datetime):
        return plain_date(confirmed)
    if confirmed.utcoffset() is None:
        raise GuideError(
            f"{quoted(str(confirmed))} has no time zone; give a date, or a datetime that carries its zone."
        )
    if zone is None:
        raise GuideError(
            f"{quoted(str(confirmed))} falls on different dates; give the buyer's zone, such as 'Europe/Madrid'."
        )
    try:
        return confirmed.astimezone(_zone(zone)).date()
    except OverflowError:
        raise GuideError(f"{quoted(str(confirmed))} is out of range in every calendar.") from None


def _zone(zone: object) -> tzinfo:
    if isinstance(zone, tzinfo):
        return zone
    try:
        return ZoneInfo(str(zone))
    except (KeyError, ValueError, OSError):
        names = {known.casefold(): known for known in available_timezones()}
    near = [names[key] for key in get_close_matches(str(zone)[:80].casefold(), names)]
    hint = f"did you mean {' or '.join(near)}?" if near else "give a name such as 'Europe/Madrid'."
    raise UnknownNameError(f"There is no time zone {quoted(zone)}; {hint}")
