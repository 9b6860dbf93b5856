"""Where a refund stands on a day, between which of its dates, and what to do then, in order."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from guide_lib.refund.days.banking import BankingCalendar
from guide_lib.sources.facts import Fact
from guide_lib.sources.facts import fact as known
from guide_lib.sources.figures import Unit
from guide_lib.sources.text import Label, Text
from guide_lib.words import counted, label, say, told, words
from guide_lib.words.dates import long_date


class Stage(StrEnum):
    """Where a refund stands: before the seller's yes, expected to the usual date, within the article's limit, later
    than that and still within what the site's help says, or overdue.
    """

    BEFORE = "before"
    EXPECTED = "expected"
    WITHIN = "within"
    LATER = "later"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of a refund: the seller's yes, the usual date, the article's limit, and the last that any help says."""

    confirmed: date
    usual: date
    limit: date
    last: date


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: the ids of the labels to press, the claims or other source it rests on, a message to send."""

    id: str
    presses: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    source: str = ""
    message: str = ""

    @property
    def fact(self) -> Fact | None:
        """The other source that it rests on, if it does."""
        return known(self.source) if self.source else None

    @property
    def labels(self) -> tuple[Label, ...]:
        """The labels to press, in order."""
        return tuple(map(label, self.presses))

    @property
    def text(self) -> Text:
        """What to do, in words."""
        return say("refund", "today", self.id)


SEE_PROGRESS = Action("progress", ("orders", "progress"), ("C17",))
LOOK_AT_PURCHASE = Action("statement", source="refund_3_to_20_days")
ASK_THE_SITE = Action("chat", source="refund_chat", message="chat")
ASK_THE_BANK = Action("bank", source="bank_arn", message="bank")

ACTIONS: dict[Stage, tuple[Action, ...]] = {
    Stage.BEFORE: (),
    Stage.EXPECTED: (SEE_PROGRESS,),
    Stage.WITHIN: (SEE_PROGRESS,),
    Stage.LATER: (SEE_PROGRESS, LOOK_AT_PURCHASE),
    Stage.OVERDUE: (SEE_PROGRESS, LOOK_AT_PURCHASE, ASK_THE_SITE, ASK_THE_BANK),
}
"""What to do at each stage, first things first."""


@dataclass(frozen=True, slots=True)
class Today:
    """Where a refund stands on a day; `over` counts the banking days after the article's limit, with that day.

    The limit is the latest date or, while that is provisional, the last day on which it may fall.
    """

    day: date
    stage: Stage
    dates: Dates
    over: int
    says: str

    @property
    def actions(self) -> tuple[Action, ...]:
        """What to do now, first things first."""
        return ACTIONS[self.stage]

    def __str__(self) -> str:
        return " ".join([self.says, *(action.text.plain for action in self.actions)])


def message(id: str, dates: Dates | None = None) -> str:
    """Return a message to copy, with the dates of a refund put in, or room for them."""
    return told("refund", "message", id, **_said(dates))


def _said(dates: Dates | None) -> dict[str, str]:
    room = words("refund", "message", "room")
    names = ("confirmed", "usual", "limit", "last")
    return {name: long_date(getattr(dates, name)) if dates else room for name in names}


def stands(day: date, dates: Dates, calendar: BankingCalendar) -> Today:
    """Return where a refund stands on a day of the buyer's; GuideError for a day beyond the calendar."""
    over = sum(is_open for _, is_open in calendar.between(dates.limit, day))
    stage = _stage(day, dates)
    key = "just_over" if stage is Stage.OVERDUE and not over else stage
    says = told("refund", "today", key, over=counted(over, Unit.BANKING_DAY), **_said(dates))
    return Today(day, stage, dates, over, says)


def _stage(day: date, dates: Dates) -> Stage:
    if day < dates.confirmed:
        return Stage.BEFORE
    ends = {Stage.EXPECTED: dates.usual, Stage.WITHIN: dates.limit, Stage.LATER: dates.last}
    return next((stage for stage, end in ends.items() if day <= end), Stage.OVERDUE)
