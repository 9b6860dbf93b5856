"""The guide to cancelling a paid AliExpress order: its claims, its workflow, its advice and its dates."""

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from guide_lib import show, tracking
from guide_lib.errors import GuideError, NotAllowedError, UnknownNameError
from guide_lib.order.advice import Advice, advise
from guide_lib.order.order import Order, Payment
from guide_lib.order.workflow import (
    ENDS,
    TRANSITIONS,
    Event,
    Status,
    Transition,
    leaving,
    paths,
    transition,
)
from guide_lib.refund.days.calendars import BankingCalendar, banking_calendar
from guide_lib.refund.window import RefundWindow, refund_window
from guide_lib.sources.claims import CLAIMS, Claim, figure
from guide_lib.sources.facts import Fact, facts
from guide_lib.sources.figures import Figure
from guide_lib.sources.labels import LABELS
from guide_lib.words import name
from guide_lib.words.dates import long_date
from guide_lib.words.language import in_language, languages

if TYPE_CHECKING:
    from guide_lib.order.chart import OrderChart, follow
    from guide_lib.refund.many import latest_dates
    from guide_lib.refund.reminder import to_ics

_WHEN_ASKED_FOR = {
    "OrderChart": "guide_lib.order.chart",
    "follow": "guide_lib.order.chart",
    "latest_dates": "guide_lib.refund.many",
    "to_ics": "guide_lib.refund.reminder",
}
"""Names whose modules bring a library of their own, which is imported with the first use of the name."""

__all__ = [
    "CLAIMS",
    "ENDS",
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
    "facts",
    "figure",
    "follow",
    "in_language",
    "languages",
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

if find_spec("numpy") is None:  # what it is needed for is no part of "all" where it is not there
    __all__.remove("latest_dates")


def __getattr__(name: str) -> Any:
    if name in _WHEN_ASKED_FOR:
        return getattr(import_module(_WHEN_ASKED_FOR[name]), name)
    raise AttributeError(f"module 'guide_lib' has no attribute '{name}'")
