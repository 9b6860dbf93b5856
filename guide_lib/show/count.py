"""How a refund's dates look: the verdict with the two dates, and the count as one run of weeks."""

from collections.abc import Iterator
from datetime import date, timedelta

from markupsafe import Markup

from guide_lib.refund.days.banking import WAIT, Days
from guide_lib.refund.others import Other, most, whose
from guide_lib.refund.skipped import SkippedDay, Why
from guide_lib.refund.today import ACTIONS, Action, Dates, Stage, Today, message
from guide_lib.refund.window import RefundWindow
from guide_lib.show.pieces import Html, icon, marks, text, word
from guide_lib.show.sources import source
from guide_lib.sources.claims import figure
from guide_lib.sources.figures import Unit
from guide_lib.words import amount, counted, told, words
from guide_lib.words.dates import in_month, long_date, short_month, spelled
from guide_lib.words.language import language

_DAYS_OF_WEEK = 7
_NAMED = 2
"""So many parts of a country are told by name."""

_DATE = Markup('<p class="g-date{}"><small>{}</small> <time datetime="{}">{}</time>{}</p>')
_BADGE = Markup('<p class="g-badge">{} <b>{}</b> {}</p>')
_NOTE = Markup('<p class="g-badge">{}</p>')
_MESSAGE = Markup('<div class="g-message g-letter"><p lang="{}" data-message="{}">{}</p></div>')
_BLOCK = Markup('<div class="g-verdict {}">{}</div>')
_TABLE = Markup('<table class="g-cal"><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>')
_HEAD = Markup('<th scope="col"><abbr title="{}">{}</abbr></th>')
_KEY = Markup('<li><i class="{}"></i> {}</li>')
_HIDDEN = Markup(' <span class="g-sr">{}</span>')
_WORD = Markup(" <span>{}</span>")
_NUMBER = Markup(' <em><span class="g-sr">{}</span>{}</em>')


def window_html(window: RefundWindow) -> Html:
    """Return the two dates, the count and what counts, as HTML that reads well without any style."""
    return Html(dates_html(window) + count_html(window) + _which_days(window))


def dates_html(window: RefundWindow) -> Html:
    """Return a refund's dates as the answer block, with how sure the latest is; the likely one where it is another."""
    closed = _verdict("closed", place=window.calendar.place, next=long_date(window.usual_banking_day, year=False))
    usual = _date("", _verdict("usual"), window.usual, "" if window.usual == window.usual_banking_day else closed)
    likely = _date(" g-late", _verdict("probable"), window.latest) if window.moves else ""
    latest = _date("" if likely else " g-late", _verdict("latest"), window.limit, _verdict("end"))
    helped = Markup("").join(map(_helped, window.beside))
    badge = _BADGE.format(icon("yes" if window.firm else "wait"), *_how_sure(window))
    notes = _NOTE.format(regions) if (regions := earlier(window)) else ""
    return Html(_BLOCK.format("g-go" if window.firm else "g-ask", usual + likely + latest + helped + badge + notes))


def _helped(other: Other) -> Markup:
    says = told("refund", "others", "short", whose(other.fact), most=most(other.fact))
    return _date("", says, other.latest, source(other.fact))


def _how_sure(window: RefundWindow) -> tuple[str, str]:
    if window.firm:
        years = range((window.confirmed + timedelta(days=1)).year, window.latest.year + 1)
        because = "firm_because_TARGET" if window.calendar.days is Days.TARGET else "firm_because"
        years_said = _verdict("and").join(map(str, years))
        return _verdict("firm"), _verdict(because, place=window.calendar.place, years=years_said)
    earliest, latest = map(long_date, window.earliest_latest)
    moves = _verdict("interval" if window.moves else "sooner", earliest=earliest, latest=latest)
    return _verdict("provisional"), f"{window.provisional_because} {moves}"


def earlier(window: RefundWindow) -> str:
    """Return in which parts of the country the latest date is earlier, and by how much, in a sentence; or nothing."""
    parts = window.earlier
    if not parts:
        return ""
    days = counted(max(parts.values()).days, Unit.DAY)
    named = len(parts) <= _NAMED and len({*parts.values()}) == 1
    if named and window.calendar.place not in parts:
        return told("refund", "regions", "named", places=_verdict("and").join(parts), earlier=days)
    return told("refund", "regions", "some", earlier=days)


def _which_days(window: RefundWindow) -> Markup:
    calendar = window.calendar
    data = _verdict("data", data=window.data)
    says = " ".join(filter(None, [calendar.definition, calendar.why, data]))
    return Markup('<details class="g-more"><summary>{}</summary><p>{}</p></details>').format(_verdict("more"), says)


def today_html(today: Today) -> Html:
    """Return where a refund stands on a day, and what to do then, in order."""
    css = "g-ask" if today.stage in (Stage.LATER, Stage.OVERDUE) else "g-go"
    says = Markup('<p class="g-lead">{}</p>').format(today.says)
    return Html(_BLOCK.format(css, says) + actions_html(today.stage, today.dates))


def actions_html(stage: Stage, dates: Dates | None = None) -> Html:
    """Return what to do at a stage, in order, with the dates in each message; nothing where there is nothing to do."""
    steps = Markup("").join(Markup("<li>{}</li>").format(_action(action, dates)) for action in ACTIONS[stage])
    return Html(Markup("<ol>{}</ol>").format(steps) if steps else "")


def _action(action: Action, dates: Dates | None) -> Markup:
    says = text(action.text) + marks(action.claims)
    if action.fact:
        says += Markup(" <small>{} {}</small>").format(told("refund", "today", "from"), source(action.fact))
    if action.message:
        says += _MESSAGE.format(language(), action.message, message(action.message, dates))
    return says


def _verdict(key: str, **values: object) -> str:
    return told("refund", "verdict", key, **values)


def _cell_word(key: str, **values: object) -> str:
    return told("refund", "calendar", key, **values)


def _date(more: str, says: str, day: date, note: str | Markup = "") -> Markup:
    small = Markup(" <small>{}</small>").format(note) if note else ""
    return _DATE.format(more, says, day.isoformat(), long_date(day), small)


def count_html(window: RefundWindow) -> Html:
    """Return the count as one table of whole weeks, Monday first, with its key."""
    caption = told("refund", "calendar", "caption", wait=amount(figure("C14")))
    names, short = spelled()["weekdays"], spelled()["short_weekdays"]
    heads = Markup("").join(map(_HEAD.format, names, short))
    rows = Markup("").join(Markup("<tr>{}</tr>").format(Markup("").join(row)) for row in _weeks(window))
    return Html(_TABLE.format(caption, heads, rows) + _key(window))


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
        classes, words = "g-yes", _WORD.format(_cell_word("yes"))
    elif number:
        classes = "g-last" if number == WAIT else "g-count"
        words = _NUMBER.format(_cell_word("day"), number)
    elif skip:
        classes = "g-off"
        named = skip.why is Why.HOLIDAY and not usual
        words = (_WORD if named else _HIDDEN).format(_cell_word(skip.why))
    if usual:
        classes += " g-usual"
        words += _WORD.format(_cell_word("usual"))
    if number == WAIT:
        words += _WORD.format(_cell_word("probable" if window.moves else "latest"))
    if skip and skip.name:
        words += Markup(" <small>{}</small>").format(skip.name)
    return Markup('<td class="{}"><b>{}</b>{}{}</td>').format(classes, day.day, month, words)


def _holidays(window: RefundWindow) -> Iterator[tuple[str, str]]:
    """Yield the days and the name of each holiday; the days of one name in one month are told together."""
    found: dict[tuple[str, str], list[list[int]]] = {}
    for skip in window.skipped:
        if skip.why is Why.HOLIDAY:
            runs = found.setdefault((short_month(skip.date), skip.name), [])
            if runs and runs[-1][-1] == skip.date.day - 1:
                runs[-1][1:] = [skip.date.day]
            else:
                runs.append([skip.date.day])
    for (month, name), runs in found.items():
        days = _verdict("and").join("–".join(map(in_month, run)) for run in runs)
        yield _cell_word("on", days=days, month=month), name


def _key(window: RefundWindow) -> Markup:
    holidays = Markup(word("comma")).join(Markup("<b>{}</b> <bdi>{}</bdi>").format(*row) for row in _holidays(window))
    off = (
        Markup(words("refund", "calendar", "key_holidays")).format(holidays=holidays)
        if holidays
        else _cell_word("key_weekends")
    )
    rows = [("g-yes", _cell_word("key_yes")), ("g-count", _cell_word("key_count")), ("g-off", off)]
    return Markup('<ul class="g-list g-key">{}</ul>').format(Markup("").join(_KEY.format(*row) for row in rows))
