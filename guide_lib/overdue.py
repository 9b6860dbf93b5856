"""Where a refund stands on a day: not before, expected, within the limit or overdue, and what to do then, in order."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from guide_lib.claims import FACTS, LABELS, Fact, Figure, Unit
from guide_lib.errors import GuideError
from guide_lib.refund_words import WORDS, long_date

if TYPE_CHECKING:
    from guide_lib.refund import RefundWindow


class Stage(StrEnum):
    """Where a refund stands: `before` the seller's yes, then `expected` to the usual date, `within` the limit, overdue."""

    BEFORE = "before"
    EXPECTED = "expected"
    WITHIN = "within"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do, with the labels to press, and the claims or the other source that it rests on."""

    says: str
    labels: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    fact: Fact | None = None


def _fact(where: str, about: str) -> Fact:
    """Return what another source says about a claim; GuideError where that source is no longer among them."""
    for fact in FACTS:
        if where in fact.where and about in fact.about:
            return fact
    raise GuideError(f"No other source about {about} is from {where}; overdue.py rests on one.")


_WORDS: dict[str, str] = WORDS["today"]
_ASK = "intl.alipay.com"
_BOOKED_ON_PURCHASE = "skin.tigerwing.net"

SEE_PROGRESS = Action(_WORDS["progress"], (LABELS["orders"], LABELS["progress"]), ("C17",))
LOOK_AT_PURCHASE = Action(_WORDS["statement"], fact=_fact(_BOOKED_ON_PURCHASE, "C14"))
ASK_THE_BANK = Action(_WORDS["bank"], fact=_fact(_ASK, "C14"))

ACTIONS: dict[Stage, tuple[Action, ...]] = {
    Stage.BEFORE: (),
    Stage.EXPECTED: (SEE_PROGRESS,),
    Stage.WITHIN: (SEE_PROGRESS, LOOK_AT_PURCHASE),
    Stage.OVERDUE: (SEE_PROGRESS, LOOK_AT_PURCHASE, ASK_THE_BANK),
}
"""What to do at each stage, first things first."""
