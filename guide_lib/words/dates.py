"""How dates are said."""

import re
from datetime import date

from guide_lib.words import words


def long_date(day: date, *, weekday: bool = True, year: bool = True) -> str:
    """Return a date in words, the same in every locale.

    >>> long_date(date(2027, 1, 4)), long_date(date(2027, 1, 4), year=False)
    ('Monday 4 January 2027', 'Monday 4 January')
    """
    said = f"{day.day} {words('dates', 'months')[day.month - 1]}"
    return " ".join([words("dates", "weekdays")[day.weekday()]] * weekday + [said] + [str(day.year)] * year)


def month(day: date) -> str:
    """Return the month and the year in words.

    >>> month(date(2027, 1, 4))
    'January 2027'
    """
    return f"{words('dates', 'months')[day.month - 1]} {day.year}"


def short_month(day: date) -> str:
    """Return the month's name cut short.

    >>> short_month(date(2027, 1, 4))
    'Jan'
    """
    name: str = words("dates", "months")[day.month - 1]
    return name[: words("dates", "short")]


def called(name: str) -> str:
    """Return how a day off is called; the working day that makes up for it, in its name, is left out.

    >>> called("Day off (substituted from 01/04/2026)")
    'Day off'
    """
    return re.sub(r" \(substituted from [^)]*\)", "", name)
