"""The home page's tool: a choice for each status, and its answer, all written ahead; a script only shows and hides.

Without a script the choices are not shown and the answers are folded, each under the name of its status.
"""

from markupsafe import Markup

from guide_lib.advice import advise
from guide_lib.order import Order
from guide_lib.rules import RULES
from guide_lib.show.answer import rest, verdict
from guide_lib.show.html import Html, text, word
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
<form class="g-form-pick">
<fieldset class="g-pick">
<legend>{}</legend>
{}
<p class="g-change"><a href="#choices">{}</a></p>
</fieldset>
</form>
<div class="g-answers">
<p class="g-sr" role="status" data-odd="{}"></p>
{}
</div>
</div>""")


def tool() -> Html:
    """Return the choices and their answers."""
    statuses = [status for group in GROUPS.values() for status in group]
    return Html(
        TOOL.format(
            word("order"),
            H("\n").join(_group(key, group) for key, group in GROUPS.items()),
            word("change", count=len(statuses)),
            word("odd"),
            H("\n").join(map(_answer, statuses)),
        )
    )


def _group(key: str, statuses: tuple[Status, ...]) -> Markup:
    head = H('<p class="g-group">{}</p>').format(words("group", key))
    return H("\n").join([head, *map(_choice, statuses)])


def _choice(status: Status) -> Markup:
    also = [each for each in words("status", status, "also") if each.casefold() != name(status).casefold()]
    hint = H(" ").join([*([word("also", names=", ".join(also))] if also else []), words("status", status, "hint")])
    return H(
        '<label class="g-stop g-{}"><input type="radio" name="status" value="{}">'
        ' <span class="g-card"><b>{}</b> <span class="g-tag">{}</span> <small>{}</small></span></label>'
    ).format(RULES[status].outlook, status, name(status), words("status", status, "tag"), hint)


ANSWER = H(
    '<details class="g-answer" id="{}" data-says="{}">\n<summary><b>{}</b> <small>{}</small></summary>\n'
    "{}\n{}{}\n{}\n</details>"
)


def _answer(status: Status) -> Markup:
    advice = advise(Order(status))
    page = H('<p class="g-quiet"><a href="{}">{}</a></p>').format(PAGES[status], word("page"))
    form = H('<p><a class="md-button md-button--primary" href="{}">{}</a></p>')
    ask = form.format(FORMS[status], words("form", status)) if status in FORMS else ""
    return ANSWER.format(
        status,
        f"{name(status)}: {advice.verdict.plain}",
        name(status),
        text(say("status", status, "hint")),
        verdict(advice, heading=True),
        ask,
        rest(advice, HERE),
        page,
    )
