"""Days that come back each year, told in words: "24 December", "39 days after Easter", "last Monday of August"."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

from guide_lib.errors import GuideError, quoted

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_NTH = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}
_LEAP_YEAR = 2020

_FIXED = re.compile(rf"(\d+) ({'|'.join(_MONTHS)})")
_EASTER = re.compile(r"(?:(\d+) days? (before|after) )?(Orthodox )?Easter")
_WEEKDAY = re.compile(rf"({'|'.join(_NTH)}) ({'|'.join(WEEKDAYS)}) of (every month|{'|'.join(_MONTHS)})")


@cache
def recurring(told: str, year: int) -> tuple[date, ...]:
    """Return the days of a year that are told in words; 29 February only in a leap year. GuideError for other words.

    >>> recurring("39 days after Easter", 2027), recurring("last Monday of August", 2026)
    ((datetime.date(2027, 5, 6),), (datetime.date(2026, 8, 31),))
    """
    return tuple(_recurring(told, year))


def _recurring(told: str, year: int) -> Iterator[date]:
    if found := _FIXED.fullmatch(told):
        day, month = int(found[1]), _MONTHS.index(found[2]) + 1
        if not 1 <= day <= monthrange(_LEAP_YEAR, month)[1]:
            raise GuideError(f"There is no {told} in any year.")
        if day <= monthrange(year, month)[1]:
            yield date(year, month, day)
    elif found := _EASTER.fullmatch(told):
        days = int(found[1] or 0) * (-1 if found[2] == "before" else 1)
        yield easter(year, EASTER_ORTHODOX if found[3] else EASTER_WESTERN) + timedelta(days=days)
    elif found := _WEEKDAY.fullmatch(told):
        weekday, nth = WEEKDAYS.index(found[2]), _NTH[found[1]]
        for month, name in enumerate(_MONTHS, 1):
            if found[3] in ("every month", name):
                first, length = monthrange(year, month)
                every = range(1 + (weekday - first) % 7, length + 1, 7)
                yield date(year, month, every[nth])
    else:
        raise GuideError(
            f"{quoted(told)} is no day of a year; say it like '24 December', '39 days after Easter', "
            "'1 day after Orthodox Easter', 'last Monday of August' or 'second Saturday of every month'."
        )
