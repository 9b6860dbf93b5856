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
    on which other pages tell the reader something here.

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


def _claims(ids: str) -> tuple[str, ...]:
    return tuple(ids.split())


def _step(id: str, does: Does, claims: str, message: str | None = None) -> StepRule:
    return StepRule(id, does, _claims(claims), message)


PARCEL = ("paid", "checked", "packed", "sent")
MONEY = ("paid", "asked", "yes", "money")
SELLER_DECIDES = (Decides.SELLER, _claims("C02"))
CHECK_ACCOUNT = _step("check_account", Does.CHECK, "C16 C39")
WRONG_WAY_COSTS = ("wrong_way_costs", _claims("C41"))
JUST_SENT = ("just_sent", _claims("C29"))
RIGHT_ENDS = ("right_ends", _claims("C27"))

RULES: dict[Status, Rule] = {
    Status.PAYMENT_VERIFICATION: Rule(
        "02-payment-is-checked.ipynb",
        Outlook.GO,
        cancel=(Cancel.YES, _claims("C09 C27")),
        decides=(Decides.SELLER, _claims("C01 C02")),
        chance=_claims("C09 C18"),
        way=PARCEL,
        here="checked",
        steps=(
            _step("open_orders", Does.PRESS, "C07 C08 C10"),
            _step("ask_early", Does.PRESS, "C11"),
            _step("reason_early", Does.CHOOSE, "C05 C06 C12"),
            _step("wait_for_seller", Does.WAIT, "C03 C13"),
        ),
        warnings=(("seller_may_refuse", _claims("C04")), WRONG_WAY_COSTS, JUST_SENT),
    ),
    Status.AWAITING_SHIPMENT: Rule(
        "03-waiting-to-be-sent.ipynb",
        Outlook.ASK,
        cancel=(Cancel.YES, _claims("C18 C27")),
        decides=SELLER_DECIDES,
        chance=_claims("C18"),
        way=PARCEL,
        here="packed",
        steps=(
            _step("write_first", Does.WRITE, "C20 C21 C22", message="please_cancel"),
            _step("ask_late", Does.PRESS, "C10 C23"),
            _step("reason_late", Does.CHOOSE, "C05 C06 C24"),
            _step("wait_for_yes", Does.WAIT, "C25"),
        ),
        warnings=(("may_be_gone", _claims("C19")), WRONG_WAY_COSTS, JUST_SENT),
    ),
    Status.AWAITING_CANCELLATION: Rule(
        "04-you-asked.ipynb",
        Outlook.ASK,
        cancel=(Cancel.YES, _claims("C27")),
        decides=SELLER_DECIDES,
        chance=_claims("C18 C28"),
        way=("paid", "asked", "answer", "sent"),
        here="answer",
        steps=(
            _step("keep_waiting", Does.WAIT, "C13 C25"),
            _step("look_for_answer", Does.CHECK, "C10"),
        ),
        warnings=(("some_cheat", _claims("C26")), JUST_SENT),
    ),
    Status.SHIPMENT_CLAIMED: Rule(
        "05-seller-says-shipped.ipynb",
        Outlook.ASK,
        cancel=(Cancel.IF_NOT_SENT, _claims("C27")),
        decides=SELLER_DECIDES,
        chance=_claims("C32"),
        way=("paid", "asked", "claimed", "sent"),
        here="claimed",
        steps=(
            _step("ask_for_number", Does.WRITE, "C30 C31", message="real_number"),
            _step("wait_for_number", Does.WAIT, "C32"),
            _step("keep_screenshots", Does.KEEP, "C36"),
        ),
        warnings=(JUST_SENT, ("fake_number", _claims("C33"))),
    ),
    Status.TRACKING_PROVIDED: Rule(
        "06-tracking-number.ipynb",
        Outlook.ASK,
        cancel=(Cancel.IF_NOT_SENT, _claims("C27")),
        decides=(Decides.NUMBER, _claims("C33")),
        chance=_claims("C33"),
        way=("paid", "asked", "number", "sent"),
        here="number",
        steps=(
            _step("check_number", Does.CHECK, "C33"),
            _step("open_dispute", Does.PRESS, "C34"),
            _step("dispute_reason", Does.CHOOSE, "C35"),
            _step("attach_screenshots", Does.ATTACH, "C36"),
        ),
        warnings=(("fake_number", _claims("C33")), RIGHT_ENDS),
    ),
    Status.IN_DISPUTE: Rule(
        "07-dispute.ipynb",
        Outlook.ASK,
        cancel=(Cancel.IF_NOT_SENT, _claims("C34")),
        decides=(Decides.SITE, _claims("C37")),
        chance=_claims("C37"),
        way=("paid", "asked", "bad_number", "dispute"),
        here="dispute",
        steps=(
            _step("check_dispute", Does.CHECK, "C35 C36"),
            _step("wait_for_site", Does.WAIT, "C37"),
        ),
    ),
    Status.CANCELLED: Rule(
        "08-money-back.ipynb",
        Outlook.GO,
        cancel=(Cancel.DONE, _claims("C03")),
        way=MONEY,
        here="yes",
        steps=(
            _step("wait_for_money", Does.WAIT, "C14 C15 C38"),
            _step("see_progress", Does.CHECK, "C17"),
            CHECK_ACCOUNT,
        ),
    ),
    Status.REFUNDED: Rule(
        "08-money-back.ipynb",
        Outlook.GO,
        cancel=(Cancel.DONE, _claims("C03 C39")),
        way=MONEY,
        here="money",
        steps=(_step("check_amount", Does.CHECK, "C16 C39"),),
        note=("weigh_next_time", _claims("C40")),
    ),
    Status.SHIPPED: Rule(
        "09-map.ipynb",
        Outlook.END,
        cancel=(Cancel.NO, _claims("C27")),
        way=PARCEL,
        here="sent",
        steps=(_step("check_it_left", Does.CHECK, "C27 C33"),),
    ),
}

NEUTRAL_REASONS = {"not_needed": _claims("C05 C06"), "colour_or_size": _claims("C06")}
BLAMING_REASONS = {"slow": _claims("C04 C05"), "price": _claims("C04 C05")}
"""The two reasons that leave the seller's rating alone, and the two that hurt it even when they are true."""
