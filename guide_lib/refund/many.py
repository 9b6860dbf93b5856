"""Many latest dates at once: a NumPy array in, a NumPy array out, each looked up in the table of its calendar."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import count
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
Countries: TypeAlias = NDArray[np.str_ | np.object_]

CHUNK = 32768
"""How many dates are looked up at a time: few enough that they stay in the processor's cache between two steps."""

_DAY = np.dtype("datetime64[D]")
_EPOCH = date(1970, 1, 1)


def latest_dates(
    confirmed: Dates,
    country: str | Countries,
    subdivision: str | None = None,
    *,
    days: str | None = None,
    out: Dates | None = None,
) -> Dates:
    """Return the latest date (C14) of each confirmation, both as `datetime64[D]`, in the shape they come in.

    `country` is that of all, or an array of the same shape with one for each; where it holds no text there is no date.
    NaT stays NaT. GuideError for a date out of range, naming the first one, and for an array of anything else;
    UnknownNameError for an unknown country or subdivision. `out` takes the answers, as it does in NumPy; it may be the
    array of confirmations itself.

    >>> latest_dates(np.array(["2026-12-18", "NaT"], "M8[D]"), "NL")
    array(['2027-01-12',        'NaT'], dtype='datetime64[D]')
    >>> latest_dates(np.array(["2026-06-26", "2026-06-26"], "M8[D]"), np.array(["NL", "US"]))
    array(['2026-07-17', '2026-07-17'], dtype='datetime64[D]')
    """
    _expect_days(confirmed)
    found = np.empty(confirmed.shape, _DAY) if out is None else _fitting(out, confirmed)
    if isinstance(country, str):
        return _look_up(confirmed, banking_calendar(country, subdivision, days), found)
    shape = getattr(country, "shape", None) or np.shape(country)
    if shape != confirmed.shape:
        raise GuideError(f"There are countries of the shape {shape} for days of the shape {confirmed.shape}.")
    which, names = _numbered(country)
    asked, answers = _apart(confirmed, found).ravel(), found.reshape(-1)
    answers[...] = np.datetime64("NaT")
    for number, name in enumerate(names):
        if isinstance(name, str):
            rows = np.flatnonzero(which == number)
            calendar = banking_calendar(name, subdivision, days)
            answers[rows] = _look_up(asked[rows], calendar, np.empty(rows.size, _DAY))
    return found


def _numbered(country: Countries) -> tuple[NDArray[np.intp], Iterable[object]]:
    """Return each country as a number, and the countries in the order of their numbers; pandas knows them ahead."""
    if hasattr(country, "factorize"):
        which, names = country.factorize()
        return which, names
    numbers: defaultdict[object, int] = defaultdict(count().__next__)
    every = np.ravel(country).tolist()
    return np.fromiter(map(numbers.__getitem__, every), np.intp, len(every)), numbers


def _look_up(confirmed: Dates, calendar: BankingCalendar, found: Dates) -> Dates:
    table = _table(calendar)
    days_asked, answers = _apart(confirmed, found).ravel().view(np.int64), found.ravel().view(np.int64)
    for at in range(0, days_asked.size, CHUNK):
        part, answer = days_asked[at : at + CHUNK], answers[at : at + CHUNK]
        # Out of range, and NaT, clip to either end of the table, where there is no date.
        table.take(part, mode="clip", out=answer)
        if answer.min() == table[0]:
            _check(part.view(_DAY), answer.view(_DAY), calendar)
    return found


def _apart(confirmed: Dates, found: Dates) -> Dates:
    """Return the confirmations in one piece, and where no answer is written over them."""
    return confirmed.copy() if np.may_share_memory(confirmed, found) else np.ascontiguousarray(confirmed)


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
