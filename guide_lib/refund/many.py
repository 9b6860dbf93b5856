"""Many latest dates at once: a NumPy array in, a NumPy array out, each looked up in the table of its calendar."""

from datetime import date
from functools import lru_cache
from typing import TypeAlias

try:
    import numpy as np
    from numpy.typing import NDArray
except ImportError as missing:
    raise ImportError("Many dates at once need NumPy: pip install guide-lib[numpy]") from missing

from guide_lib.errors import GuideError, quoted
from guide_lib.refund.days.banking import BankingCalendar
from guide_lib.refund.days.calendars import banking_calendar

Dates: TypeAlias = NDArray[np.datetime64]

CHUNK = 32768
"""How many dates are looked up at a time: few enough that they stay in the processor's cache between two steps."""

_DAY = np.dtype("datetime64[D]")
_EPOCH = date(1970, 1, 1)


def latest_dates(
    confirmed: Dates, country: str, subdivision: str | None = None, *, days: str | None = None, out: Dates | None = None
) -> Dates:
    """Return the latest date (C14) of each confirmation, both as `datetime64[D]`, in the shape they come in.

    NaT stays NaT. GuideError for a date out of range, naming the first one, and for an array of anything else;
    UnknownNameError for an unknown country or subdivision. `out` takes the answers, as it does in NumPy; it may be the
    array of confirmations itself.

    >>> latest_dates(np.array(["2026-12-18", "NaT"], "M8[D]"), "DE")
    array(['2027-01-12',        'NaT'], dtype='datetime64[D]')
    """
    _expect_days(confirmed)
    calendar = banking_calendar(country, subdivision, days)
    table = _table(calendar)
    found = np.empty(confirmed.shape, _DAY) if out is None else _fitting(out, confirmed)
    asked = confirmed.copy() if np.may_share_memory(confirmed, found) else np.ascontiguousarray(confirmed)
    days_asked, answers = asked.ravel().view(np.int64), found.ravel().view(np.int64)
    for at in range(0, days_asked.size, CHUNK):
        part, answer = days_asked[at : at + CHUNK], answers[at : at + CHUNK]
        # Out of range, and NaT, clip to either end of the table, where there is no date.
        table.take(part, mode="clip", out=answer)
        if answer.min() == table[0]:
            _check(part.view(_DAY), answer.view(_DAY), calendar)
    return found


def _expect_days(given: object) -> None:
    if not isinstance(given, np.ndarray) or given.dtype != _DAY:
        what = str(given.dtype) if isinstance(given, np.ndarray) else type(given).__name__
        raise GuideError(f"{quoted(what)} is not an array of datetime64[D]; convert it with .astype('datetime64[D]').")


def _fitting(out: Dates, confirmed: Dates) -> Dates:
    _expect_days(out)
    if out.shape != confirmed.shape or not out.flags.c_contiguous:
        raise GuideError(f"The array for the answers is to be contiguous and of the shape {confirmed.shape}.")
    return out


def _check(asked: Dates, answers: Dates, calendar: BankingCalendar) -> None:
    lost = asked[np.isnat(answers) & ~np.isnat(asked)]
    if lost.size:
        raise calendar.outside(str(lost[0]))


@lru_cache(maxsize=64)
def _table(calendar: BankingCalendar) -> NDArray[np.int64]:
    """Return the latest date of each day from 1970 on, in days since then; no date at either end and out of range."""
    before = (calendar.first - _EPOCH).days
    table = np.full(before + len(calendar.latest_dates) + 1, None, _DAY)
    table[before:-1] = calendar.latest_dates
    return table.view(np.int64)
