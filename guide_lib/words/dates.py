"""How dates are said: in English by the word file, in other languages by CLDR."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from guide_lib.words import words
from guide_lib.words.language import ENGLISH, language, locale


def long_date(day: date, *, weekday: bool = True, year: bool = True) -> str:
    """Return a date in words, the same in every locale of the machine.

    >>> long_date(date(2027, 1, 4)), long_date(date(2027, 1, 4), year=False)
    ('Monday 4 January 2027', 'Monday 4 January')
    >>> from guide_lib.words.language import in_language
    >>> with in_language("fr"):
    ...     long_date(date(2027, 1, 1))
    'vendredi 1er janvier 2027'
    """
    said = spelled()
    pattern: str = said["no_year" if not year else "full" if weekday else "no_weekday"]
    return pattern.format(
        weekday=said["weekdays"][day.weekday()],
        day=in_month(day.day),
        month=said["months"][day.month - 1],
        year=day.year,
    )


def in_month(day: int) -> str:
    """Return a day of the month as it is written in a date; the first has a form of its own in some languages.

    >>> from guide_lib.words.language import in_language
    >>> with in_language("it"):
    ...     in_month(1), in_month(2)
    ('1º', '2')
    """
    return str(spelled()["first"]) if day == 1 else str(day)


def moment(when: datetime) -> str:
    """Return an aware moment in words: its date, its hour and its zone, which stay on one line.

    >>> from datetime import UTC
    >>> from guide_lib.words.language import in_language
    >>> with in_language("ko"):
    ...     moment(datetime(2026, 11, 23, 9, tzinfo=UTC))
    '2026년 11월 23일 월요일 09:00\\xa0(UTC)'
    """
    pattern: str = spelled()["moment"]
    return pattern.format(date=long_date(when), hour=f"{when:%H:%M}\N{NO-BREAK SPACE}({when.tzname()})")


def month(day: date) -> str:
    """Return the month and the year in words.

    >>> month(date(2027, 1, 4))
    'January 2027'
    """
    said = spelled()
    pattern: str = said["month_year"]
    return pattern.format(month=said["months_alone"][day.month - 1], year=day.year)


def short_month(day: date) -> str:
    """Return the month's name cut short.

    >>> short_month(date(2027, 1, 4))
    'Jan'
    """
    return str(spelled()["short_months"][day.month - 1])


def spelled() -> Mapping[str, Any]:
    """Return the names of weekdays, Monday first, and of months, whole and short, and how a date is put together."""
    code = language()
    spelled = {"months_alone": words("dates", "months"), **words("dates")} if code == ENGLISH else _spelled(code)
    return {"first": words("show", "first_of_month"), **spelled}


@cache
def _spelled(code: str) -> Mapping[str, Any]:
    cldr = locale(code)
    full, long, year = (cldr.date_formats["full"].pattern, cldr.date_formats["long"].pattern, "yMMMM")
    day_and_month = cldr.datetime_skeletons["MMMMd"].pattern
    patterns = {
        "full": full,
        "no_weekday": long,
        "no_year": full.replace(long, day_and_month),
        "month_year": cldr.datetime_skeletons[year].pattern,
    }
    days, months = cldr.days, cldr.months
    return {
        "weekdays": [days["format"]["wide"][n] for n in range(7)],
        "short_weekdays": [_short(days["format"], n) for n in range(7)],
        "months": [months["format"]["wide"][n] for n in range(1, 13)],
        "months_alone": [months["stand-alone"]["wide"][n] for n in range(1, 13)],
        "short_months": [months["format"]["abbreviated"][n] for n in range(1, 13)],
        **{name: _opened(pattern) for name, pattern in patterns.items()},
        "moment": cldr.datetime_formats["full"].replace("{1}", "{date}").replace("{0}", "{hour}"),
    }


def _short(names: Mapping[str, Any], n: int) -> str:
    """Return a weekday's name cut short without its dot; where CLDR does not cut it, the shortest that it has."""
    cut: str = names["abbreviated"][n]
    return (cut if cut != names["wide"][n] else str(names["short"][n])).removesuffix(".")


_FIELDS = {"EEEE": "{weekday}", "d": "{day}", "MMMM": "{month}", "LLLL": "{month}", "y": "{year}"}


def _opened(pattern: str) -> str:
    """Return a pattern of CLDR (UTS 35) with its fields in braces, and its quoted words as they are."""
    parts = re.findall(r"'([^']*)'|(EEEE|MMMM|LLLL|d|y)|([^'])", pattern)
    return "".join(quoted or _FIELDS.get(field, field) or sign for quoted, field, sign in parts)


def called(name: str) -> str:
    """Return how a day off is called; the working day that makes up for it, in its name, is left out.

    >>> called("Day off (substituted from 01/04/2026)")
    'Day off'
    """
    return re.sub(r" \(substituted from [^)]*\)", "", name)
