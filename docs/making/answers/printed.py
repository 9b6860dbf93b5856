"""The dates to print: for each large country a table of the latest date for a yes on each day of a year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import groupby

from markupsafe import Markup

from answers import lookup
from answers.forms import LINK, WHEN, by_name
from guide_lib.refund.days.calendars import BankingCalendar, banking_calendar
from guide_lib.refund.others import longest, most
from guide_lib.refund.window import refund_window
from guide_lib.show.pieces import Html
from guide_lib.show.sources import source
from guide_lib.words import told, words
from guide_lib.words.dates import month, short_month, spelled

H = Markup
_WEEK = 7
_WEEKS = 53
_SAME = H('<span class="g-same"> {}</span>')
"""The month of a date in the same month as the date before it: a narrow screen has no room for it."""
_HIDDEN = H('<span class="g-sr"> {}</span>')


def dates() -> Html:
    """Return the latest dates of the year after the holiday data came out, a table for each of the large countries."""
    return Html(H("\n").join(_printed(code) for code in by_name() if code in lookup.SETTINGS["printed"]))


@dataclass(frozen=True, slots=True)
class _Day:
    """A day of the seller's yes, the last day for the money, whether that is firm, and the last of the site's help."""

    yes: date
    limit: date
    firm: bool
    last: date


def _printed(country: str) -> Markup:
    calendar, days = banking_calendar(country), _days(country)
    names, short = spelled()["weekdays"], spelled()["short_weekdays"]
    heads = H("").join(map(H('<th scope="col"><abbr title="{}">{}</abbr></th>').format, names, short))
    weeks = [days[at : at + _WEEK] for at in range(0, len(days), _WEEK)]
    months = groupby(weeks, key=_begins)
    template = H(
        '<details class="g-print">\n<summary>{}</summary>\n<p>{}</p>\n'
        '<table class="g-dates">\n<caption>{}</caption>\n'
        '<thead><tr><th scope="col">{}</th>{}</tr></thead>\n{}\n</table>\n</details>'
    )
    return template.format(
        calendar.place.removeprefix("the "),
        H(" ").join(_notes(calendar, days)),
        told("site", "print", "caption", place=calendar.place),
        told("site", "print", "week"),
        heads,
        H("\n").join(_month(called, list(rows)) for called, rows in months),
    )


@cache
def _days(country: str) -> tuple[_Day, ...]:
    """Return the days of whole weeks that hold the year; they are the same in each language."""
    monday = lookup.RELEASED - timedelta(days=lookup.RELEASED.weekday())
    said_yes = [monday + timedelta(days=n) for n in range(_WEEKS * _WEEK)]
    windows = [refund_window(day, country) for day in said_yes]
    return tuple(_Day(window.confirmed, window.limit, window.firm, window.last) for window in windows)


def _notes(calendar: BankingCalendar, days: Sequence[_Day]) -> Iterator[Markup]:
    """Yield how sure the dates are, and whether they are earlier in parts of the country."""
    form = LINK.format(WHEN, told("site", "print", "form"))
    yield H(words("site", "print", "firm" if all(day.firm for day in days) else "moves")).format(form=form)
    if calendar.parts:
        yield H(words("site", "print", "parts")).format(form=form)
    if help := longest():
        yield H("{} ({})").format(told("site", "print", "help", most=most(help)), source(help))
    yield H("{}").format(told("refund", "verdict", "data", data=calendar.data))


def _begins(week: Sequence[_Day]) -> str:
    """Return the month in which a week begins, in words."""
    return month(week[0].yes)


def _month(called: str, weeks: Sequence[Sequence[_Day]]) -> Markup:
    """Return the weeks that begin in a month, under its name."""
    head = H('<tr><th colspan="{}" scope="rowgroup">{}</th></tr>').format(_WEEK + 1, called)
    return H("<tbody>\n{}\n{}\n</tbody>").format(head, H("\n").join(map(_week, weeks)))


def _week(days: Sequence[_Day]) -> Markup:
    """Return a row of the printed dates: the week, then the latest date for a yes on each of its days."""
    monday = days[0].yes
    before = [0, *(day.limit.month for day in days)]
    cells = H("").join(_cell(day, month) for day, month in zip(days, before, strict=False))
    called = _HIDDEN.format(f"{short_month(monday)} {monday.year}")
    return H('<tr><th scope="row">{}{}</th>{}</tr>').format(monday.day, called, cells)


def _cell(day: _Day, month_before: int) -> Markup:
    month = (_SAME if day.limit.month == month_before else H(" {}")).format(short_month(day.limit))
    last = H("<span> {}</span>" if day.last.month == day.limit.month else " {}").format(short_month(day.last))
    helped = H(" <small>{}{}</small>").format(day.last.day, last)
    return H("<td>{}{}{}{}</td>").format(day.limit.day, month, "" if day.firm else "*", helped)
