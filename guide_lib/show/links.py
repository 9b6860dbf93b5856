"""Which notebook answers which status; links are written as they work beside the notebooks."""

from guide_lib.workflow import Status

PAGES: dict[Status, str] = {
    Status.PAYMENT_VERIFICATION: "02-payment-is-checked.ipynb",
    Status.AWAITING_SHIPMENT: "03-waiting-to-be-sent.ipynb",
    Status.AWAITING_CANCELLATION: "04-you-asked.ipynb",
    Status.SHIPMENT_CLAIMED: "05-seller-says-shipped.ipynb",
    Status.TRACKING_PROVIDED: "06-tracking-number.ipynb",
    Status.IN_DISPUTE: "07-dispute.ipynb",
    Status.CANCELLED: "08-money-back.ipynb",
    Status.REFUNDED: "08-money-back.ipynb",
    Status.SHIPPED: "09-map.ipynb",
}

FORMS: dict[Status, str] = {
    Status.CANCELLED: "../docs/when.md",
    Status.TRACKING_PROVIDED: "../docs/number.md",
}
"""The page with a form that answers what the reader of a status wants to know next."""
