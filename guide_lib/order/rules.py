"""What holds in each status, as one table: may it be called off, who decides, what to do, what can go wrong.

Which words say it is the word file's business; where an order may go from a status is the workflow's.
"""

from dataclasses import dataclass

from guide_lib.order.kinds import Cancel, Decides, Does, Outlook
from guide_lib.order.workflow import Status


@dataclass(frozen=True, slots=True)
class StepRule:
    """One thing to do: its name in the word file, its kind, the claims behind it, the message that goes with it."""

    id: str
    does: Does
    claims: tuple[str, ...]
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds in one status, each answer with the claims behind it.

    `page` is the notebook that explains it; `way` and `here` are the stages of the strip; `elsewhere` are the topics
    on which other pages tell the reader something more here.

    Where all is decided, nobody decides and there is no chance to speak of.
    """

    page: str
    outlook: Outlook
    cancel: tuple[Cancel, tuple[str, ...]]
    steps: tuple[StepRule, ...]
    way: tuple[str, ...]
    here: str
    decides: tuple[Decides, tuple[str, ...]] | None = None
    chance: tuple[str, ...] = ()
    warnings: tuple[tuple[str, tuple[str, ...]], ...] = ()
    note: tuple[str, tuple[str, ...]] | None = None
    elsewhere: tuple[str, ...] = ()


def _names(ids: str) -> tuple[str, ...]:
    return tuple(ids.split())


def _step(id: str, does: Does, claims: str, message: str | None = None) -> StepRule:
    return StepRule(id, does, _names(claims), message)


PARCEL = ("paid", "checked", "packed", "sent")
MONEY = ("paid", "asked", "yes", "money")
SELLER_DECIDES = (Decides.SELLER, _names("C02"))
CHECK_ACCOUNT = _step("check_account", Does.CHECK, "C16 C39")
WRONG_WAY_COSTS = ("wrong_way_costs", _names("C41"))
JUST_SENT = ("just_sent", _names("C29"))
RIGHT_ENDS = ("right_ends", _names("C27"))

RULES: dict[Status, Rule] = {
    Status.PAYMENT_VERIFICATION: Rule(
        "02-payment-is-checked.ipynb",
        Outlook.GO,
        cancel=(Cancel.YES, _names("C09 C27")),
        decides=(Decides.SELLER, _names("C01 C02")),
        chance=_names("C09 C18"),
        way=PARCEL,
        here="checked",
        steps=(
            _step("open_orders", Does.PRESS, "C07 C08 C10"),
            _step("ask_early", Does.PRESS, "C11"),
            _step("reason_early", Does.CHOOSE, "C05 C06 C12"),
            _step("wait_for_seller", Does.WAIT, "C03 C13"),
        ),
        warnings=(("seller_may_refuse", _names("C04")), WRONG_WAY_COSTS, JUST_SENT),
        elsewhere=_names("cancel_early_needs_yes cancel_while_verified payment_check"),
    ),
    Status.AWAITING_SHIPMENT: Rule(
        "03-waiting-to-be-sent.ipynb",
        Outlook.ASK,
        cancel=(Cancel.YES, _names("C18 C27")),
        decides=SELLER_DECIDES,
        chance=_names("C18"),
        way=PARCEL,
        here="packed",
        steps=(
            _step("write_first", Does.WRITE, "C20 C21 C22", message="please_cancel"),
            _step("ask_late", Does.PRESS, "C10 C23"),
            _step("reason_late", Does.CHOOSE, "C05 C06 C24"),
            _step("wait_for_yes", Does.WAIT, "C25"),
        ),
        warnings=(("may_be_gone", _names("C19")), WRONG_WAY_COSTS, JUST_SENT),
        elsewhere=_names("ship_time ship_time_over more_time"),
    ),
    Status.AWAITING_CANCELLATION: Rule(
        "04-you-asked.ipynb",
        Outlook.ASK,
        cancel=(Cancel.YES, _names("C27")),
        decides=SELLER_DECIDES,
        chance=_names("C18 C28"),
        way=("paid", "asked", "answer", "sent"),
        here="answer",
        steps=(
            _step("keep_waiting", Does.WAIT, "C13 C25"),
            _step("look_for_answer", Does.CHECK, "C10"),
        ),
        warnings=(("some_cheat", _names("C26")), JUST_SENT),
        elsewhere=_names("seller_silence ship_time_over seller_asks"),
    ),
    Status.SHIPMENT_CLAIMED: Rule(
        "05-seller-says-shipped.ipynb",
        Outlook.ASK,
        cancel=(Cancel.IF_NOT_SENT, _names("C27")),
        decides=SELLER_DECIDES,
        chance=_names("C32"),
        way=("paid", "asked", "claimed", "sent"),
        here="claimed",
        steps=(
            _step("ask_for_number", Does.WRITE, "C30 C31", message="real_number"),
            _step("wait_for_number", Does.WAIT, "C32"),
            _step("keep_screenshots", Does.KEEP, "C36"),
        ),
        warnings=(JUST_SENT, ("fake_number", _names("C33"))),
        elsewhere=_names("tracking_still ship_time_over"),
    ),
    Status.TRACKING_PROVIDED: Rule(
        "06-tracking-number.ipynb",
        Outlook.ASK,
        cancel=(Cancel.IF_NOT_SENT, _names("C27")),
        decides=(Decides.NUMBER, _names("C33")),
        chance=_names("C33"),
        way=("paid", "asked", "number", "sent"),
        here="number",
        steps=(
            _step("check_number", Does.CHECK, "C33"),
            _step("open_dispute", Does.PRESS, "C34"),
            _step("dispute_reason", Does.CHOOSE, "C35"),
            _step("attach_screenshots", Does.ATTACH, "C36"),
        ),
        warnings=(("fake_number", _names("C33")), RIGHT_ENDS),
        elsewhere=_names("tracking_where tracking_still fake_number dispute_open_from dispute_open_until"),
    ),
    Status.IN_DISPUTE: Rule(
        "07-dispute.ipynb",
        Outlook.ASK,
        cancel=(Cancel.IF_NOT_SENT, _names("C34")),
        decides=(Decides.SITE, _names("C37")),
        chance=_names("C37"),
        way=("paid", "asked", "bad_number", "dispute"),
        here="dispute",
        steps=(
            _step("check_dispute", Does.CHECK, "C35 C36"),
            _step("wait_for_site", Does.WAIT, "C37"),
        ),
        elsewhere=_names("dispute_seller_answers dispute_escalate dispute_site_decides dispute_whole dispute_close"),
    ),
    Status.CANCELLED: Rule(
        "08-money-back.ipynb",
        Outlook.GO,
        cancel=(Cancel.DONE, _names("C03")),
        way=MONEY,
        here="yes",
        steps=(
            _step("wait_for_money", Does.WAIT, "C14 C15 C38"),
            _step("see_progress", Does.CHECK, "C17"),
            CHECK_ACCOUNT,
        ),
        elsewhere=_names("refund_missing refund_way"),
    ),
    Status.REFUNDED: Rule(
        "08-money-back.ipynb",
        Outlook.GO,
        cancel=(Cancel.DONE, _names("C03 C39")),
        way=MONEY,
        here="money",
        steps=(_step("check_amount", Does.CHECK, "C16 C39"),),
        note=("weigh_next_time", _names("C40")),
        elsewhere=_names("coupon"),
    ),
    Status.SHIPPED: Rule(
        "09-map.ipynb",
        Outlook.END,
        cancel=(Cancel.NO, _names("C27")),
        way=PARCEL,
        here="sent",
        steps=(_step("check_it_left", Does.CHECK, "C27 C33"),),
        elsewhere=_names("protection_end confirm_receipt sent_after_asking after_delivery"),
    ),
}

NEUTRAL_REASONS = {"not_needed": _names("C05 C06"), "colour_or_size": _names("C06")}
BLAMING_REASONS = {"slow": _names("C04 C05"), "price": _names("C04 C05")}
"""The two reasons that leave the seller's rating alone, and the two that hurt it even when they are true."""
