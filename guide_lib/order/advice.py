"""What to do now: the rules of a status, the words that say them, and what may happen next, for one order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from guide_lib.order.kinds import Cancel, Decides, Outlook
from guide_lib.order.order import Order, Payment
from guide_lib.order.parts import Elsewhere, Message, Next, PaymentCheck, Point, Reason, Step
from guide_lib.order.rules import BLAMING_REASONS, NEUTRAL_REASONS, RULES, Rule
from guide_lib.order.workflow import OPEN, TRANSITIONS, Event, Place, Status, Transition, leaving, status_of
from guide_lib.sources.claims import CLAIMS, figure
from guide_lib.sources.facts import Fact, facts, topics
from guide_lib.sources.text import Text
from guide_lib.words import in_english, name, say, words

CHECK_CLAIMS = {Payment.E_WALLET: "C07", Payment.BANK_CARD: "C08"}
"""The claim that says how long the check of a payment takes."""

SILENCE = "seller_silence"
"""The topic that says after how long the order cancels itself where the seller does not answer."""

BUYERS_OWN = frozenset({Event.BUYER_ASKS, Event.BUYER_OPENS_DISPUTE})
"""What the steps tell the buyer to do; what may happen next comes after it."""


@dataclass(frozen=True, slots=True)
class Advice:
    """The answer for one order, from the verdict to what other sources say."""

    order: Order
    verdict: Text
    outlook: Outlook
    cancel: Cancel
    can_cancel: Point
    decides: Decides | None
    who_decides: Point | None
    chance: Point | None
    steps: tuple[Step, ...]
    choose: tuple[Reason, ...]
    avoid: tuple[Reason, ...]
    why_reason: Point
    checks: tuple[PaymentCheck, ...]
    warnings: tuple[Point, ...]
    next: tuple[Next, ...]
    open: Point | None
    note: Point | None
    elsewhere: tuple[Elsewhere, ...]
    cancels_itself: tuple[datetime, datetime] | None

    @property
    def message(self) -> Message | None:
        """The message to send, where a step has one."""
        return next((step.message for step in self.steps if step.message), None)

    @property
    def claims(self) -> tuple[str, ...]:
        """Every claim that the answer rests on, what may happen next set aside, in order."""
        used = self._shown | set(self.can_cancel.claims)
        return tuple(id for id in CLAIMS if id in used)

    @property
    def others(self) -> tuple[Fact, ...]:
        """What other sources say about what to do and what to expect in this status, newest first."""
        here = {row.topic for row in self.elsewhere}
        return tuple(fact for fact in facts() if fact.topic in here or set(fact.about) & self._shown)

    @property
    def _shown(self) -> set[str]:
        points = [point for point in (self.who_decides, self.chance, self.open, self.note, *self.warnings) if point]
        reasons = (*self.choose, *self.avoid)
        used = [row.claims for row in points] + [row.claims for row in self.steps] + [row.claims for row in reasons]
        return {id for claims in used for id in claims} | {check.claim for check in self.checks}


def advise(order: Order) -> Advice:
    """Return what to do now for this order.

    >>> advice = advise(Order("awaiting_shipment"))
    >>> print(advice.verdict)
    Yes, you can still ask. But be quick.
    >>> [step.does.value for step in advice.steps]
    ['write', 'press', 'choose', 'wait']
    """
    status, rule = order.status, RULES[order.status]
    gives_reason = any(set(step.claims) & set(NEUTRAL_REASONS["not_needed"]) for step in rule.steps)
    return Advice(
        order=order,
        verdict=say("status", status, "verdict"),
        outlook=rule.outlook,
        cancel=rule.cancel[0],
        can_cancel=Point(say("cancel", rule.cancel[0]), rule.cancel[1]),
        decides=rule.decides[0] if rule.decides else None,
        who_decides=Point(say("decides", rule.decides[0]), rule.decides[1]) if rule.decides else None,
        chance=Point(say("status", status, _chance(order)), rule.chance) if rule.chance else None,
        steps=tuple(_steps(rule)),
        choose=_reasons(NEUTRAL_REASONS, neutral=True) if gives_reason else (),
        avoid=_reasons(BLAMING_REASONS, neutral=False) if gives_reason else (),
        why_reason=Point(say("why_reason", "text"), BLAMING_REASONS["slow"]),
        checks=tuple(_checks(order)) if status is Status.PAYMENT_VERIFICATION else (),
        warnings=tuple(_warnings(order, rule)),
        next=tuple(_next(status)),
        open=Point(say("open", status, "text"), OPEN[status]) if status in OPEN else None,
        note=Point(say("note", rule.note[0], "text"), rule.note[1]) if rule.note else None,
        elsewhere=tuple(map(elsewhere, rule.elsewhere)),
        cancels_itself=_cancels_itself(order.asked_at) if order.asked_at else None,
    )


def elsewhere(topic: str) -> Elsewhere:
    """Return what other pages say on a topic, in words; UnknownNameError for one on which there is no fact."""
    does = say("topic", topic, "does") if "does" in words("topic", topic) else None
    return Elsewhere(topic, say("topic", topic, "says"), does, topics()[topic])


def _cancels_itself(asked_at: datetime) -> tuple[datetime, datetime] | None:
    """Return the first and the last moment at which other pages say that a silent seller's order cancels itself."""
    silence = topics()[SILENCE].figure
    if silence is None:
        return None
    return _later(asked_at, silence.lowest.at_most()), _later(asked_at, silence.at_most())


def _chance(order: Order) -> str:
    if order.status is not Status.AWAITING_CANCELLATION or order.asked_while is None:
        return "chance"
    return "chance_early" if order.asked_while is Status.PAYMENT_VERIFICATION else "chance_late"


def _steps(rule: Rule) -> Iterator[Step]:
    for row in rule.steps:
        title, text = say("step", row.id, "title"), say("step", row.id, "text")
        message = _message(row.message) if row.message else None
        yield Step(row.id, row.does, title, text, row.claims, message)


def _message(id: str) -> Message:
    sent = in_english("message", id)
    return Message(id, sent["says"], sent["zh"], words("message", id)["says"])


def _reasons(table: dict[str, tuple[str, ...]], *, neutral: bool) -> tuple[Reason, ...]:
    return tuple(Reason(id, neutral, say("reason", id, "text"), claims) for id, claims in table.items())


def _checks(order: Order) -> Iterator[PaymentCheck]:
    for paid_with, claim in CHECK_CLAIMS.items():
        if order.paid_with in (None, paid_with):
            takes = figure(claim)
            yield PaymentCheck(paid_with, takes, order.paid_at and _later(order.paid_at, takes.at_most()), claim)


def _later(instant: datetime, wait: timedelta) -> datetime:
    """Return the instant after so many real hours, also where the clocks change in between."""
    return (instant.astimezone(UTC) + wait).astimezone(instant.tzinfo)


def _warnings(order: Order, rule: Rule) -> Iterator[Point]:
    dear = order.price_usd is not None and order.price_usd > int(figure("C29"))
    for id, claims in rule.warnings:
        words_for = f"{id}_likely" if id == "just_sent" and dear else id
        yield Point(say("warning", words_for, "text"), claims)


def _next(status: Status) -> Iterator[Next]:
    for row in _after_the_steps(status):
        after = status_of(_settled(row.target))
        leads_to = say("event", row.event, "stay").plain if after is status else name(after)
        yield Next(row.event, say("event", row.event, "text"), after, leads_to, row.claims)


def _after_the_steps(status: Status) -> Iterator[Transition]:
    seen: set[Event] = set()
    for row in leaving(status):
        for later in leaving(row.after) if row.event in BUYERS_OWN else (row,):
            if later.event not in seen:
                seen.add(later.event)
                yield later


def _settled(place: Place) -> Place:
    """Return where the order is once the buyer has done what the steps say."""
    rows = [row for row in TRANSITIONS if row.source is place]
    return rows[0].target if rows and all(row.event in BUYERS_OWN for row in rows) else place
