from collections.abc import Callable
from datetime import date, timedelta
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from guide_lib import show
from guide_lib.refund.days.calendars import banking_calendar
from guide_lib.refund.today import Stage, message
from guide_lib.refund.window import RefundWindow, refund_window
from guide_lib.show.count import count_html, dates_html, earlier, today_html, window_html
from guide_lib.show.pieces import Html, icon
from guide_lib.show.sources import source
from guide_lib.words import words
from guide_lib.words.dates import long_date
from guide_lib.words.language import in_language


def soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def texts(cells: list[Tag]) -> list[str]:
    return [" ".join(cell.get_text(" ").split()) for cell in cells]


@pytest.fixture
def window() -> RefundWindow:
    return refund_window(date(2026, 12, 18), "NL")


def test_the_verdict_says_both_dates_in_words(window: RefundWindow) -> None:
    said = " ".join(soup(dates_html(window)).get_text(" ").split())
    assert "Usually by Friday 1 January 2027 Banks in the Netherlands are closed that day." in said
    assert "The next banking day is Monday 4 January." in said
    assert "Our article: at the latest by Tuesday 12 January 2027 The end of that day, where you live." in said
    assert "closed" not in dates_html(refund_window(date(2026, 11, 2), "NL"))


def test_the_count_reads_from_day_1_to_the_last_without_a_break(window: RefundWindow) -> None:
    cells = soup(count_html(window)).select("td")
    assert len(cells) % 7 == 0
    counted = [cell for cell in cells if {"g-count", "g-last"} & set(cell["class"])]
    assert [cell.em.get_text() for cell in counted if cell.em] == [f"day {n}" for n in range(1, 16)]
    (yes,), (usual,), (last,) = ([c for c in cells if name in c["class"]] for name in ("g-yes", "g-usual", "g-last"))
    assert texts([yes, usual, last]) == ["18 yes", "1 Jan holiday usual New Year's Day", "12 day 15 latest"]
    assert texts(cells[:1]) == ["14 Dec"]


def test_each_skipped_day_says_why_in_its_cell_and_holidays_again_in_the_key(window: RefundWindow) -> None:
    found = soup(count_html(window))
    off = texts(found.select("td.g-off"))
    assert off[:4] == ["19 weekend", "20 weekend", "25 holiday Christmas Day", "26 holiday Second Day of Christmas"]
    assert len(off) == len(window.skipped)
    key = " ".join(found.select(".g-key")[0].get_text(" ").split())
    assert all(skip.name in key for skip in window.skipped)


def test_no_holiday_no_list_of_holidays() -> None:
    key = soup(count_html(refund_window(date(2026, 11, 2), "NL"))).select(".g-key")[0].get_text()
    assert words("refund", "calendar")["key_weekends"] in key


def test_the_table_has_a_caption_and_a_named_head_for_each_weekday(window: RefundWindow) -> None:
    found = soup(count_html(window))
    assert found.select_one("caption")
    assert [abbr["title"] for abbr in found.select("th[scope=col] abbr")] == words("dates", "weekdays")


def test_what_a_window_shows_is_closed_html_without_script_or_picture(window: RefundWindow) -> None:
    depth: list[str] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert tag not in {"script", "img", "link", "style"}
            depth.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert depth.pop() == tag

    Tags().feed(show.html(window))
    assert not depth


def test_the_badge_says_how_sure_the_latest_date_is(window: RefundWindow) -> None:
    firm = soup(dates_html(window))
    assert "Firm date. The holidays in the Netherlands for 2026 and 2027 are" in firm.get_text()
    assert firm.select(".g-verdict.g-go")
    target = dates_html(refund_window(date(2026, 11, 6), "NL", days="TARGET"))
    assert "The closing days of TARGET for 2026 are settled." in target
    maybe = soup(dates_html(refund_window(date(2026, 12, 18), "UA")))
    assert maybe.select(".g-verdict.g-ask")
    assert "Provisional date." in maybe.get_text()
    assert "to any day from" in maybe.get_text()


def test_a_provisional_verdict_names_the_likely_date_and_the_last_possible_one() -> None:
    window = refund_window(date(2026, 12, 18), "AE")
    earliest, limit = map(long_date, window.earliest_latest)
    found = soup(dates_html(window))
    dates = [" ".join(tag.get_text(" ").split()) for tag in found.select(".g-date")]
    assert dates[1] == f"Our article: most likely by {long_date(window.latest)}"
    assert dates[2].startswith(f"Our article: at the latest by {limit} The end of that day")
    assert f"to any day from {earliest} to {limit}." in found.get_text()
    (last,) = soup(count_html(window)).select("td.g-last")
    assert texts([last]) == ["11 day 15 likely"]
    likely = f"Our article: most likely by {long_date(window.latest)}. Our article: at the latest by {limit}. "
    assert likely in str(window)


def test_a_date_that_can_only_come_sooner_is_told_once() -> None:
    window = refund_window(date(2026, 4, 2), "NL")
    earliest, limit = map(long_date, window.earliest_latest)
    assert not window.firm
    assert window.latest == window.limit
    found = soup(dates_html(window))
    dates = [" ".join(tag.get_text(" ").split()) for tag in found.select(".g-date")]
    assert dates[1].startswith(f"Our article: at the latest by {limit} The end of that day")
    assert "likely" not in f"{found.get_text()} {count_html(window)} {window}"
    assert f"So the last day may also be earlier, but not before {earliest}." in found.get_text()


def test_the_days_of_one_holiday_in_one_month_are_told_together() -> None:
    key = soup(count_html(refund_window(date(2026, 12, 18), "RU"))).select(".g-key")[0].get_text()
    assert "31\N{NO-BREAK SPACE}Dec a moved day off, 1–6 and 8\N{NO-BREAK SPACE}Jan New Year Holidays, 7" in key


def test_a_window_says_which_days_count() -> None:
    assert "You chose these days." in show.html(refund_window(date(2026, 2, 6), "IN", days="TARGET"))
    assert "so we take its public holidays" in show.html(refund_window(date(2026, 2, 6), "SE", days="public"))
    assert "We know which days banks in Sweden keep" in show.html(refund_window(date(2026, 2, 6), "SE"))


def cell(css: str, day: int, *more: str) -> str:
    return f'<td class="{css}"><b>{day}</b>{"".join(more)}</td>'


def counts(first: int, day: int, days: int) -> list[str]:
    return [cell("g-count", first + n, f' <em><span class="g-sr">day </span>{day + n}</em>') for n in range(days)]


def weekend(*days: int) -> list[str]:
    return [cell("g-off", day, ' <span class="g-sr">weekend</span>') for day in days]


HEADS = "".join(
    f'<th scope="col"><abbr title="{day}">{day[:3]}</abbr></th>'
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
)
KEY = (
    '<ul class="g-list g-key"><li><i class="g-yes"></i> The seller says yes. This day does not count.</li>'
    '<li><i class="g-count"></i> A banking day. It counts.</li><li><i class="g-off"></i> {}</li></ul>'
)
TABLE = '<table class="g-cal"><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>'


def count_of(weeks: list[list[str]], off: str) -> str:
    rows = "".join(f"<tr>{''.join(week)}</tr>" for week in weeks)
    return TABLE.format("How the 15 banking days are counted", HEADS, rows) + KEY.format(off)


def test_the_count_over_christmas(window: RefundWindow) -> None:
    new_year = ' <i>Jan</i> <span class="g-sr">holiday</span> <span>usual</span> <small>New Year&#39;s Day</small>'
    last = ' <em><span class="g-sr">day </span>15</em> <span>latest</span>'
    weeks = [
        [
            *(cell("g-out", 14, " <i>Dec</i>"), cell("g-out", 15), cell("g-out", 16), cell("g-out", 17)),
            *(cell("g-yes", 18, " <span>yes</span>"), *weekend(19, 20)),
        ],
        [
            *counts(21, 1, 4),
            cell("g-off", 25, " <span>holiday</span> <small>Christmas Day</small>"),
            cell("g-off", 26, " <span>holiday</span> <small>Second Day of Christmas</small>"),
            *weekend(27),
        ],
        [*counts(28, 5, 4), cell("g-off g-usual", 1, new_year), *weekend(2, 3)],
        [*counts(4, 9, 5), *weekend(9, 10)],
        [*counts(11, 14, 1), cell("g-last", 12, last), *(cell("g-out", day) for day in range(13, 18))],
    ]
    off = (
        "Skipped: weekends and these holidays: <b>25\u00a0Dec</b> <bdi>Christmas Day</bdi>, "
        "<b>26\u00a0Dec</b> <bdi>Second Day of Christmas</bdi>, <b>1\u00a0Jan</b> <bdi>New Year&#39;s Day</bdi>."
    )
    assert count_html(window) == count_of(weeks, off)


def test_the_count_from_a_monday_without_a_holiday() -> None:
    usual = ' <em><span class="g-sr">day </span>10</em> <span>usual</span>'
    last = ' <em><span class="g-sr">day </span>15</em> <span>latest</span>'
    weeks = [
        [cell("g-yes", 2, " <i>Nov</i> <span>yes</span>"), *counts(3, 1, 4), *weekend(7, 8)],
        [*counts(9, 5, 5), *weekend(14, 15)],
        [cell("g-count g-usual", 16, usual), *counts(17, 11, 4), *weekend(21, 22)],
        [cell("g-last", 23, last), *(cell("g-out", day) for day in range(24, 30))],
    ]
    assert count_html(refund_window(date(2026, 11, 2), "NL")) == count_of(weeks, "Skipped: weekends.")


FIRM = "<b>Firm date.</b>"


def helped(window: RefundWindow) -> str:
    """Return the line with the second limit, under the name of its source."""
    other = window.by_the_help
    assert other
    return (
        '<p class="g-date"><small>The site’s help: up to 20 banking days, so by</small> '
        f'<time datetime="{other.latest}">{long_date(other.latest)}</time> <small>{source(other.fact)}</small></p>'
    )


def test_the_source_of_the_second_limit_leads_to_its_row(window: RefundWindow) -> None:
    assert window.by_the_help
    id = window.by_the_help.fact.id.replace("_", "-")
    assert f'a copy of the help of AliExpress, <a href="../docs/others.md#f-{id}">' in helped(window)


def test_the_two_dates_of_a_christmas(window: RefundWindow) -> None:
    assert dates_html(window) == (
        '<div class="g-verdict g-go"><p class="g-date"><small>Usually by</small> <time datetime="2027-01-01">Friday '
        "1 January 2027</time> <small>Banks in the Netherlands are closed that day. The next banking day is Monday "
        '4 January.</small></p><p class="g-date g-late"><small>Our article: at the latest by</small> '
        '<time datetime="2027-01-12">Tuesday 12 January 2027</time> <small>The end of that day, where you live.</small>'
        f'</p>{helped(window)}<p class="g-badge">{icon("yes")} {FIRM} '
        "The holidays in the Netherlands for 2026 and 2027 are settled.</p>"
        "</div>"
    )


def test_a_date_that_may_move() -> None:
    window = refund_window(date(2026, 12, 18), "UA")
    assert dates_html(window) == (
        '<div class="g-verdict g-ask"><p class="g-date"><small>Usually by</small> <time datetime="2027-01-01">Friday '
        '1 January 2027</time></p><p class="g-date g-late"><small>Our article: most likely by</small> '
        '<time datetime="2027-01-08">Friday 8 January 2027</time></p><p class="g-date"><small>Our article: at the '
        'latest by</small> <time datetime="2027-01-13">Wednesday 13 January 2027</time> <small>The end of that day, '
        f'where you live.</small></p>{helped(window)}<p class="g-badge">{icon("wait")} <b>Provisional date.</b> '
        f"{window.provisional_because} "
        "So the likely day may change, to any day from Friday 8 January 2027 to Wednesday 13 January 2027.</p></div>"
    )


@pytest.mark.parametrize(
    ("confirmed", "country", "days", "years"),
    [
        (date(2026, 12, 31), "NL", None, f"{FIRM} The holidays in the Netherlands for 2027 are settled."),
        (date(2026, 12, 30), "NL", None, f"{FIRM} The holidays in the Netherlands for 2026 and 2027 are settled."),
        (date(2026, 11, 6), "NL", "TARGET", "<b>Firm date.</b> The closing days of TARGET for 2026 are settled."),
    ],
)
def test_the_years_that_are_settled_are_those_of_the_days_counted(
    confirmed: date, country: str, days: str | None, years: str
) -> None:
    assert f"{years}</p>" in dates_html(refund_window(confirmed, country, days=days))


@pytest.mark.parametrize(
    ("days", "says"),
    [
        ({}, ""),
        ({"Hesse": 1}, "In Hesse it is 1 day earlier."),
        ({"Hesse": 2, "Berlin": 2}, "In Hesse and Berlin it is 2 days earlier."),
        ({"Hesse": 2, "Berlin": 1}, "In some states or regions it is up to 2 days earlier. Choose yours to see."),
        ({"a": 1, "b": 1, "c": 1}, "In some states or regions it is up to 1 day earlier. Choose yours to see."),
        ({"Germany": 3}, "In some states or regions it is up to 3 days earlier. Choose yours to see."),
    ],
)
def test_where_the_date_is_earlier_is_said_in_a_line(days: dict[str, int], says: str) -> None:
    window: Any = SimpleNamespace(
        earlier={place: timedelta(days=count) for place, count in days.items()}, calendar=banking_calendar("DE")
    )
    assert earlier(window) == says


def test_the_verdict_says_where_the_date_is_earlier() -> None:
    window = refund_window(date(2026, 12, 18), "DE")
    assert window.earlier
    assert f'<p class="g-badge">{earlier(window)}</p></div>' in dates_html(window)
    assert "earlier" not in dates_html(refund_window(window.confirmed, "DE", "BE"))


def test_what_counts_is_folded_under_the_count(window: RefundWindow) -> None:
    assert show.html(window) == (
        f"{dates_html(window)}{count_html(window)}"
        '<details class="g-more"><summary>Which days count?</summary><p>A banking day is a day on which payments move '
        "at banks in the Netherlands. Weekends do not count, and neither do holidays on which banks close. We know "
        f"which days banks in the Netherlands keep, so we count by them. Holiday data: {window.data}.</p></details>"
    )


def test_what_is_late_by_the_article_and_not_by_the_help_is_no_good_news(window: RefundWindow) -> None:
    days = (window.on(date(2026, 12, 17) + timedelta(days=n)) for n in range(40))
    stages = {today.stage: today_html(today)[:34] for today in days}
    assert {stage for stage, html in stages.items() if "g-ask" in html} == {Stage.LATER, Stage.OVERDUE}


def test_the_first_of_a_month_has_its_own_form_in_the_key(window: RefundWindow) -> None:
    with in_language("fr"):
        assert "<b>1er\xa0janv.</b>" in count_html(window)


def test_what_to_do_on_a_day(window: RefundWindow) -> None:
    see = (
        "See how far it is. Open <kbd>My Orders</kbd>, then <kbd>Returns and disputes</kbd>."
        ' <sup class="g-claims"><a href="../docs/claims.md#c17">C17</a></sup>'
    )
    late = window.on(date(2027, 2, 1))
    _, statement, chat, bank = (
        f" <small>Not our rule. It is what another page says: {source(action.fact)}</small>" if action.fact else ""
        for action in late.actions
    )
    messages = {
        id: f'<div class="g-message g-letter"><p lang="en" data-message="{id}">{said}</p></div>'
        for id in ("chat", "bank")
        for said in [message(id, late.dates)]
    }
    assert today_html(late) == (
        f'<div class="g-verdict g-ask"><p class="g-lead">{late.says}</p></div><ol><li>{see}</li><li>Look at your bank '
        f"statement. Look at the day of the purchase too: some banks write the refund there.{statement}</li>"
        f"<li>Ask the site in its chat. Ask for the reference number of the refund (ARN).{chat}{messages['chat']}</li>"
        f"<li>Ask your bank or card company. Give it that number.{bank}{messages['bank']}</li></ol>"
    )
    assert today_html(window.on(date(2027, 1, 12))) == (
        '<div class="g-verdict g-go"><p class="g-lead">There is still time. Our article says: by Tuesday 12 January '
        f"2027 at the latest.</p></div><ol><li>{see}</li></ol>"
    )
    assert today_html(window.on(date(2026, 12, 17))) == (
        '<div class="g-verdict g-go"><p class="g-lead">The seller said yes on Friday 18 December 2026. '
        "The money cannot come before that day.</p></div>"
    )


@pytest.mark.parametrize("piece", [dates_html, count_html, window_html])
def test_a_notebook_shows_each_piece(window: RefundWindow, piece: Callable[[RefundWindow], Html]) -> None:
    assert isinstance(piece(window), Html)
    assert isinstance(today_html(window.on(window.latest)), Html)


def test_a_provisional_verdict_has_the_latest_date_twice_and_its_notes_side_by_side() -> None:
    window = refund_window(date(2027, 3, 1), "SA")
    assert not window.firm
    html = dates_html(window)
    latest = f'<time datetime="{window.latest}">{long_date(window.latest)}</time></p><p class="g-date"><small>'
    assert f'<p class="g-date g-late"><small>{words("refund", "verdict")["probable"]}</small> {latest}' in html
    assert html.endswith("</p></div>")
    assert "None" not in html
