"""The guide to cancelling a paid AliExpress order: its claims, its workflow, its advice and its dates."""

from guide_lib import show, tracking
from guide_lib.advice import Advice, advise
from guide_lib.calendars import BankingCalendar, banking_calendar
from guide_lib.claims import CLAIMS, FACTS, LABELS, Claim, Fact, Figure, figure
from guide_lib.errors import GuideError, NotAllowedError, UnknownNameError
from guide_lib.order import Order, Payment
from guide_lib.refund import RefundWindow, refund_window
from guide_lib.words import name
from guide_lib.workflow import (
    ENDS,
    TRANSITIONS,
    Event,
    OrderChart,
    Status,
    Transition,
    follow,
    leaving,
    paths,
    transition,
)

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
    "leaving",
    "name",
    "paths",
    "refund_window",
    "show",
    "tracking",
    "transition",
]
