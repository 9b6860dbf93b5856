"""How a refund's dates look: the verdict with the two dates, and the count as one run of weeks."""

from collections.abc import Iterator
from datetime import date, timedelta

from markupsafe import Markup

from guide_lib.calendars import WAIT
from guide_lib.claims import figure
from guide_lib.refund import RefundWindow, SkippedDay, Why
from guide_lib.refund_words import WORDS, long_date, short_month

_DAYS_OF_WEEK = 7
_CELLS: dict[str, str] = WORDS["calendar"]
_VERDICT: dict[str, str] = WORDS["verdict"]

_DATE = Markup('<p class="g-date{}"><small>{}</small> <time datetime="{}">{}</time>{}</p>')
_TABLE = Markup('<table class="g-cal"><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>')
_HEAD = Markup('<th scope="col"><abbr title="{}">{}</abbr></th>')
_KEY = Markup('<li><i class="{}"></i> {}</li>')
_HIDDEN = Markup(' <span class="g-sr">{}</span>')
_WORD = Markup(" <span>{}</span>")
_NUMBER = Markup(' <em><span class="g-sr">{}</span>{}</em>')


def window_html(window: RefundWindow) -> Markup:
    """Return the two dates, the count and what counts, as HTML that reads well without any style."""
    note = Markup('<p class="g-quiet">{} {}</p>').format(window.definition, _CELLS["data"].format(data=window.data))
    return verdict_html(window) + count_html(window) + note


def verdict_html(window: RefundWindow) -> Markup:
    """Return the usual and the latest date as the answer block."""
    closed = _VERDICT["closed"].format(
        place=window.calendar.place, next=long_date(window.usual_banking_day, year=False)
    )
    usual = _date("", _VERDICT["usual"], window.usual, "" if window.usual == window.usual_banking_day else closed)
    latest = _date(" g-late", _VERDICT["latest"], window.latest, _VERDICT["end"])
    return Markup('<div class="g-verdict g-go">{}{}</div>').format(usual, latest)


def _date(more: str, says: str, day: date, note: str) -> Markup:
    small = Markup(" <small>{}</small>").format(note) if note else ""
    return _DATE.format(more, says, day.isoformat(), long_date(day), small)


def count_html(window: RefundWindow) -> Markup:
    """Return the count as one table of whole weeks, Monday first, with its key."""
    caption = _CELLS["caption"].format(wait=figure("C14"))
    heads = Markup("").join(_HEAD.format(name, name[: WORDS["short"]]) for name in WORDS["weekdays"])
    rows = Markup("").join(Markup("<tr>{}</tr>").format(Markup("").join(row)) for row in _weeks(window))
    return _TABLE.format(caption, heads, rows) + _key(window)


def _weeks(window: RefundWindow) -> Iterator[list[Markup]]:
    monday = window.confirmed - timedelta(days=window.confirmed.weekday())
    numbers = {day: number for number, day in enumerate(window.counted, 1)}
    skipped = {skip.date: skip for skip in window.skipped}
    first = monday
    while monday <= window.latest:
        days = [monday + timedelta(days=n) for n in range(_DAYS_OF_WEEK)]
        yield [_cell(window, day, numbers.get(day), skipped.get(day), day == first) for day in days]
        monday += timedelta(days=_DAYS_OF_WEEK)


def _cell(window: RefundWindow, day: date, number: int | None, skip: SkippedDay | None, first: bool) -> Markup:
    """Return a day's cell; what a sighted reader sees from its place or shade is said in a hidden word."""
    month = Markup(" <i>{}</i>").format(short_month(day)) if first or day.day == 1 else ""
    usual = day == window.usual
    classes, words = "g-out", Markup("")
    if day == window.confirmed:
        classes, words = "g-yes", _WORD.format(_CELLS["yes"])
    elif number:
        classes = "g-last" if number == WAIT else "g-count"
        words = _NUMBER.format(_CELLS["day"], number)
    elif skip:
        classes = "g-off"
        named = skip.why is Why.HOLIDAY and not usual
        words = (_WORD if named else _HIDDEN).format(_CELLS[skip.why])
    if usual:
        classes += " g-usual"
        words += _WORD.format(_CELLS["usual"])
    if number == WAIT:
        words += _WORD.format(_CELLS["latest"])
    if skip and skip.name:
        words += Markup(" <small>{}</small>").format(skip.name)
    return Markup('<td class="{}"><b>{}</b>{}{}</td>').format(classes, day.day, month, words)


def _key(window: RefundWindow) -> Markup:
    holidays = Markup(", ").join(
        Markup("<b>{} {}</b> {}").format(skip.date.day, short_month(skip.date), skip.name)
        for skip in window.skipped
        if skip.why is Why.HOLIDAY
    )
    off = Markup(_CELLS["key_holidays"]).format(holidays=holidays) if holidays else _CELLS["key_weekends"]
    rows = [("g-yes", _CELLS["key_yes"]), ("g-count", _CELLS["key_count"]), ("g-off", off)]
    return Markup('<ul class="g-list g-key">{}</ul>').format(Markup("").join(_KEY.format(*row) for row in rows))
