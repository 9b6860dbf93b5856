from datetime import date
from html.parser import HTMLParser

import pytest
from bs4 import BeautifulSoup, Tag

from guide_lib.refund import RefundWindow, refund_window
from guide_lib.refund_words import WORDS, long_date
from guide_lib.show.count import count_html, verdict_html


def soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def texts(cells: list[Tag]) -> list[str]:
    return [" ".join(cell.get_text(" ").split()) for cell in cells]


@pytest.fixture
def window() -> RefundWindow:
    return refund_window(date(2026, 12, 18), "DE")


def test_the_verdict_says_both_dates_in_words(window: RefundWindow) -> None:
    said = " ".join(soup(verdict_html(window)).get_text(" ").split())
    assert "Usually by Friday 1 January 2027 Banks in Germany are closed that day." in said
    assert "The next banking day is Monday 4 January." in said
    assert "At the latest by Tuesday 12 January 2027 The end of that day, where you live." in said
    assert "closed" not in verdict_html(refund_window(date(2026, 11, 2), "DE"))


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
    key = soup(count_html(refund_window(date(2026, 11, 2), "DE"))).select(".g-key")[0].get_text()
    assert WORDS["calendar"]["key_weekends"] in key


def test_the_table_has_a_caption_and_a_named_head_for_each_weekday(window: RefundWindow) -> None:
    found = soup(count_html(window))
    assert found.select_one("caption")
    assert [abbr["title"] for abbr in found.select("th[scope=col] abbr")] == WORDS["weekdays"]


def test_what_a_window_shows_is_closed_html_without_script_or_picture(window: RefundWindow) -> None:
    depth: list[str] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert tag not in {"script", "img", "link", "style"}
            depth.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert depth.pop() == tag

    Tags().feed(window._repr_html_())
    assert not depth


def test_the_badge_says_how_sure_the_latest_date_is(window: RefundWindow) -> None:
    firm = soup(verdict_html(window))
    assert "Firm by the holidays of the whole country. The holidays in Germany for 2026 and 2027 are" in firm.get_text()
    assert firm.select(".g-verdict.g-go")
    target = verdict_html(refund_window(date(2026, 11, 6), "DE", days="TARGET"))
    assert "The closing days of TARGET for 2026 are settled." in target
    maybe = soup(verdict_html(refund_window(date(2026, 12, 18), "UA")))
    assert maybe.select(".g-verdict.g-ask")
    assert "Provisional date." in maybe.get_text()
    assert "to any day from" in maybe.get_text()


def test_a_provisional_verdict_names_the_likely_date_and_the_last_possible_one() -> None:
    window = refund_window(date(2026, 12, 18), "AE")
    earliest, limit = map(long_date, window.earliest_latest)
    found = soup(verdict_html(window))
    dates = [" ".join(tag.get_text(" ").split()) for tag in found.select(".g-date")]
    assert dates[1] == f"Most likely by {long_date(window.latest)}"
    assert dates[2].startswith(f"At the latest by {limit} The end of that day")
    assert f"to any day from {earliest} to {limit}." in found.get_text()
    (last,) = soup(count_html(window)).select("td.g-last")
    assert texts([last]) == ["11 day 15 likely"]
    assert str(window).endswith(f"Most likely by {long_date(window.latest)}. At the latest by {limit}.")


def test_where_banks_keep_other_days_the_verdict_says_so_and_does_not_only_say_firm() -> None:
    for part, firm in (("SP", "Firm by the official holidays."), (None, "Firm by the holidays of the whole country.")):
        found = soup(verdict_html(refund_window(date(2027, 1, 25), "BR", part)))
        assert found.b
        assert found.b.get_text() == firm
        assert "Banks in Brazil also close on Carnival" in found.get_text()
    assert "Firm date." in verdict_html(refund_window(date(2026, 12, 18), "PL"))


def test_the_days_of_one_holiday_in_one_month_are_told_together() -> None:
    key = soup(count_html(refund_window(date(2026, 12, 18), "RU"))).select(".g-key")[0].get_text()
    assert "31\N{NO-BREAK SPACE}Dec Day off, 1–6 and 8\N{NO-BREAK SPACE}Jan New Year Holidays, 7" in key


def test_the_verdict_says_how_far_the_regions_are_apart(window: RefundWindow) -> None:
    assert "Some states or regions keep other days. There it can be up to 1 day later." in verdict_html(window)
    assert "Some states" not in verdict_html(refund_window(window.confirmed, "DE", "BE"))


def test_a_window_says_which_days_count_and_where_banks_differ() -> None:
    assert "also close on Carnival" in refund_window(date(2026, 2, 6), "BR")._repr_html_()
    assert "first, third and fifth Saturday" in refund_window(date(2026, 2, 6), "IN")._repr_html_()
    assert "You chose these days." in refund_window(date(2026, 2, 6), "IN", days="TARGET")._repr_html_()
    assert "at two in the afternoon" in refund_window(date(2026, 2, 6), "SE")._repr_html_()
    assert "at two in the afternoon" not in refund_window(date(2026, 2, 6), "SE", days="public")._repr_html_()
    assert "Saturday of a month" not in refund_window(date(2026, 2, 6), "IN", days="TARGET")._repr_html_()
