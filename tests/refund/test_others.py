from datetime import date, timedelta

import pytest

from guide_lib.errors import UnknownNameError
from guide_lib.refund.days.calendars import banking_calendar
from guide_lib.refund.days.settled import standing
from guide_lib.refund.others import longest, most, special, way_of_paying, ways_of_paying
from guide_lib.refund.window import refund_window
from guide_lib.sources.facts import topics
from guide_lib.sources.figures import Unit
from guide_lib.words.dates import long_date

CHRISTMAS = date(2026, 12, 18)


def test_the_site_s_help_gives_a_second_limit() -> None:
    window = refund_window(CHRISTMAS, "NL")
    assert window.by_the_help is not None
    assert most(window.by_the_help.fact) == "20 banking days"
    assert window.by_the_help.latest == banking_calendar("NL").nth(CHRISTMAS, 20) == window.last
    assert str(window).endswith("The site’s help says up to 20 banking days: by Tuesday 19 January 2027.")


def test_each_figure_of_another_source_is_a_date() -> None:
    window = refund_window(CHRISTMAS, "NL")
    counting = [each for each in topics()["refund_time"].facts if each.figure and not each.pays]
    assert [other.fact for other in window.others] == [each for each in counting if each.figure and each.figure.count]
    for other in window.others:
        figure = other.fact.figure
        assert figure is not None
        if figure.unit is Unit.BANKING_DAY:
            assert other.latest == banking_calendar("NL").nth(CHRISTMAS, int(figure))
        else:
            assert other.latest == CHRISTMAS + figure.at_most()


def test_the_second_limit_holds_where_the_first_may_move_and_in_every_part() -> None:
    ukraine = refund_window(CHRISTMAS, "UA")
    assert ukraine.last == standing(ukraine.calendar, CHRISTMAS, count=20).latest > ukraine.limit
    for day in (CHRISTMAS + timedelta(days=7 * n) for n in range(50)):
        whole = refund_window(day, "DE").last
        assert whole >= max(refund_window(day, "DE", part).last for part in ("BY", "BE", "SN"))


@pytest.mark.parametrize("way", ways_of_paying())
def test_of_a_way_of_paying_its_own_figure_counts(way: str) -> None:
    window = refund_window(CHRISTMAS, "NL", pays=way)
    found, anybody = longest(way), longest()
    assert found is not None
    assert window.by_the_help is not None
    assert window.by_the_help.fact == found
    assert way in found.pays or found == anybody
    own = special(way)
    assert own is not None
    assert way in own.pays
    assert window.of_the_way is not None
    assert window.of_the_way.fact == own
    assert own == found or not own.official
    assert [each.fact for each in window.beside] == list(dict.fromkeys([found, own]))
    assert str(window).endswith(f"up to {most(own)}: by {long_date(window.of_the_way.latest)}.")
    assert window.last >= window.limit
    assert {other.fact.pays for other in window.others} >= {()}


def test_the_longest_of_a_way_of_paying_is_told_as_a_date_and_moves_no_limit() -> None:
    window, paid = refund_window(CHRISTMAS, "NL"), refund_window(CHRISTMAS, "NL", pays="webmoney")
    assert window.of_the_way is None
    assert paid.of_the_way is not None
    assert paid.of_the_way.latest == banking_calendar("NL").nth(CHRISTMAS, 10)
    assert (
        paid.of_the_way.says
        == "Of the way you paid, another page says up to 10 banking days: by Tuesday 5 January 2027."
    )
    assert (paid.limit, paid.last) == (window.limit, window.last)
    paypal = refund_window(CHRISTMAS, "NL", pays="paypal").of_the_way
    assert paypal is not None
    assert paypal.latest == CHRISTMAS + timedelta(days=30)


def test_a_page_on_no_way_of_paying_is_told_as_another_page() -> None:
    third = next(each for each in refund_window(CHRISTMAS, "NL").others if not each.fact.official)
    assert third.says.startswith("Another page says up to ")


def test_a_way_of_paying_that_no_source_speaks_of_is_told() -> None:
    assert way_of_paying(None) is None
    with pytest.raises(
        UnknownNameError, match="There is no way of paying with a time of its own 'shells'; it is one of"
    ):
        refund_window(CHRISTMAS, "NL", pays="shells")
