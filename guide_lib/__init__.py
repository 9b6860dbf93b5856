"""The guide to cancelling a paid AliExpress order: its claims, its workflow, its advice and its dates."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from guide_lib import show, tracking
from guide_lib.advice import Advice, advise
from guide_lib.calendars import BankingCalendar, banking_calendar
from guide_lib.claims import CLAIMS, FACTS, LABELS, Claim, Fact, Figure, figure
from guide_lib.errors import GuideError, NotAllowedError, UnknownNameError
from guide_lib.order import Order, Payment
from guide_lib.refund import RefundWindow, refund_window
from guide_lib.refund_words import long_date
from guide_lib.words import name
from guide_lib.workflow import (
    ENDS,
    TRANSITIONS,
    Event,
    Status,
    Transition,
    leaving,
    paths,
    transition,
)

if TYPE_CHECKING:
    from guide_lib.chart import OrderChart, follow
    from guide_lib.many import latest_dates
    from guide_lib.reminder import to_ics

_WHEN_ASKED_FOR = {
    "OrderChart": "guide_lib.chart",
    "follow": "guide_lib.chart",
    "latest_dates": "guide_lib.many",
    "to_ics": "guide_lib.reminder",
}
"""Names whose modules bring a library of their own, which is imported with the first use of the name."""

__all__ = [
    "CLAIMS",
    "ENDS",
    "FACTS",
    "LABELS",
    "TRANSITIONS",
    "Advice",
    "BankingCalendar",
    "Claim",
    "Event",
    "Fact",
    "Figure",
    "GuideError",
    "NotAllowedError",
    "Order",
    "OrderChart",
    "Payment",
    "RefundWindow",
    "Status",
    "Transition",
    "UnknownNameError",
    "advise",
    "banking_calendar",
    "figure",
    "follow",
    "latest_dates",
    "leaving",
    "long_date",
    "name",
    "paths",
    "refund_window",
    "show",
    "to_ics",
    "tracking",
    "transition",
]


def __getattr__(name: str) -> Any:
    if name in _WHEN_ASKED_FOR:
        return getattr(import_module(_WHEN_ASKED_FOR[name]), name)
    raise AttributeError(f"module 'guide_lib' has no attribute '{name}'")
