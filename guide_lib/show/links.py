"""Where a page leads on to another; links are written as they work beside the notebooks."""

from guide_lib.order.rules import RULES
from guide_lib.order.workflow import Status

PAGES: dict[Status, str] = {status: rule.page for status, rule in RULES.items()}
"""The notebook that answers a status."""

FORMS: dict[Status, str] = {
    Status.CANCELLED: "../docs/when.md",
    Status.TRACKING_PROVIDED: "../docs/number.md",
}
"""The page with a form that answers what the reader of a status wants to know next."""
