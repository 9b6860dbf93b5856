"""One test for each claim of the article, named by it: what the library does because the article says so.

Figures and labels are looked up and not typed: where the site changes one, no test here is to be changed with it.
"""

from datetime import date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import holidays
import pytest

from guide_lib import (
    LABELS,
    TRANSITIONS,
    Event,
    NotAllowedError,
    Order,
    Payment,
    RefundWindow,
    Status,
    advise,
    figure,
    follow,
    paths,
    refund_window,
    show,
    tracking,
    transition,
)
from guide_lib.order.advice import BUYERS_OWN, Advice
from guide_lib.order.kinds import Cancel, Decides, Does, Outlook
from guide_lib.order.parts import Message, Point, Step
from guide_lib.order.workflow import Finding, leaving
from guide_lib.sources.figures import Unit
from guide_lib.words import amount

S, E = Status, Event
EARLY, LATE, ASKED = S.PAYMENT_VERIFICATION, S.AWAITING_SHIPMENT, S.AWAITING_CANCELLATION
NOT_SENT_YET = (EARLY, LATE, ASKED, S.SHIPMENT_CLAIMED, S.TRACKING_PROVIDED)
CONFIRMED = [date(2026, 12, 18), date(2026, 12, 19), date(2027, 3, 25), date(2025, 4, 30)]
"""Days on which sellers say yes: before Christmas, on a Saturday, before Easter, before the first of May."""


def advice(status: Status) -> Advice:
    return advise(Order(status))


def steps(status: Status) -> dict[str, Step]:
    return {step.id: step for step in advice(status).steps}


def message(status: Status) -> Message:
    (found,) = (step.message for step in advice(status).steps if step.message)
    return found


def warned(status: Status, claim: str) -> str:
    (said,) = (str(point.text) for point in advice(status).warnings if claim in point.claims)
    return said


def claims(point: Point | None) -> tuple[str, ...]:
    assert point is not None
    return point.claims


def chance(order: Order) -> str:
    point = advise(order).chance
    assert point is not None
    return str(point.text)


def labels(*keys: str) -> tuple[str, ...]:
    return tuple(LABELS[key] for key in keys)


def windows() -> list[RefundWindow]:
    return [refund_window(day, country) for day, country in product(CONFIRMED, ("DE", "ES", "PL", "US", "BR"))]


def test_c01_nothing_that_the_buyer_does_alone_cancels_a_paid_order() -> None:
    assert not [row for row in TRANSITIONS if row.event in BUYERS_OWN and row.after in (S.CANCELLED, S.REFUNDED)]
    assert advice(EARLY).decides is Decides.SELLER
    assert "C01" in claims(advice(EARLY).who_decides)


def test_c02_only_the_sellers_yes_cancels() -> None:
    assert {row.event for row in TRANSITIONS if row.after is S.CANCELLED} == {E.SELLER_CONFIRMS}
    assert {status for status in S if advice(status).cancel is Cancel.YES} == {EARLY, LATE, ASKED}
    assert all(advice(status).decides is Decides.SELLER for status in (EARLY, LATE, ASKED))


def test_c03_no_money_comes_before_the_sellers_yes() -> None:
    paid_back = [[row.event for row in path] for path in paths() if path[-1].after is S.REFUNDED]
    assert paid_back
    assert all(events[-2:] == [E.SELLER_CONFIRMS, E.MONEY_ARRIVES] for events in paid_back)
    assert "only after the seller says yes" in str(steps(EARLY)["wait_for_seller"].text)


def test_c04_the_reader_is_told_why_sellers_dislike_a_yes() -> None:
    said = warned(EARLY, "C04")
    assert "lose the sale" in said
    assert "wrong reason hurts their rating" in said


@pytest.mark.parametrize("status", [EARLY, LATE])
def test_c05_slow_handling_and_a_high_price_are_no_reasons_to_give(status: Status) -> None:
    assert [reason.id for reason in advice(status).avoid] == ["slow", "price"]
    assert not any(reason.neutral for reason in advice(status).avoid)
    assert "Avoid, even if true" in show.reasons(advice(status))


@pytest.mark.parametrize("status", [EARLY, LATE])
def test_c06_two_reasons_leave_the_rating_alone(status: Status) -> None:
    assert [reason.id for reason in advice(status).choose] == ["not_needed", "colour_or_size"]
    assert all(reason.neutral for reason in advice(status).choose)


def test_c07_the_check_of_an_e_wallet_takes_minutes() -> None:
    paid_at = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Europe/Madrid"))
    (check,) = advise(Order(EARLY, paid_with=Payment.E_WALLET, paid_at=paid_at)).checks
    assert (check.claim, check.takes, check.takes.unit) == ("C07", figure("C07"), Unit.MINUTE)
    assert check.until is not None
    assert paid_at < check.until <= paid_at + timedelta(hours=1)


def test_c08_the_check_of_a_bank_card_takes_days_at_most() -> None:
    paid_at = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Europe/Madrid"))
    (check,) = advise(Order(EARLY, paid_with=Payment.BANK_CARD, paid_at=paid_at)).checks
    assert (check.claim, check.takes.unit) == ("C08", Unit.DAY)
    assert check.until == paid_at + timedelta(days=int(figure("C08")))


def test_c09_while_the_payment_is_checked_one_can_ask() -> None:
    assert transition(EARLY, E.BUYER_ASKS).after is ASKED
    assert (advice(EARLY).cancel, advice(EARLY).outlook) == (Cancel.YES, Outlook.GO)


def test_c10_asking_begins_in_the_list_of_orders() -> None:
    assert advice(EARLY).steps[0].labels == labels("orders")
    assert next(step for step in advice(LATE).steps if step.does is Does.PRESS).labels[:1] == labels("orders")
    assert steps(ASKED)["look_for_answer"].labels == labels("orders")


def test_c11_early_one_finds_the_order_and_presses_the_early_button() -> None:
    step = steps(EARLY)["ask_early"]
    assert (step.does, step.labels) == (Does.PRESS, labels("ask_early"))
    assert "If you have just paid, it is the first one" in str(step.text)


def test_c12_early_one_chooses_the_neutral_reason_then_sends_it() -> None:
    ids = list(steps(EARLY))
    step = steps(EARLY)["reason_early"]
    assert (step.does, step.labels) == (Does.CHOOSE, labels("reason_early", "send_early"))
    assert ids.index("reason_early") == ids.index("ask_early") + 1


def test_c13_after_asking_one_waits_for_the_yes_and_the_money_follows() -> None:
    assert advice(EARLY).steps[-1].does is Does.WAIT
    assert follow([E.BUYER_ASKS]) is ASKED
    assert follow([E.BUYER_ASKS, E.SELLER_CONFIRMS, E.MONEY_ARRIVES]) is S.REFUNDED


def test_c14_the_latest_date_is_the_last_banking_day_of_the_count() -> None:
    for window in windows():
        off = holidays.country_holidays(
            window.country,
            subdiv=window.counting.subdivision,
            years=range(2025, 2028),
            categories=_all(window.country),
        )
        day, count = window.confirmed, 0
        while count < int(figure("C14")):
            day += timedelta(days=1)
            count += day.weekday() < 5 and day not in off
        assert window.latest == day, window
        assert len(window.counted) == int(figure("C14"))


def _all(country: str) -> tuple[str, ...]:
    return tuple({"public", "bank"} & set(holidays.country_holidays(country).supported_categories))


def test_c15_it_mostly_comes_sooner_than_at_the_latest() -> None:
    assert all(window.usual < window.latest for window in windows())
    assert "often much sooner" in str(steps(S.CANCELLED)["wait_for_money"].text)


def test_c16_the_money_goes_back_the_way_it_came() -> None:
    step = steps(S.CANCELLED)["check_account"]
    assert step.does is Does.CHECK
    assert "the way you paid, to the same account" in str(step.text)


def test_c17_the_progress_stands_under_the_orders() -> None:
    window = windows()[0]
    assert window.progress_at == steps(S.CANCELLED)["see_progress"].labels == labels("orders", "progress")
    for day in (window.usual, window.latest, window.latest + timedelta(days=20)):
        assert window.on(day).actions[0].labels == labels("orders", "progress")


def test_c18_while_it_waits_to_be_sent_one_can_ask_with_a_very_small_chance() -> None:
    assert transition(LATE, E.BUYER_ASKS).after is ASKED
    assert advice(LATE).cancel is Cancel.YES
    assert chance(Order(LATE)) == "Very small"
    assert chance(Order(ASKED, asked_while=LATE)).startswith("Very small")
    assert "Very small" not in chance(Order(ASKED, asked_while=EARLY))


def test_c19_an_order_that_waits_to_be_sent_may_be_gone() -> None:
    assert transition(LATE, E.SELLER_SHIPS).after is S.SHIPPED
    assert "may be at the post office" in warned(LATE, "C19")


def test_c20_late_one_writes_to_the_seller_before_asking_the_site() -> None:
    first, second, *_ = advice(LATE).steps
    assert (first.does, second.does) == (Does.WRITE, Does.PRESS)
    assert "Do this first, in a private message" in str(first.text)
    assert "do not send" in message(LATE).en


def test_c21_the_message_says_sorry_and_gives_no_reason() -> None:
    step = steps(LATE)["write_first"]
    assert "Say sorry. Give no reason and blame no one." in str(step.text)
    assert "sorry" in message(LATE).en
    assert not {"because", "slow", "price", "need", "size", "late", "fault"} & set(message(LATE).en.lower().split())


def test_c22_a_message_is_ready_that_cancels_and_says_sorry() -> None:
    assert "I would like to cancel this order" in message(LATE).en
    assert "sorry for the trouble" in message(LATE).en
    assert "取消这个订单" in message(LATE).zh
    assert "抱歉" in message(LATE).zh


def test_c23_late_one_finds_the_order_and_presses_the_late_button() -> None:
    step = steps(LATE)["ask_late"]
    assert (step.does, step.labels) == (Does.PRESS, labels("orders", "ask_late"))
    assert "Find the order" in str(step.text)


def test_c24_late_one_chooses_from_the_same_reasons_then_sends_it() -> None:
    ids = list(steps(LATE))
    step = steps(LATE)["reason_late"]
    assert (step.does, step.labels) == (Does.CHOOSE, labels("reason_late", "send_late"))
    assert ids.index("reason_late") == ids.index("ask_late") + 1
    assert (advice(LATE).choose, advice(LATE).avoid) == (advice(EARLY).choose, advice(EARLY).avoid)


def test_c25_late_one_waits_for_the_sellers_decision() -> None:
    last = advice(LATE).steps[-1]
    assert (last.id, last.does) == ("wait_for_yes", Does.WAIT)
    assert follow([E.PAYMENT_CLEARS, E.BUYER_ASKS, E.SELLER_CONFIRMS]) is S.CANCELLED
    assert steps(ASKED)["keep_waiting"].does is Does.WAIT


def test_c26_a_seller_may_refuse_or_deceive() -> None:
    assert transition(ASKED, E.SELLER_REFUSES).after is LATE
    assert transition(ASKED, E.SELLER_CLAIMS_SHIPPED).after is S.SHIPMENT_CLAIMED
    assert "say no or try a trick" in warned(ASKED, "C26")
    assert "time and nerves" in warned(ASKED, "C26")


def test_c27_the_right_to_cancel_ends_when_the_parcel_is_sent() -> None:
    assert {advice(status).cancel for status in NOT_SENT_YET} == {Cancel.YES, Cancel.IF_NOT_SENT}
    assert (advice(S.SHIPPED).cancel, advice(S.SHIPPED).outlook) == (Cancel.NO, Outlook.END)
    assert not leaving(S.SHIPPED)
    assert "only until the seller has sent the parcel" in warned(S.TRACKING_PROVIDED, "C27")


def test_c28_a_yes_is_likelier_where_the_rating_is_spared() -> None:
    assert "C28" in transition(ASKED, E.SELLER_CONFIRMS).claims
    assert "C28" in claims(advice(ASKED).chance)
    for status in (EARLY, LATE):
        assert "hurts the seller’s rating. Then a yes is less likely." in str(advice(status).why_reason.text)


def test_c29_over_a_price_just_sent_is_likely_to_be_a_lie() -> None:
    assert transition(ASKED, E.SELLER_CLAIMS_SHIPPED).claims == ("C29",)
    price = int(figure("C29"))
    (at_most,) = (w for w in advise(Order(LATE, price_usd=price)).warnings if w.claims == ("C29",))
    (over,) = (w for w in advise(Order(LATE, price_usd=price + 0.01)).warnings if w.claims == ("C29",))
    assert amount(figure("C29")) in str(at_most.text)
    assert str(over.text).startswith(f"Your order costs more than {amount(figure('C29'))}")
    assert not str(at_most.text).startswith("Your order costs more")


def test_c30_without_a_number_one_asks_for_the_real_one() -> None:
    first = advice(S.SHIPMENT_CLAIMED).steps[0]
    assert first.does is Does.WRITE
    assert first.message is not None
    assert "send me the real tracking number" in first.message.en
    assert transition(S.SHIPMENT_CLAIMED, E.SELLER_GIVES_NUMBER).after is S.TRACKING_PROVIDED


def test_c31_the_same_message_warns_of_a_report_and_a_dispute() -> None:
    assert "fake, I will report it to AliExpress and open a dispute" in message(S.SHIPMENT_CLAIMED).en
    assert all(word in message(S.SHIPMENT_CLAIMED).zh for word in ("假", "举报", "纠纷"))


def test_c32_the_message_alone_may_bring_the_yes() -> None:
    assert transition(S.SHIPMENT_CLAIMED, E.SELLER_CONFIRMS).after is S.CANCELLED
    assert chance(Order(S.SHIPMENT_CLAIMED)) == "Your message alone sometimes brings a yes"
    assert steps(S.SHIPMENT_CLAIMED)["wait_for_number"].does is Does.WAIT


def test_c33_a_number_that_looks_right_can_prove_bad_in_three_ways() -> None:
    bad = [row for row in TRANSITIONS if row.target is Finding.NUMBER_BAD]
    assert [row.event for row in bad] == [E.NUMBER_DOES_NOT_WORK, E.TRACKING_STOPS, E.PARCEL_GOES_ELSEWHERE]
    said = str(steps(S.TRACKING_PROVIDED)["check_number"].text)
    assert all(way in said for way in ("does not work", "tracking stops", "goes to somebody else"))
    assert "may look right and still be bad" in warned(S.TRACKING_PROVIDED, "C33")
    assert tracking.explain("RR473124829CN").claims == ("C33",)


@pytest.mark.parametrize("bad", [E.NUMBER_DOES_NOT_WORK, E.TRACKING_STOPS, E.PARCEL_GOES_ELSEWHERE])
def test_c34_once_it_proved_bad_one_opens_a_dispute_and_not_before(bad: Event) -> None:
    asked = [E.BUYER_ASKS, E.SELLER_GIVES_NUMBER]
    assert follow([*asked, bad, E.BUYER_OPENS_DISPUTE]) is S.IN_DISPUTE
    with pytest.raises(NotAllowedError):
        follow([*asked, E.BUYER_OPENS_DISPUTE])
    assert "Do it at once" in str(steps(S.TRACKING_PROVIDED)["open_dispute"].text)
    assert tracking.explain("RR473124823CN").claims == ("C34",)


def test_c35_the_dispute_gives_the_reason_by_its_name() -> None:
    step = steps(S.TRACKING_PROVIDED)["dispute_reason"]
    assert (step.does, step.labels) == (Does.CHOOSE, labels("dispute_reason"))
    assert steps(S.IN_DISPUTE)["check_dispute"].labels == labels("dispute_reason")


@pytest.mark.parametrize(
    ("status", "id", "does"),
    [
        (S.SHIPMENT_CLAIMED, "keep_screenshots", Does.KEEP),
        (S.TRACKING_PROVIDED, "attach_screenshots", Does.ATTACH),
    ],
)
def test_c36_screenshots_of_the_chat_are_the_evidence(status: Status, id: str, does: Does) -> None:
    step = steps(status)[id]
    assert step.does is does
    assert "screenshots" in str(step.text)


def test_c37_in_a_dispute_the_site_decides_and_punishes() -> None:
    assert advice(S.IN_DISPUTE).decides is Decides.SITE
    assert "punishes sellers who lie and can block their account" in str(steps(S.IN_DISPUTE)["wait_for_site"].text)


def test_c38_the_usual_date_counts_every_day() -> None:
    assert figure("C38").unit is Unit.DAY
    assert {window.usual - window.confirmed for window in windows()} == {timedelta(days=int(figure("C38")))}
    assert amount(figure("C38")) in str(steps(S.CANCELLED)["wait_for_money"].text)


def test_c39_the_money_arrives_on_the_account_that_paid() -> None:
    first = advice(S.REFUNDED).steps[0]
    assert first.does is Does.CHECK
    assert str(first.title) == "Look at the account you paid from"
    assert str(first.text) == "The money comes back there, and nowhere else."
    assert "C39" in transition(S.CANCELLED, E.MONEY_ARRIVES).claims


def test_c40_the_last_word_is_to_think_before_paying() -> None:
    note = advice(S.REFUNDED).note
    assert note is not None
    assert "think it over before you pay" in str(note.text)
    assert note.claims == ("C40",)


def test_c41_asking_the_wrong_way_costs_time_while_the_parcel_leaves() -> None:
    for status in (EARLY, LATE):
        said = warned(status, "C41")
        assert all(cost in said for cost in ("the seller says no", "Time goes by", "the parcel leaves"))
    assert transition(ASKED, E.SELLER_SHIPS).after is S.SHIPPED
