"""The home page's tool: a choice for each status, and its answer, all written ahead; a script only shows and hides.

Without a script the choices are not shown and the answers are folded, each under the name of its status. The claims
behind an answer are marked on its own page; here a line leads there.
"""

from collections.abc import Callable

from markupsafe import Markup

from guide_lib.advice import advise
from guide_lib.order import Order
from guide_lib.rules import RULES
from guide_lib.show.answer import rest, verdict
from guide_lib.show.html import Html, text, unmarked, word
from guide_lib.show.links import FORMS, PAGES
from guide_lib.words import name, say, words
from guide_lib.workflow import Status

H = Markup
S = Status

GROUPS: dict[str, tuple[Status, ...]] = {
    "paid": (S.PAYMENT_VERIFICATION, S.AWAITING_SHIPMENT),
    "asked": (S.AWAITING_CANCELLATION, S.SHIPMENT_CLAIMED, S.TRACKING_PROVIDED, S.IN_DISPUTE),
    "ends": (S.CANCELLED, S.REFUNDED, S.SHIPPED),
}
"""The choices in the order in which a reader meets them, under three small headings."""


HERE = {status: f"#{status}" for status in Status}
"""On the home page a branch leads to another answer on the same page."""


TOOL = H("""\
<div class="g-tool" id="choices">
<p class="g-sr" role="status" data-odd="{}"></p>
<form class="g-form-pick">
<fieldset class="g-pick">
<legend>{}</legend>
{}
<p class="g-change"><a href="#choices">{}</a></p>
</fieldset>
</form>
<div class="g-answers">
<p class="g-lead g-plain">{}</p>
<p class="g-empty">{}</p>
{}
</div>
</div>""")


def tool() -> Html:
    """Return the choices and their answers."""
    return Html(
        TOOL.format(
            word("odd"),
            word("order"),
            H("\n").join(_group(key, group, _choice) for key, group in GROUPS.items()),
            word("change", count=sum(map(len, GROUPS.values()))),
            word("order"),
            word("empty"),
            H("\n").join(_group(key, group, _answer, " g-plain") for key, group in GROUPS.items()),
        )
    )


def _group(key: str, statuses: tuple[Status, ...], show: Callable[[Status], Markup], css: str = "") -> Markup:
    head = H('<p class="g-group{}">{}</p>').format(css, words("group", key))
    return H("\n").join([head, *map(show, statuses)])


def _tag(status: Status) -> Markup:
    return H('<span class="g-tag">{}</span>').format(words("status", status, "tag"))


def _choice(status: Status) -> Markup:
    also = [each for each in words("status", status, "also") if each.casefold() != name(status).casefold()]
    hint = H(" ").join([*([word("also", names=", ".join(also))] if also else []), words("status", status, "hint")])
    return H(
        '<label class="g-stop g-{}"><input type="radio" name="status" value="{}">'
        ' <span class="g-card"><b>{}</b> {} <small>{}</small></span></label>'
    ).format(RULES[status].outlook, status, name(status), _tag(status), hint)


ANSWER = H(
    '<details class="g-answer g-{}" id="{}" data-says="{}">\n<summary><b>{}</b> {} <small>{}</small></summary>\n'
    "{}\n{}\n{}\n</details>"
)


def _answer(status: Status) -> Markup:
    advice = advise(Order(status))
    page = H('<p class="g-quiet"><a href="{}">{}</a></p>').format(PAGES[status], word("page"))
    form = H('<p><a class="md-button md-button--primary" href="{}">{}</a></p>')
    ask = form.format(FORMS[status], words("form", status)) if status in FORMS else None
    return ANSWER.format(
        RULES[status].outlook,
        status,
        f"{name(status)}: {advice.verdict.plain}",
        name(status),
        _tag(status),
        text(say("status", status, "hint")),
        unmarked(verdict(advice, heading=True, button=ask)),
        unmarked(rest(advice, HERE)),
        page,
    )
