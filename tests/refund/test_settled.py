"""What is settled: the statement, what it says of a date, and a recorded part of the replay."""

import json
import tomllib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import past
import pytest
from hypothesis import given
from hypothesis import strategies as st
from past import FIXED, OTHERS, RECORD, RELEASES, Tally

from guide_lib.errors import GuideError
from guide_lib.refund.days import doubts as unsettled
from guide_lib.refund.days import statement
from guide_lib.refund.days.calendars import Days, banking_calendar
from guide_lib.refund.days.doubts import Doubt, because, doubts
from guide_lib.refund.days.places import countries, subdivisions
from guide_lib.refund.days.settled import standing
from guide_lib.refund.days.statement import LAW_UNTIL, RELEASE, RULES, WRONG, Kind, Wrong, installed, older, rule
from guide_lib.refund.window import refund_window
from guide_lib.sources.claims import figure
from guide_lib.words.language import in_language

KEPT = json.loads(RECORD.read_text(encoding="utf-8"))
STATEMENT = tomllib.loads((Path(statement.__file__).parent / "settled.toml").read_text(encoding="utf-8"))
REGIONS = STATEMENT["regions"]["but"]
WEEK = timedelta(days=7)


def test_the_statement_was_looked_at_for_the_installed_release() -> None:
    assert not older(RELEASE, installed()), (
        f"holidays {installed()} is newer than {RELEASE}, which settled.toml was written against: look at it again, "
        "run tests/bench/replay.py --record, and then raise its release."
    )


def test_where_a_part_alone_is_in_doubt_the_country_is() -> None:
    spain, confirmed = banking_calendar("ES"), date(2025, 1, 7)
    assert doubts(spain.counting(confirmed), confirmed, date(2025, 1, 28)) == ()
    found = standing(spain, confirmed)
    assert (found.firm, found.earliest, found.latest) == (False, date(2025, 1, 28), date(2025, 1, 30))


def test_the_release_that_is_asked_about_counts_for_the_parts_too() -> None:
    germany, confirmed = banking_calendar("DE"), date(2025, 1, 21)
    assert standing(germany, confirmed).latest == date(2025, 2, 11)
    assert standing(germany, confirmed, "0.50").latest == date(2025, 2, 17)


def test_the_record_was_made_with_the_release_of_the_statement() -> None:
    assert KEPT["today"] == RELEASE


def test_a_day_that_old_data_have_wrong_is_in_doubt_alone() -> None:
    good_friday = date(2026, 4, 3)
    calendar = banking_calendar("NL")
    (found,) = doubts(calendar, date(2026, 3, 21), date(2026, 4, 10), "0.76")
    assert (found.first, found.last, found.fewer, found.more) == (good_friday, good_friday, 0, 1)
    assert "Good Friday" in because(calendar, found)
    assert doubts(banking_calendar("NL"), date(2026, 3, 21), date(2026, 4, 10)) == ()
    assert doubts(banking_calendar("NL"), date(2026, 4, 4), date(2026, 4, 10), "0.76") == ()
    assert len(doubts(banking_calendar("NL"), good_friday, good_friday, "0.76")) == 1


def test_a_year_in_doubt_begins_on_its_first_day_or_with_the_window() -> None:
    calendar = banking_calendar("CN")
    (found,) = doubts(calendar, date(2026, 12, 20), date(2027, 1, 20))
    assert found == Doubt(date(2027, 1, 1), date(2027, 1, 20), found.reason, 3, 3)
    assert because(calendar, found) == "The days off of China for 2027 are not all in our data yet."
    assert doubts(calendar, date(2027, 1, 5), date(2027, 1, 20)) == (replace(found, first=date(2027, 1, 5)),)
    assert doubts(calendar, date(2026, 12, 20), date(2026, 12, 31)) == ()


def test_beyond_what_a_law_settles_a_feast_is_not_the_reason() -> None:
    told = standing(banking_calendar("SA"), date(LAW_UNTIL + 1, 7, 1))
    assert told.because == "The days off of Saudi Arabia are set by law, but 2032 is far ahead and laws change."


def test_a_day_off_that_is_made_up_for_is_named_without_the_day_it_was_moved_from() -> None:
    russia, day = banking_calendar("RU"), date(2026, 12, 21)
    assert russia.names[date(2026, 12, 31)] == "Day off (substituted from 01/04/2026)"
    assert standing(russia, day).because == "Payments in Russia may rest on a moved day off. We could not find out."
    with in_language("ru"):
        assert "идти: Выходной." in standing(russia, day).because


def test_a_window_gives_its_reason_in_the_language_of_whoever_asks_though_it_was_made_in_another() -> None:
    window = refund_window(date(2026, 12, 21), "RU")
    assert window.provisional_because.startswith("Payments in Russia")
    with in_language("ru"):
        assert "Выходной" in window.provisional_because


def test_a_part_is_named_in_the_reason() -> None:
    told = standing(banking_calendar("ES", "CT"), date(2026, 11, 23))
    assert told.because == "For Cataluña, nobody has checked for this guide how the region sets its own days off."


def test_the_feasts_of_a_settled_year_are_not_in_doubt() -> None:
    calendar = replace(banking_calendar("GR"), unclear={})
    assert "Labor Day" in calendar.names[date(2026, 5, 1)]
    assert doubts(calendar, date(2026, 4, 20), date(2026, 5, 15)) == ()
    assert len(doubts(calendar, date(2026, 4, 20), date(2026, 5, 15), "0.88")) == 1


@pytest.mark.parametrize(
    ("second", "spans"),
    [
        (date(2027, 6, 24), [(date(2027, 6, 3), date(2027, 7, 1))]),
        (date(2027, 6, 25), [(date(2027, 6, 3), date(2027, 6, 17)), (date(2027, 6, 18), date(2027, 7, 2))]),
    ],
)
def test_doubts_that_touch_are_one_and_named_after_the_first(second: date, spans: list[tuple[date, date]]) -> None:
    names = {date(2027, 6, 10): "Rest; Eid one (estimated)", second: "Eid two", date(2027, 6, 15): "Rest"}
    calendar = replace(banking_calendar("SA"), names=names)
    found = doubts(calendar, date(2027, 6, 1), date(2027, 6, 30))
    assert [(doubt.first, doubt.last) for doubt in found] == spans
    assert (
        because(calendar, found[0])
        == "The day off for Eid one in Saudi Arabia may still move. We often learn of it late."
    )


def test_what_old_data_have_wrong_comes_beside_the_feasts(monkeypatch: pytest.MonkeyPatch) -> None:
    days = (date(2027, 6, 2), date(2027, 6, 29))
    monkeypatch.setattr(unsettled, "WRONG", (Wrong("SA", "9.9", days, "ends", "", 0, 1),))
    calendar = replace(banking_calendar("SA"), names={date(2027, 6, 10): "Eid"})
    found = doubts(calendar, date(2027, 6, 1), date(2027, 6, 30))
    assert [doubt.first for doubt in found] == [date(2027, 6, 2), date(2027, 6, 3), date(2027, 6, 29)]


def test_a_later_end_is_judged_by_the_same_release(monkeypatch: pytest.MonkeyPatch) -> None:
    calendar, confirmed = banking_calendar("PL"), date(2026, 6, 4)
    days = (calendar.nth(confirmed, 3), calendar.nth(confirmed, 16))
    monkeypatch.setattr(unsettled, "WRONG", (Wrong("PL", "0.60", days, "wrong", "", 1, 1),))
    told = standing(calendar, confirmed, "0.50")
    assert (told.firm, told.because) == (False, "Your holiday data for Poland are too old and have an error.")
    assert (told.earliest, told.latest) == (calendar.nth(confirmed, 14), calendar.nth(confirmed, 17))


def test_the_earliest_day_is_day_1_however_great_the_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RULES, "UA", replace(RULES["UA"], fewer=99))
    # A calendar of its own: what is stated of the one that all share is kept.
    calendar, confirmed = replace(banking_calendar("UA")), date(2026, 11, 23)
    assert standing(calendar, confirmed).earliest == calendar.next_banking_day(confirmed)


def test_every_country_has_an_answer() -> None:
    for code in countries():
        calendar = banking_calendar(code)
        confirmed = min(date(2026, 3, 2), calendar.last - 4 * WEEK)
        told = standing(calendar, confirmed)
        assert told.earliest <= calendar.latest(confirmed) <= told.latest
        if not calendar.parts:
            assert told.firm == (not doubts(calendar, confirmed + timedelta(days=1), calendar.latest(confirmed)))
        assert told.firm == (told.because == "")
        assert told.firm or (told.because.endswith(".") and "{" not in told.because)


@given(
    st.sampled_from(["DE", "AE", "SA", "CN", "KR", "IN", "UA", "BD", "NL"]),
    st.dates(date(2023, 1, 1), date(2034, 12, 1)),
)
def test_the_interval_holds_the_date_and_a_firm_date_is_alone_in_it(code: str, confirmed: date) -> None:
    calendar = banking_calendar(code)
    told = standing(calendar, confirmed)
    assert told.earliest <= calendar.latest(confirmed) <= told.latest
    if told.firm:
        assert told.earliest == told.latest
    assert all(calendar.is_banking_day(day) for day in (told.earliest, told.latest))


@pytest.mark.parametrize("code", ["PL", "US", "MX", "GB", "JP", "SE", "DK", "NO", "RS"])
def test_where_a_law_fixes_the_days_off_every_date_is_firm(code: str) -> None:
    calendar = banking_calendar(code)
    assert all(standing(calendar, date(2026, 1, 1) + n * WEEK).firm for n in range(150))


@pytest.mark.parametrize("code", ["IN", "KR", "IL", "UA", "BD"])
def test_where_days_may_come_late_no_coming_date_is_firm(code: str) -> None:
    calendar = banking_calendar(code)
    assert not any(standing(calendar, date(2026, 11, 23) + n * WEEK).firm for n in range(60))


def test_even_a_law_is_not_settled_for_ever() -> None:
    calendar = banking_calendar("PL")
    assert standing(calendar, date(LAW_UNTIL, 12, 1)).firm
    told = standing(calendar, date(LAW_UNTIL, 12, 20))
    assert not told.firm
    assert str(LAW_UNTIL + 1) in told.because
    assert not standing(banking_calendar("SA"), date(LAW_UNTIL + 1, 7, 1)).firm


def test_a_published_year_is_firm_and_the_next_one_is_not() -> None:
    calendar = banking_calendar("CN")
    assert standing(calendar, date(2026, 11, 23)).firm
    told = standing(calendar, date(2026, 12, 20))
    assert told.because == "The days off of China for 2027 are not all in our data yet."
    assert (told.earliest, told.latest) == (date(2027, 1, 6), date(2027, 1, 14))


def test_a_year_counts_as_published_from_the_release_that_holds_it() -> None:
    calendar = banking_calendar("CN")
    firm = {
        release: standing(calendar, date(2025, 3, 3), release).firm for release in ("0.40", "0.62", "0.63", "0.109")
    }
    assert firm == {"0.40": False, "0.62": False, "0.63": True, "0.109": True}


def test_a_feast_that_follows_the_moon_leaves_the_rest_of_the_year_firm() -> None:
    calendar = banking_calendar("SA")
    assert standing(calendar, date(2027, 7, 1)).firm
    told = standing(calendar, date(2027, 2, 24))
    assert told.because == "The day off for Eid al-Fitr in Saudi Arabia may still move. We often learn of it late."
    assert told.earliest < calendar.latest(date(2027, 2, 24)) < told.latest


def test_feasts_that_touch_are_one_doubt_and_others_are_two() -> None:
    found = doubts(replace(banking_calendar("SA"), unclear={}), date(2027, 2, 1), date(2027, 6, 30))
    assert [(doubt.first, doubt.last) for doubt in found] == [
        (date(2027, 3, 1), date(2027, 3, 21)),
        (date(2027, 5, 8), date(2027, 5, 26)),
    ]


def test_a_feast_on_a_day_with_another_name_is_found_too() -> None:
    calendar = replace(banking_calendar("SA"), names={date(2027, 9, 23): "National Day; Eid al-Adha (estimated)"})
    (doubt,) = doubts(calendar, date(2027, 9, 1), date(2027, 9, 30))
    assert (doubt.first, doubt.last) == (date(2027, 9, 16), date(2027, 9, 30))
    says = "The day off for Eid al-Adha in Saudi Arabia may still move. We often learn of it late."
    assert because(calendar, doubt) == says


def test_a_doubt_counts_as_soon_as_its_first_day_is_in_the_window_and_not_before() -> None:
    calendar = banking_calendar("SA")
    first = doubts(calendar, date(2027, 2, 1), date(2027, 3, 31))[0].first
    assert doubts(calendar, date(2027, 2, 1), first)
    assert not doubts(calendar, date(2027, 2, 1), first - timedelta(days=1))


def test_a_later_end_takes_in_a_further_doubt() -> None:
    confirmed, wait, margin, around = date(2027, 6, 1), int(figure("C14")), rule("SA").more, rule("SA").around
    calendar = replace(banking_calendar("SA"), unclear={})
    after = calendar.nth(confirmed, wait) + timedelta(days=around + 1)
    calendar = replace(calendar, names={date(2027, 6, 3): "Eid", after: "Eid"})
    in_the_count, beyond = (doubts(calendar, confirmed, calendar.nth(confirmed, n)) for n in (wait, wait + margin))
    assert (len(in_the_count), len(beyond)) == (1, 2)
    assert standing(calendar, confirmed).latest == calendar.nth(confirmed, wait + 2 * margin)


def test_ukraine_says_that_there_are_no_data() -> None:
    calendar = banking_calendar("UA")
    told = standing(calendar, date(2026, 11, 23))
    assert "martial law" in told.because
    assert (told.earliest, told.latest) == (calendar.latest(date(2026, 11, 23)), calendar.nth(date(2026, 11, 23), 18))


def test_data_that_are_too_old_say_so() -> None:
    netherlands, israel = banking_calendar("NL"), banking_calendar("IL")
    assert standing(netherlands, date(2026, 3, 20)).firm
    told = standing(netherlands, date(2026, 3, 20), "0.76")
    assert "Good Friday" in told.because
    assert told.latest == netherlands.next_banking_day(netherlands.latest(date(2026, 3, 20)))
    assert "Good Friday" not in standing(netherlands, date(2026, 4, 3), "0.76").because
    assert "too old" in standing(israel, date(2024, 3, 4), "0.40").because


def test_a_region_is_firm_only_where_its_own_days_were_looked_at() -> None:
    day = date(2026, 11, 23)
    firm = {
        part: standing(banking_calendar(*part.split("-")), day).firm for part in ("GB-ENG", "DE-BE", "GB-SCT", "ES-CT")
    }
    assert firm == {"GB-ENG": True, "DE-BE": True, "GB-SCT": True, "ES-CT": False}
    assert rule("IN", "MH").kind is Kind.PUBLISHED


def test_the_days_of_target_are_firm_whatever_the_country() -> None:
    assert standing(banking_calendar("BG", None, Days.TARGET), date(2026, 11, 23)).firm
    assert not standing(banking_calendar("BG"), date(2026, 11, 23)).firm


def test_beyond_the_reach_of_the_calendar_is_an_error() -> None:
    calendar = banking_calendar("DE")
    with pytest.raises(GuideError, match="out of range"):
        standing(calendar, calendar.until)


def test_the_statement_names_only_what_holidays_knows_and_its_sources() -> None:
    assert RULES.keys() - {statement.TARGET} <= countries().keys()
    for code, stated in RULES.items():
        assert stated.source, code
        releases = list(stated.known)
        assert releases == sorted(releases, key=lambda release: [int(part) for part in release.split(".") if part]), (
            code
        )
        assert list(stated.known.values()) == sorted(stated.known.values()), code
        assert (stated.about == ()) == (stated.around == 0), code
    for code, but in REGIONS.items():
        assert set(but) <= set(subdivisions(code)), code
        assert {part for part in subdivisions(code) if rule(code, part).kind is Kind.REGION} == set(but), code
    assert {row.country for row in WRONG} <= RULES.keys()


def test_the_names_of_moving_feasts_are_those_of_the_calendar() -> None:
    for code, stated in RULES.items():
        if code != statement.TARGET and stated.about:
            names = banking_calendar(code).names.values()
            assert all(any(name.startswith(start) for name in names) for start in stated.about), code


@pytest.mark.parametrize(("one", "other"), [("0.9", "0.40"), ("0.88", "0.109"), ("0.103.dev20260805161211", "0.104")])
def test_releases_are_ordered_by_number(one: str, other: str) -> None:
    assert older(one, other)
    assert not older(other, one)


@pytest.fixture(scope="module")
def replayed() -> dict[str, Tally]:
    """A part of the replay: every third day of it."""
    return {code: Tally.total(parts.values()) for code, parts in past.run(KEPT, (*FIXED, *OTHERS), every=3).items()}


def test_no_firm_date_of_the_past_was_contradicted_save_by_a_later_law(replayed: dict[str, Tally]) -> None:
    assert [wrong for tally in replayed.values() for wrong in tally.wrong] == []
    assert {code for code, tally in replayed.items() if tally.by_law} <= {"PL", "MX"}


def test_provisional_dates_of_the_past_fell_inside_their_interval(replayed: dict[str, Tally]) -> None:
    whole = Tally.total(replayed.values())
    assert whole.inside >= 0.99 * whole.provisional > 0


def test_where_holidays_are_fixed_nearly_all_dates_of_the_past_were_firm(replayed: dict[str, Tally]) -> None:
    fixed = Tally.total(replayed[code] for code in FIXED)
    assert fixed.firm >= 0.85 * fixed.dates


def test_the_replay_notices_a_statement_that_is_too_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RULES, "CN", replace(RULES["CN"], known={"": LAW_UNTIL}))
    assert past.replay("CN", "0.40", KEPT["0.40"]["CN"], every=3).contradicted > 0


def test_the_replay_notices_a_margin_that_is_too_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RULES, "CN", replace(RULES["CN"], fewer=0, more=0))
    tally = past.replay("CN", "0.40", KEPT["0.40"]["CN"], every=3)
    assert tally.inside < 0.99 * tally.provisional


def test_a_release_that_differs_in_nothing_gives_the_calendar_of_today() -> None:
    for code in ("DE", "GB-ENG", "AE", "CN", "IL"):
        first, last = RELEASES["0.63"], date(2026, 2, 1)
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        assert past.then(code, {}, first, last).banking == [day for day in days if past.now(code).is_banking_day(day)]
