"""The statuses of a paid order, the events between them, and the claims that each transition rests on.

The table below is the whole workflow; `guide_lib.order.chart` is the same table as a statechart. What the article
leaves open ends here, too: how long the seller may stay silent, and what comes of a dispute.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TypeVar

from guide_lib.errors import NotAllowedError, unknown


class Status(StrEnum):
    """Where the order is now, from the buyer's side."""

    PAYMENT_VERIFICATION = "payment_verification"
    AWAITING_SHIPMENT = "awaiting_shipment"
    AWAITING_CANCELLATION = "awaiting_cancellation"
    SHIPMENT_CLAIMED = "shipment_claimed"
    TRACKING_PROVIDED = "tracking_provided"
    IN_DISPUTE = "in_dispute"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"
    SHIPPED = "shipped"


class Finding(StrEnum):
    """What the buyer knows of the number: the two states inside `tracking_provided`."""

    NUMBER_UNCHECKED = "number_unchecked"
    NUMBER_BAD = "number_bad"


class Event(StrEnum):
    """What the buyer or the seller does, or what happens to the payment, the parcel or the money."""

    PAYMENT_CLEARS = "payment_clears"
    BUYER_ASKS = "buyer_asks"
    SELLER_CONFIRMS = "seller_confirms"
    SELLER_REFUSES = "seller_refuses"
    SELLER_STAYS_SILENT = "seller_stays_silent"
    SELLER_CLAIMS_SHIPPED = "seller_claims_shipped"
    SELLER_GIVES_NUMBER = "seller_gives_number"
    SELLER_SHIPS = "seller_ships"
    NUMBER_GENUINE = "number_genuine"
    NUMBER_DOES_NOT_WORK = "number_does_not_work"
    TRACKING_STOPS = "tracking_stops"
    PARCEL_GOES_ELSEWHERE = "parcel_goes_elsewhere"
    BUYER_OPENS_DISPUTE = "buyer_opens_dispute"
    MONEY_ARRIVES = "money_arrives"


Name = TypeVar("Name", bound=StrEnum)
Place = Status | Finding


def status_of(place: Place) -> Status:
    """Return the status that a place belongs to: itself, or `tracking_provided` for a finding."""
    return place if isinstance(place, Status) else Status.TRACKING_PROVIDED


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the workflow: from where, by which event, to where, and the claims that say so."""

    source: Place
    event: Event
    target: Place
    claims: tuple[str, ...]

    @property
    def before(self) -> Status:
        """The status that the order leaves."""
        return status_of(self.source)

    @property
    def after(self) -> Status:
        """The status that the order is in afterwards; the same one where the event only tells the buyer something."""
        return status_of(self.target)


Path = tuple[Transition, ...]


def _row(source: Place, event: Event, target: Place, claims: str) -> Transition:
    return Transition(source, event, target, tuple(claims.split()))


START = Status.PAYMENT_VERIFICATION
TRANSITIONS: tuple[Transition, ...] = (
    _row(Status.PAYMENT_VERIFICATION, Event.PAYMENT_CLEARS, Status.AWAITING_SHIPMENT, "C07 C08 C18"),
    _row(Status.PAYMENT_VERIFICATION, Event.BUYER_ASKS, Status.AWAITING_CANCELLATION, "C09 C11 C12 C13"),
    _row(Status.AWAITING_SHIPMENT, Event.BUYER_ASKS, Status.AWAITING_CANCELLATION, "C18 C20 C23 C24 C25"),
    _row(Status.AWAITING_SHIPMENT, Event.SELLER_SHIPS, Status.SHIPPED, "C19 C27"),
    _row(Status.AWAITING_CANCELLATION, Event.SELLER_CONFIRMS, Status.CANCELLED, "C02 C03 C28"),
    _row(Status.AWAITING_CANCELLATION, Event.SELLER_STAYS_SILENT, Status.AWAITING_CANCELLATION, "C13 C25"),
    _row(Status.AWAITING_CANCELLATION, Event.SELLER_REFUSES, Status.AWAITING_SHIPMENT, "C26 C27"),
    _row(Status.AWAITING_CANCELLATION, Event.SELLER_CLAIMS_SHIPPED, Status.SHIPMENT_CLAIMED, "C29"),
    _row(Status.AWAITING_CANCELLATION, Event.SELLER_GIVES_NUMBER, Finding.NUMBER_UNCHECKED, "C33"),
    _row(Status.AWAITING_CANCELLATION, Event.SELLER_SHIPS, Status.SHIPPED, "C27 C41"),
    _row(Status.SHIPMENT_CLAIMED, Event.SELLER_CONFIRMS, Status.CANCELLED, "C03 C32"),
    _row(Status.SHIPMENT_CLAIMED, Event.SELLER_STAYS_SILENT, Status.SHIPMENT_CLAIMED, "C26"),
    _row(Status.SHIPMENT_CLAIMED, Event.SELLER_GIVES_NUMBER, Finding.NUMBER_UNCHECKED, "C30 C33"),
    _row(Finding.NUMBER_UNCHECKED, Event.NUMBER_GENUINE, Status.SHIPPED, "C27"),
    _row(Finding.NUMBER_UNCHECKED, Event.NUMBER_DOES_NOT_WORK, Finding.NUMBER_BAD, "C33"),
    _row(Finding.NUMBER_UNCHECKED, Event.TRACKING_STOPS, Finding.NUMBER_BAD, "C33"),
    _row(Finding.NUMBER_UNCHECKED, Event.PARCEL_GOES_ELSEWHERE, Finding.NUMBER_BAD, "C33"),
    _row(Finding.NUMBER_BAD, Event.BUYER_OPENS_DISPUTE, Status.IN_DISPUTE, "C34 C35 C36"),
    _row(Status.CANCELLED, Event.MONEY_ARRIVES, Status.REFUNDED, "C14 C16 C38 C39"),
)
"""Every way from one status to the next, in the order of an order's life, with the claims that it rests on."""

ENDS = frozenset({Status.REFUNDED, Status.IN_DISPUTE, Status.SHIPPED})
"""The statuses with which the article's story ends."""

OPEN: dict[Status, tuple[str, ...]] = {
    Status.AWAITING_CANCELLATION: ("C13", "C25"),
    Status.SHIPMENT_CLAIMED: ("C27", "C31"),
    Status.IN_DISPUTE: ("C34", "C37"),
    Status.SHIPPED: ("C27",),
}
"""Where the article leaves a question open, and the claims after which it stops."""


def named(kind: type[Name], given: str, what: str = "") -> Name:
    """Return the member of this name; UnknownNameError with the nearest right ones, `what` being the word for it."""
    try:
        return kind(given)
    except ValueError:
        raise unknown(what or kind.__name__.lower(), given, kind) from None


def leaving(status: Status | str) -> tuple[Transition, ...]:
    """Return the transitions out of a status, in the order of the table; UnknownNameError for no such status."""
    here = named(Status, status)
    return tuple(row for row in TRANSITIONS if row.before is here)


def transition(status: Status | str, event: Event | str) -> Transition:
    """Return what an event does to an order; NotAllowedError says what can happen in that status instead.

    >>> transition("cancelled", "money_arrives").after
    <Status.REFUNDED: 'refunded'>
    """
    here, what = named(Status, status), named(Event, event)
    for row in leaving(here):
        if row.event is what:
            return row
    raise not_allowed(here, what, (row.event for row in leaving(here)))


def not_allowed(status: Status, event: Event, allowed: Iterable[Event]) -> NotAllowedError:
    """Return the error for an event that cannot happen in a status, with those that can."""
    can = ", ".join(allowed) or "nothing more"
    return NotAllowedError(f"'{event}' cannot happen in the status '{status}'; what can happen there: {can}.")


@cache
def paths() -> tuple[Path, ...]:
    """Return every path from paying to an end that comes to no place twice."""
    return tuple(_onward((), START))


def _onward(path: Path, place: Place) -> Iterator[Path]:
    if place in ENDS:
        yield path
    been = {START, *(row.target for row in path)}
    for row in TRANSITIONS:
        if row.source is place and row.target not in been:
            yield from _onward((*path, row), row.target)
