"""How each object of the library looks as HTML, and how IPython is told of it."""

import sys
from functools import singledispatch

from guide_lib.order.advice import Advice
from guide_lib.order.order import Order
from guide_lib.refund.today import Today
from guide_lib.refund.window import RefundWindow
from guide_lib.show.answer import answer
from guide_lib.show.count import today_html, window_html
from guide_lib.show.map import map_of
from guide_lib.show.number import number_card
from guide_lib.show.overview import claim
from guide_lib.show.pieces import Html
from guide_lib.show.sources import fact
from guide_lib.sources.claims import Claim
from guide_lib.sources.facts import Fact
from guide_lib.tracking import Explained


@singledispatch
def html(thing: object) -> Html:
    """Return how an object of the library looks; nothing for anything else.

    >>> html(Order("cancelled")).startswith('<svg class="g-map"'), html("an order")
    (True, <Html: >)
    """
    return thing if isinstance(thing, Html) else Html()


html.register(Advice, answer)
html.register(Claim, claim)
html.register(Explained, number_card)
html.register(RefundWindow, window_html)
html.register(Today, today_html)


@html.register
def _(thing: Fact) -> Html:
    return fact(thing.id)


@html.register
def _(thing: Order) -> Html:
    return map_of(thing.status)


def tell_ipython() -> None:
    """Tell IPython, where this runs in one, how the objects look; it is never imported for that."""
    if "IPython" not in sys.modules or (shell := sys.modules["IPython"].get_ipython()) is None:
        return
    formatter = shell.display_formatter.formatters["text/html"]
    for kind in html.registry.keys() - {object}:
        formatter.for_type_by_name(kind.__module__, kind.__name__, html)
