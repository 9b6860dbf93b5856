"""The home page's tool: a choice for each status, and its answer, all written ahead; a script only shows and hides.

Without a script the choices are not shown and the answers are folded, each under the name of its status. The claims
behind an answer are marked on its own page; here a line leads there.
"""

from collections.abc import Callable
from itertools import groupby

from markupsafe import Markup

from guide_lib.order.advice import SILENCE, advise
from guide_lib.order.called import site_calls
from guide_lib.order.kinds import Cancel
from guide_lib.order.order import Order
from guide_lib.order.rules import RULES
from guide_lib.order.workflow import Event, Status, leaving
from guide_lib.show.answer import rest, verdict
from guide_lib.show.pieces import FORMS, PAGES, Html, also_called, text, unmarked, word
from guide_lib.sources.facts import topics
from guide_lib.words import name, say, words

H = Markup


def group_of(status: Status) -> str:
    """Return under which small heading a choice stands: paid, asked, or how it ends."""
    if any(row.event is Event.BUYER_ASKS for row in leaving(status)):
        return "paid"
    return "ends" if RULES[status].cancel[0] in (Cancel.DONE, Cancel.NO) else "asked"


GROUPS: dict[str, tuple[Status, ...]] = {key: tuple(rows) for key, rows in groupby(Status, key=group_of)}
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
<div class="g-answers" data-search-exclude>
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
    also = site_calls(status)
    hint = H(" ").join([*([also_called(also)] if also else []), words("status", status, "hint")])
    return H(
        '<label class="g-stop g-{}"><input type="radio" name="status" value="{}">'
        ' <span class="g-card"><b>{}</b> {} <small>{}</small></span></label>'
    ).format(RULES[status].outlook, status, name(status), _tag(status), hint)


ANSWER = H(
    '<details class="g-answer g-{}" id="{}" data-says="{}">\n<summary><b>{}</b> {} <small>{}</small></summary>\n'
    "{}\n{}\n{}\n</details>"
)


def _asked() -> Markup:
    """Return the form that asks for the hour of asking; a script says when the order should cancel itself."""
    silence, says = topics()[SILENCE].figure, words("site", "asked")
    if silence is None:
        return H()
    template = H(
        '<p class="g-asked" data-hours="{} {}" data-says="{}" data-future="{}" hidden><label>{}'
        ' <input type="datetime-local"></label> <output></output></p>'
    )
    return template.format(silence.lowest.count, silence.count, says["says"], says["future"], says["when"])


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
        unmarked(rest(advice, HERE, _asked() if status is Status.AWAITING_CANCELLATION else None, folded=False)),
        page,
    )
