"""Where a refund stands on a day: not before, expected, within the limit or overdue, and what to do then, in order."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from guide_lib.errors import GuideError
from guide_lib.refund.days.banking import BankingCalendar
from guide_lib.sources.claims import FACTS, LABELS, Fact, Unit
from guide_lib.sources.text import Text
from guide_lib.words import counted, say, told
from guide_lib.words.dates import long_date


class Stage(StrEnum):
    """Where a refund stands: before the seller's yes, expected to the usual date, then within the limit or overdue."""

    BEFORE = "before"
    EXPECTED = "expected"
    WITHIN = "within"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do, with the labels to press, and the claims or the other source that it rests on."""

    id: str
    labels: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    fact: Fact | None = None

    @property
    def text(self) -> Text:
        """What to do, in words."""
        return say("refund", "today", self.id)


def _fact(id: str) -> Fact:
    """Return what another source says, by its id; GuideError where that is no longer among them."""
    for fact in FACTS:
        if fact.id == id:
            return fact
    raise GuideError(f"No other source {id!r} is known; what to do when a refund is overdue rests on it.")


SEE_PROGRESS = Action("progress", (LABELS["orders"], LABELS["progress"]), ("C17",))
LOOK_AT_PURCHASE = Action("statement", fact=_fact("refund_3_to_20_days"))
ASK_THE_BANK = Action("bank", fact=_fact("bank_7_to_15_days"))

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
        return " ".join([self.says, *(action.text.plain for action in self.actions)])


def stands(day: date, confirmed: date, usual: date, limit: date, calendar: BankingCalendar) -> Today:
    """Return where a refund stands on a day of the buyer's; GuideError for a day beyond the calendar."""
    over = sum(is_open for _, is_open in calendar.between(limit, day))
    stage = _stage(day, confirmed, usual, limit)
    key = "just_over" if stage is Stage.OVERDUE and not over else stage
    dates = {"confirmed": long_date(confirmed), "usual": long_date(usual), "limit": long_date(limit)}
    says = told("refund", "today", key, over=counted(over, Unit.BANKING_DAY), **dates)
    return Today(day, stage, limit, over, says)


def _stage(day: date, confirmed: date, usual: date, limit: date) -> Stage:
    if day < confirmed:
        return Stage.BEFORE
    ends = {Stage.EXPECTED: usual, Stage.WITHIN: limit}
    return next((stage for stage, end in ends.items() if day <= end), Stage.OVERDUE)
