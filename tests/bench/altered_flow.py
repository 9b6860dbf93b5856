"""Every way from one status to the next, and each rule that is computed, made another once."""

import ast
from collections.abc import Iterator

from altered import Change, read
from altered_code import Code, gone
from altered_rules import MAP

from guide_lib import show
from guide_lib.order.advice import advise
from guide_lib.order.order import Order
from guide_lib.order.workflow import TRANSITIONS, Status, Transition
from guide_lib.show.pieces import PAGES, marks, text
from guide_lib.words import name, say

CODE = Code("guide_lib/order/workflow.py")
EARLY, LATE, ASKED, NUMBER, MONEY = (
    PAGES[Status(status)]
    for status in (
        "payment_verification",
        "awaiting_shipment",
        "awaiting_cancellation",
        "tracking_provided",
        "cancelled",
    )
)

COMPUTED = {
    "guide_lib/order/advice.py": (
        ("an e-wallet takes as long as a card", 'E_WALLET: "C07"', 'E_WALLET: "C08"', EARLY),
        ("a card has no check", 'Payment.BANK_CARD: "C08"', "**{}", EARLY),
        ("you ask, as something that may come next", "Event.BUYER_ASKS, ", "", EARLY),
        ("you open a dispute, as something that may come next", ", Event.BUYER_OPENS_DISPUTE", "", NUMBER),
        ("who asked early has the late chance", '"chance_early" if', '"chance_late" if', ASKED),
        ("who asked late has the early chance", 'else "chance_late"', 'else "chance_early"', ASKED),
        ("a cheap order is a dear one", "order.price_usd > int(", "order.price_usd < int(", LATE),
    ),
    "guide_lib/sources/figures.py": (
        ("minutes end half an hour later", "return timedelta(hours=1)", "return timedelta(minutes=90)", EARLY),
        ("a day is two", "Unit.DAY: timedelta(days=1)", "Unit.DAY: timedelta(days=2)", EARLY),
    ),
    "guide_lib/refund/days/calendars.py": (
        ("holidays count", "for day in off:", "for day in ():", MONEY),
        (
            "weekends count",
            "not rests(day + timedelta(days=n)) for n in range(_WEEK)",
            "1 for n in range(_WEEK)",
            MONEY,
        ),
    ),
    "guide_lib/refund/window.py": (
        ("the usual date is a day later", "confirmed + _USUAL", "confirmed + _USUAL + timedelta(days=1)", MONEY),
    ),
    "guide_lib/refund/days/banking.py": (
        ("the day of the yes counts", "self.nth(confirmed, WAIT)", "self.nth(confirmed, WAIT - 1)", MONEY),
    ),
    "guide_lib/refund/today.py": (
        ("too late: see how far it is, dropped", "OVERDUE: (SEE_PROGRESS, ", "OVERDUE: (", MONEY),
        ("too late: look at the purchase, dropped", "LOOK_AT_PURCHASE, ASK", "ASK", MONEY),
        ("too late: ask the bank, dropped", ", ASK_THE_BANK)", ",)", MONEY),
        ("see how far it is: the claim behind it", '("C17",)', '("C40",)', MONEY),
        ("the usual day is past when it comes", "if day <= end", "if day < end", MONEY),
        ("the money may come before the yes", "if day < dates.confirmed", "if False", MONEY),
    ),
    "guide_lib/refund/days/settled.toml": (
        ("the law of Germany settles nothing", '\nDE = "Unification', '\nXX = "Unification', MONEY),
        ("fewer days off of the Emirates may be worked on", "fewer = 5\nmore = 2", "fewer = 4\nmore = 2", MONEY),
        ("fewer days of the Emirates may become days off", "fewer = 5\nmore = 2", "fewer = 5\nmore = 1", MONEY),
        ("China has named its days off a year further", '"0.88" = 2026 }', '"0.88" = 2027 }', MONEY),
    ),
    "guide_lib/refund/days/bank_days.toml": (
        (
            "Christmas Eve is off in Germany",
            'place = "DE"\nbanks = "unclear"',
            'place = "DE"\nbanks = "closed"',
            MONEY,
        ),
    ),
    "guide_lib/tracking/number.py": (("the check digit has other weights", "Final = (8, 6", "Final = (6, 8", NUMBER),),
    "guide_lib/tracking/explain.py": (
        ("a wrong number rests on another claim", 'claim = "C34"', 'claim = "C31"', NUMBER),
    ),
    "guide_lib/tracking/number.toml": (
        ("RR is no registered letter", 'registered = "RA-RZ"', 'registered = "RA-RQ"', NUMBER),
        ("China is no country", " CL CM CN CO", " CL CM CO", NUMBER),
    ),
}
"""Rules and figures that are computed with: in which file, what is changed, from what, to what, and the page."""


def flowing() -> Iterator[Change]:
    """Yield every change of where an order starts, goes and ends, and of what is computed."""
    for node, row in zip(CODE.rows("TRANSITIONS"), TRANSITIONS, strict=True):
        assert isinstance(node, ast.Call)
        yield from _transition(node, row)
    start = CODE.value("START")
    yield CODE.change("transition", "where it starts", start, "Status.AWAITING_SHIPMENT", (MAP,))
    for node in CODE.rows("ENDS"):
        yield CODE.drop("transition", f"the end {CODE.of(node).partition('.')[2].lower()}", node, (MAP,))
    for key, value in CODE.entries("OPEN"):
        assert isinstance(key, ast.Attribute)
        status = Status(key.attr.lower())
        what, pages, sign = f"{status}, what is open", (PAGES[status],), gone(show.unknown(advise(Order(status))), "")
        yield CODE.change("rule", f"{what} dropped", (key, value), "**{}", pages, copy="rows", sign=sign)
        yield CODE.rests_on_another("rule", what, value, pages)
    for file, rules in COMPUTED.items():
        for what, old, new, page in rules:
            at = read(file).index(old)
            yield Change("computed", what, file, at, at + len(old), new, (page,))


def _transition(node: ast.Call, row: Transition) -> Iterator[Change]:
    pages = tuple(dict.fromkeys((MAP, PAGES[row.before], PAGES[row.after])))
    what, said = f"{row.source}: {row.event}", f"<td>{text(say('event', row.event, 'text'))}</td>"
    yield CODE.drop("transition", what, node, pages, gone(show.in_words(row.before), said))
    other = Status.SHIPPED if row.after is not Status.SHIPPED else Status.REFUNDED
    sign = f'{said}<td><a href="{PAGES[other]}">{name(other)}</a>{marks(row.claims)}'
    new = f"Status.{other.name}"
    yield CODE.change("transition", f"{what} leads elsewhere", node.args[2], new, pages, copy="order", sign=sign)
    yield CODE.rests_on_another("transition", what, node.args[3], pages)
