"""An order as the buyer knows it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from math import isfinite
from numbers import Real

from guide_lib.errors import GuideError, quoted
from guide_lib.order.workflow import TRANSITIONS, Event, Status, named


class Payment(StrEnum):
    """How the order was paid."""

    E_WALLET = "e_wallet"
    BANK_CARD = "bank_card"


@dataclass(frozen=True, slots=True)
class Order:
    """An order as the buyer knows it.

    paid_at, asked_at: aware times; price_usd: zero or more dollars; asked_while: the status in which the buyer asked.
    UnknownNameError for an unknown status or way to pay, GuideError for a naive time or an impossible price.
    """

    status: Status
    paid_with: Payment | None = None
    paid_at: datetime | None = None
    price_usd: float | Decimal | None = None
    asked_while: Status | None = None
    asked_at: datetime | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "status", named(Status, self.status))
        if self.paid_with is not None:
            object.__setattr__(self, "paid_with", named(Payment, self.paid_with, "way to pay"))
        if self.asked_while is not None:
            object.__setattr__(self, "asked_while", _asked_while(self.asked_while))
        _check_time(self.paid_at, "payment")
        _check_time(self.asked_at, "asking")
        if self.paid_at and self.asked_at and self.asked_at < self.paid_at:
            raise GuideError(f"It was asked for at {self.asked_at}, before it was paid at {self.paid_at}; check both.")
        _check_price(self.price_usd)


def _check_time(given: object, what: str) -> None:
    if given is None:
        return
    if not isinstance(given, datetime):
        raise GuideError(f"{quoted(given)} is not a time of {what}; give a datetime with a time zone.")
    if given.utcoffset() is None:
        raise GuideError(f"The time of {what} {given} has no time zone; give it one with tzinfo=ZoneInfo(…).")


def _check_price(price_usd: object) -> None:
    if price_usd is None:
        return
    if not isinstance(price_usd, Real | Decimal) or not isfinite(price_usd) or price_usd < 0:
        raise GuideError(f"A price of {quoted(price_usd)} dollars cannot be; it is a number, zero or more.")


def _asked_while(given: str) -> Status:
    could = [row.before for row in TRANSITIONS if row.event is Event.BUYER_ASKS]
    if (status := named(Status, given)) not in could:
        raise GuideError(f"Nobody can ask to cancel while the status is '{status}', only in {' and '.join(could)}.")
    return status
