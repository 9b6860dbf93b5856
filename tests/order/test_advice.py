import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from answers.questions import questions
from guide_lib import show
from guide_lib.errors import GuideError, UnknownNameError
from guide_lib.order.advice import Advice, advise
from guide_lib.order.kinds import Cancel, Decides, Does, Outlook
from guide_lib.order.order import Order, Payment
from guide_lib.order.rules import BLAMING_REASONS, NEUTRAL_REASONS, RULES
from guide_lib.order.workflow import ENDS, Event, Status, leaving, paths, status_of
from guide_lib.sources.claims import CLAIMS
from guide_lib.sources.facts import facts
from guide_lib.sources.labels import ARTICLE, LABELS
from guide_lib.words import amount, name, say

S = Status
ALL = [advise(Order(status)) for status in Status]
by_status = pytest.mark.parametrize("advice", ALL, ids=[advice.order.status for advice in ALL])


@by_status
def test_every_status_is_answered(advice: Advice) -> None:
    assert str(advice.verdict).endswith(".")
    for point in filter(None, (advice.can_cancel, advice.who_decides, advice.chance, advice.note, *advice.warnings)):
        assert str(point.text)
        assert all(CLAIMS[id] for id in point.claims)
    assert advice.steps
    assert RULES[advice.order.status].here in RULES[advice.order.status].way


@pytest.mark.parametrize(
    ("status", "cancel", "decides", "outlook"),
    [
        (S.PAYMENT_VERIFICATION, Cancel.YES, Decides.SELLER, Outlook.GO),
        (S.AWAITING_SHIPMENT, Cancel.YES, Decides.SELLER, Outlook.ASK),
        (S.AWAITING_CANCELLATION, Cancel.YES, Decides.SELLER, Outlook.ASK),
        (S.SHIPMENT_CLAIMED, Cancel.IF_NOT_SENT, Decides.SELLER, Outlook.ASK),
        (S.TRACKING_PROVIDED, Cancel.IF_NOT_SENT, Decides.NUMBER, Outlook.ASK),
        (S.IN_DISPUTE, Cancel.IF_NOT_SENT, Decides.SITE, Outlook.ASK),
        (S.CANCELLED, Cancel.DONE, None, Outlook.GO),
        (S.REFUNDED, Cancel.DONE, None, Outlook.GO),
        (S.SHIPPED, Cancel.NO, None, Outlook.END),
    ],
)
def test_whether_it_can_be_called_off_and_who_decides(
    status: Status, cancel: Cancel, decides: Decides | None, outlook: Outlook
) -> None:
    advice = advise(Order(status))
    assert (advice.cancel, advice.decides, advice.outlook) == (cancel, decides, outlook)
    assert bool(advice.who_decides) is bool(advice.chance) is (decides is not None)


@by_status
def test_a_step_says_every_label_that_its_claims_press(advice: Advice) -> None:
    for step in advice.steps:
        pressed = {id for claim in step.claims for id in re.findall(r"\{(\w+)\}", CLAIMS[claim].says) if id in ARTICLE}
        assert {LABELS[id] for id in pressed} <= set(step.labels)


def test_asking_early_and_late_press_different_buttons() -> None:
    early, late = advise(Order(S.PAYMENT_VERIFICATION)), advise(Order(S.AWAITING_SHIPMENT))
    assert [label for step in early.steps for label in step.labels] == [
        "My Orders",
        "Cancel Order",
        "I do not need this order",
        "Submit",
    ]
    assert [label for step in late.steps for label in step.labels] == [
        "My Orders",
        "Cancel Order",
        "I don't need this order",
        "Submit",
    ]
    assert early.chance and late.chance and str(early.chance.text) != str(late.chance.text)


def test_while_it_waits_to_be_sent_the_message_comes_first() -> None:
    assert [step.does for step in advise(Order(S.AWAITING_SHIPMENT)).steps] == [
        Does.WRITE,
        Does.PRESS,
        Does.CHOOSE,
        Does.WAIT,
    ]


@pytest.mark.parametrize("status", [S.AWAITING_SHIPMENT, S.SHIPMENT_CLAIMED])
def test_a_message_is_ready_in_two_languages(status: Status) -> None:
    message = advise(Order(status)).message
    assert message is not None
    assert message.en.isascii()
    assert any("\u4e00" <= sign <= "\u9fff" for sign in message.zh)


def test_a_polite_message_blames_nobody_and_the_other_one_warns() -> None:
    polite, warns = advise(Order(S.AWAITING_SHIPMENT)).message, advise(Order(S.SHIPMENT_CLAIMED)).message
    assert polite is not None and "sorry" in polite.en and "dispute" not in polite.en
    assert warns is not None and "real tracking number" in warns.en and "dispute" in warns.en


@by_status
def test_a_reason_is_asked_for_only_where_the_buyer_asks(advice: Advice) -> None:
    asks = advice.order.status in (S.PAYMENT_VERIFICATION, S.AWAITING_SHIPMENT)
    assert [reason.id for reason in advice.choose] == (list(NEUTRAL_REASONS) if asks else [])
    assert [reason.id for reason in advice.avoid] == (list(BLAMING_REASONS) if asks else [])
    assert all(reason.neutral for reason in advice.choose)
    assert not any(reason.neutral for reason in advice.avoid)


@pytest.mark.parametrize(
    ("asked_while", "words"),
    [(None, "Best if"), (S.PAYMENT_VERIFICATION, "The best there is"), (S.AWAITING_SHIPMENT, "Very small")],
)
def test_the_chance_of_a_request_hangs_on_when_it_was_made(asked_while: Status | None, words: str) -> None:
    chance = advise(Order(S.AWAITING_CANCELLATION, asked_while=asked_while)).chance
    assert chance and str(chance.text).startswith(words)


def test_the_check_of_a_payment_takes_minutes_or_a_day() -> None:
    checks = advise(Order(S.PAYMENT_VERIFICATION)).checks
    assert {check.paid_with: (amount(check.takes), check.until, check.claim) for check in checks} == {
        Payment.E_WALLET: ("minutes", None, "C07"),
        Payment.BANK_CARD: ("a day", None, "C08"),
    }
    assert not advise(Order(S.AWAITING_SHIPMENT)).checks


@pytest.mark.parametrize(
    ("paid_with", "takes"), [(Payment.E_WALLET, timedelta(hours=1)), (Payment.BANK_CARD, timedelta(days=1))]
)
def test_the_end_of_the_check_is_an_instant(paid_with: Payment, takes: timedelta) -> None:
    paid_at = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Europe/Madrid"))
    (check,) = advise(Order(S.PAYMENT_VERIFICATION, paid_with=paid_with, paid_at=paid_at)).checks
    assert check.until == paid_at + takes


def test_a_day_is_24_hours_even_when_the_clocks_change() -> None:
    paid_at = datetime(2026, 10, 24, 12, 0, tzinfo=ZoneInfo("Europe/Madrid"))
    (check,) = advise(Order(S.PAYMENT_VERIFICATION, paid_with=Payment.BANK_CARD, paid_at=paid_at)).checks
    assert check.until is not None
    assert check.until.astimezone(UTC) - paid_at.astimezone(UTC) == timedelta(days=1)


@pytest.mark.parametrize(("price", "likely"), [(None, False), (0, False), (10, False), (10.01, True), (25, True)])
def test_over_ten_dollars_the_trick_is_likely(price: float | None, likely: bool) -> None:
    for status in (S.PAYMENT_VERIFICATION, S.AWAITING_SHIPMENT, S.AWAITING_CANCELLATION, S.SHIPMENT_CLAIMED):
        (warning,) = (w for w in advise(Order(status, price_usd=price)).warnings if w.claims == ("C29",))
        assert str(warning.text).startswith("Your order costs more than 10 dollars") is likely


@by_status
def test_what_may_happen_next_follows_the_workflow(advice: Advice) -> None:
    assert (not advice.next) is (advice.order.status in ENDS)
    for row in advice.next:
        assert row.event not in (Event.BUYER_ASKS, Event.BUYER_OPENS_DISPUTE)
        assert row.leads_to


def test_a_bad_number_leads_to_the_dispute() -> None:
    after = {row.event: row.status for row in advise(Order(S.TRACKING_PROVIDED)).next}
    assert after == {
        Event.NUMBER_GENUINE: S.SHIPPED,
        Event.NUMBER_DOES_NOT_WORK: S.IN_DISPUTE,
        Event.TRACKING_STOPS: S.IN_DISPUTE,
        Event.PARCEL_GOES_ELSEWHERE: S.IN_DISPUTE,
    }


@pytest.mark.parametrize("path", paths(), ids=lambda path: "-".join(row.event for row in path))
def test_every_path_can_be_walked_by_advice(path: tuple) -> None:  # type: ignore[type-arg]
    for row in path:
        assert show.html(advise(Order(row.before)))
        assert show.html(advise(Order(row.after)))
    assert status_of(path[-1].target) in ENDS


def test_every_claim_is_used() -> None:
    assert {id for advice in ALL for id in advice.claims} == set(CLAIMS)


@pytest.mark.parametrize(
    ("status", "not_about"),
    [
        (S.SHIPPED, ("not_shipped_in_time", "silence_48_hours")),
        (S.CANCELLED, ("cancelled_at_once", "not_while_checked")),
        (S.AWAITING_SHIPMENT, ("not_paid", "cancelled_at_once", "on_its_way")),
        (S.PAYMENT_VERIFICATION, ("seller_may_approve", "on_its_way")),
    ],
)
def test_no_other_source_is_beside_a_status_of_which_it_says_nothing(
    status: Status, not_about: tuple[str, ...]
) -> None:
    assert not {fact.id for fact in advise(Order(status)).others} & set(not_about)


def test_every_other_source_is_beside_a_rule() -> None:
    beside = {fact.id for advice in ALL for fact in advice.others}
    asked = {topic for question in questions() for topic in question.topics}
    assert {fact.id for fact in facts() if fact.id not in beside and fact.topic not in asked} == set()


MADRID = ZoneInfo("Europe/Madrid")


def test_the_hour_of_asking_gives_the_hours_between_which_it_cancels_itself() -> None:
    asked_at = datetime(2026, 3, 27, 9, 30, tzinfo=MADRID)
    advice = advise(Order(S.AWAITING_CANCELLATION, asked_at=asked_at))
    assert advice.cancels_itself is not None
    # The clocks change in between: 48 hours are 48 hours.
    assert [f"{hour:%d %H:%M}" for hour in advice.cancels_itself] == ["29 10:30", "30 10:30"]
    assert advise(Order(S.AWAITING_CANCELLATION)).cancels_itself is None


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"status": "awaiting_shipmnt"}, "There is no status 'awaiting_shipmnt'; did you mean awaiting_shipment?"),
        ({"status": None}, "There is no status 'None'"),
        ({"paid_with": "bank_cart"}, "There is no way to pay 'bank_cart'; did you mean bank_card?"),
        ({"paid_at": datetime(2026, 1, 1)}, "The time of payment 2026-01-01 00:00:00 has no time zone"),  # noqa: DTZ001
        ({"paid_at": "today"}, "'today' is not a time of payment"),
        ({"asked_at": datetime(2026, 1, 1)}, "The time of asking 2026-01-01 00:00:00 has no time zone"),  # noqa: DTZ001
        (
            {"paid_at": datetime(2026, 1, 2, tzinfo=UTC), "asked_at": datetime(2026, 1, 1, tzinfo=UTC)},
            "It was asked for at 2026-01-01 00:00:00+00:00, before it was paid at 2026-01-02 00:00:00+00:00; check bo",
        ),
        ({"price_usd": -0.01}, "A price of '-0.01' dollars cannot be; it is a number, zero or more."),
        ({"price_usd": float("nan")}, "A price of 'nan' dollars cannot be"),
        ({"price_usd": float("inf")}, "A price of 'inf' dollars cannot be"),
        ({"price_usd": "<b>10</b>"}, "A price of '<b>10</b>' dollars cannot be"),
        ({"asked_while": "shipped"}, "Nobody can ask to cancel while the status is 'shipped'"),
    ],
)
def test_bad_input_gets_one_clear_sentence(wrong: dict, sentence: str) -> None:  # type: ignore[type-arg]
    with pytest.raises(GuideError) as error:
        Order(**{"status": "awaiting_shipment"} | wrong)
    assert str(error.value).startswith(sentence)
    assert "\n" not in str(error.value)


def test_an_unknown_status_is_a_lookup_error_too() -> None:
    with pytest.raises(UnknownNameError):
        Order("nowhere")  # type: ignore[arg-type]


def test_an_order_takes_names_as_well_as_members() -> None:
    assert Order("shipped", paid_with="bank_card") == replace(Order(S.SHIPPED), paid_with=Payment.BANK_CARD)  # type: ignore[arg-type]


def test_the_claims_of_an_answer_are_those_of_its_parts_in_order() -> None:
    assert advise(Order(S.REFUNDED)).claims == ("C03", "C16", "C39", "C40")
    assert advise(Order(S.SHIPPED)).claims == ("C27", "C33")
    assert advise(Order(S.IN_DISPUTE)).claims == ("C34", "C35", "C36", "C37")
    alone = replace(advise(Order(S.IN_DISPUTE)), steps=(), can_cancel=(who := advise(Order(S.SHIPPED)).can_cancel))
    assert replace(alone, who_decides=who, chance=who).claims == ("C27", "C34", "C37")
    checks = advise(Order(S.PAYMENT_VERIFICATION)).checks
    assert replace(alone, who_decides=who, chance=who, open=None, checks=checks).claims == ("C07", "C08", "C27")


EARLY = {*(f"C{number:02}" for number in range(1, 14)), "C18", "C29", "C41"}


def test_what_others_say_is_about_a_claim_of_the_answer_or_a_topic_of_its_status() -> None:
    for status, shown in ((S.IN_DISPUTE, {"C34", "C35", "C36", "C37"}), (S.PAYMENT_VERIFICATION, EARLY)):
        others, topics = advise(Order(status)).others, RULES[status].elsewhere
        assert others == tuple(fact for fact in facts() if fact.topic in topics or shown & set(fact.about))
    assert 0 < len(others) < len(facts())


def test_what_comes_next_is_told_once_with_where_it_leads_and_why() -> None:
    rows = [(row.event, row.status, row.leads_to, row.claims) for row in advise(Order(S.SHIPMENT_CLAIMED)).next]
    assert rows == [
        (Event.SELLER_CONFIRMS, S.CANCELLED, name("cancelled"), ("C03", "C32")),
        (Event.SELLER_STAYS_SILENT, S.SHIPMENT_CLAIMED, say("event", "seller_stays_silent", "stay").plain, ("C26",)),
        (Event.SELLER_GIVES_NUMBER, S.TRACKING_PROVIDED, name("tracking_provided"), ("C30", "C33")),
    ]
    events = [row.event for row in advise(Order(S.AWAITING_SHIPMENT)).next]
    assert events == [*(row.event for row in leaving(S.AWAITING_CANCELLATION))]


def test_a_reason_is_neutral_or_it_is_not() -> None:
    advice = advise(Order(S.AWAITING_SHIPMENT))
    assert [reason.neutral for reason in (*advice.choose, *advice.avoid)] == [True, True, False, False]
