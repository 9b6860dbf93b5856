"""The dates to print: for each large country a table of the latest date for a yes on each day of a year."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

from markupsafe import Markup

from answers import lookup
from answers.forms import LINK, WHEN
from guide_lib.refund.window import RefundWindow, refund_window
from guide_lib.show.pieces import Html
from guide_lib.words import told, words
from guide_lib.words.dates import short_month

H = Markup
_WEEK = 7
_WEEKS = 53
_SAME = H('<span class="g-same"> {}</span>')
"""The month of a date in the same month as the date before it: a narrow screen has no room for it."""
_HIDDEN = H('<span class="g-sr"> {}</span>')


def dates() -> Html:
    """Return the latest dates of the year after the holiday data came out, a table for each of the large countries."""
    return Html(H("\n").join(_printed(*code.split("-")) for code in lookup.SETTINGS["printed"]))


def _printed(country: str, subdivision: str | None = None) -> Markup:
    monday = lookup.RELEASED - timedelta(days=lookup.RELEASED.weekday())
    windows = [refund_window(monday + timedelta(days=n), country, subdivision) for n in range(_WEEKS * _WEEK)]
    calendar = windows[0].calendar
    heads = H("").join(
        H('<th scope="col"><abbr title="{}">{}</abbr></th>').format(called, called[: words("dates", "short")])
        for called in words("dates", "weekdays")
    )
    weeks = [windows[at : at + _WEEK] for at in range(0, len(windows), _WEEK)]
    months = groupby(weeks, key=_begins)
    template = H(
        '<details class="g-print">\n<summary>{}</summary>\n<p>{}</p>\n'
        '<table class="g-dates">\n<caption>{}</caption>\n'
        '<thead><tr><th scope="col">{}</th>{}</tr></thead>\n{}\n</table>\n</details>'
    )
    return template.format(
        calendar.place.removeprefix("the "),
        H(" ").join(_notes(windows)),
        told("site", "print", "caption", place=calendar.place),
        told("site", "print", "week"),
        heads,
        H("\n").join(_month(called, list(rows)) for called, rows in months),
    )


def _notes(windows: Sequence[RefundWindow]) -> Iterator[Markup]:
    """Yield how sure the dates are, and whether they are earlier in parts of the country."""
    calendar = windows[0].calendar
    form = LINK.format(WHEN, told("site", "print", "form"))
    yield H(words("site", "print", "firm" if all(window.firm for window in windows) else "moves")).format(form=form)
    if any(window.earlier for window in windows):
        yield H(words("site", "print", "parts")).format(form=form)
    yield H("{}").format(told("refund", "verdict", "data", data=calendar.data))


def _begins(week: Sequence[RefundWindow]) -> str:
    """Return the month in which a week begins, in words."""
    monday = week[0].confirmed
    return f"{words('dates', 'months')[monday.month - 1]} {monday.year}"


def _month(called: str, weeks: Sequence[Sequence[RefundWindow]]) -> Markup:
    """Return the weeks that begin in a month, under its name."""
    head = H('<tr><th colspan="{}" scope="rowgroup">{}</th></tr>').format(_WEEK + 1, called)
    return H("<tbody>\n{}\n{}\n</tbody>").format(head, H("\n").join(map(_week, weeks)))


def _week(windows: Sequence[RefundWindow]) -> Markup:
    """Return a row of the printed dates: the week, then the latest date for a yes on each of its days."""
    monday = windows[0].confirmed
    before = [0, *(window.limit.month for window in windows)]
    cells = H("").join(_cell(window, month) for window, month in zip(windows, before, strict=False))
    called = _HIDDEN.format(f"{short_month(monday)} {monday.year}")
    return H('<tr><th scope="row">{}{}</th>{}</tr>').format(monday.day, called, cells)


def _cell(window: RefundWindow, month_before: int) -> Markup:
    day: date = window.limit
    month = (_SAME if day.month == month_before else H(" {}")).format(short_month(day))
    return H("<td>{}{}{}</td>").format(day.day, month, "" if window.firm else "*")
