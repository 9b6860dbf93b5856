"""Where a refund stands on a day: not before, expected, within the limit or overdue, and what to do then, in order."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from guide_lib.claims import FACTS, LABELS, Fact, Unit
from guide_lib.errors import GuideError
from guide_lib.refund_words import WORDS, counted, long_date

if TYPE_CHECKING:
    from guide_lib.refund import RefundWindow


class Stage(StrEnum):
    """Where a refund stands: before the seller's yes, expected to the usual date, then within the limit or overdue."""

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


def _fact(id: str) -> Fact:
    """Return what another source says, by its id; GuideError where that is no longer among them."""
    for fact in FACTS:
        if fact.id == id:
            return fact
    raise GuideError(f"No other source {id!r} is known; what to do when a refund is overdue rests on it.")


_WORDS: dict[str, str] = WORDS["today"]

SEE_PROGRESS = Action(_WORDS["progress"], (LABELS["orders"], LABELS["progress"]), ("C17",))
LOOK_AT_PURCHASE = Action(_WORDS["statement"], fact=_fact("refund_3_to_20_days"))
ASK_THE_BANK = Action(_WORDS["bank"], fact=_fact("bank_7_to_15_days"))

ACTIONS: dict[Stage, tuple[Action, ...]] = {
    Stage.BEFORE: (),
    Stage.EXPECTED: (SEE_PROGRESS,),
    Stage.WITHIN: (SEE_PROGRESS,),
    Stage.OVERDUE: (SEE_PROGRESS, LOOK_AT_PURCHASE, ASK_THE_BANK),
}
"""What to do at each stage, first things first."""


@dataclass(frozen=True, slots=True)
class Today:
    """Where a refund stands on a day; `over` counts the banking days after the limit, up to and with that day.

    The limit is the latest date or, while that is provisional, the last day on which it may fall.
    """

    day: date
    stage: Stage
    limit: date
    over: int
    says: str

    @property
    def actions(self) -> tuple[Action, ...]:
        """What to do now, first things first."""
        return ACTIONS[self.stage]

    def __str__(self) -> str:
        return " ".join([self.says, *(action.says.format_map(LABELS) for action in self.actions)])

    def _repr_html_(self) -> str:
        from guide_lib.show.count import today_html  # noqa: PLC0415 - the look is loaded when it is looked at

        return today_html(self)


def on(window: "RefundWindow", day: date) -> Today:
    """Return where a refund stands on a day of the buyer's; GuideError for a day beyond the calendar."""
    limit = window.earliest_latest[1]
    over = sum(is_open for _, is_open in window.calendar.between(limit, day))
    stage = _stage(window, limit, day)
    words = _WORDS["just_over"] if stage is Stage.OVERDUE and not over else _WORDS[stage]
    dates = {"confirmed": window.confirmed, "usual": window.usual_banking_day, "limit": limit}
    says = words.format(over=counted(over, Unit.BANKING_DAY), **{name: long_date(when) for name, when in dates.items()})
    return Today(day, stage, limit, over, says)


def _stage(window: "RefundWindow", limit: date, day: date) -> Stage:
    ends = {Stage.EXPECTED: window.usual_banking_day, Stage.WITHIN: limit}
    if day < window.confirmed:
        return Stage.BEFORE
    return next((stage for stage, end in ends.items() if day <= end), Stage.OVERDUE)
