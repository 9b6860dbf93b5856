"""How long the check of a payment takes, as a table."""

from datetime import datetime

from markupsafe import Markup

from guide_lib.order.advice import Advice, PaymentCheck
from guide_lib.show.pieces import Html, marks, word
from guide_lib.words import words
from guide_lib.words.dates import long_date

H = Markup


def checks(advice: Advice) -> Html:
    """Return how long the check of the payment takes, a row for each way to pay; nothing in any other status."""
    if not advice.checks:
        return Html()
    paid_at = advice.order.paid_at
    heads = ("paid", "takes", "until") if paid_at else ("paid", "takes")
    caption = H("{} {}").format(word("check_after"), _instant(paid_at)) if paid_at else word("check")
    return Html(
        H("<table>\n<caption>{}</caption>\n<thead><tr>{}</tr></thead>\n<tbody>{}</tbody>\n</table>").format(
            caption,
            H().join(H('<th scope="col">{}</th>').format(word(head)) for head in heads),
            H().join(_check(check) for check in advice.checks),
        )
    )


def _check(check: PaymentCheck) -> Markup:
    until = H("<td>{}</td>").format(_instant(check.until)) if check.until else ""
    return H('<tr><th scope="row">{}</th><td>{}{}</td>{}</tr>').format(
        words("payment", check.paid_with), check.takes, marks([check.claim]), until
    )


def _instant(when: datetime) -> Markup:
    said = f"{long_date(when)}, {when:%H:%M} ({when.tzname()})"
    return H('<time datetime="{}">{}</time>').format(when.isoformat(), said)
