"""How an explained tracking number looks: the verdict, what it means and its parts; and what to do now."""

from markupsafe import Markup

from guide_lib.order.rules import RULES
from guide_lib.order.workflow import Status
from guide_lib.show.pieces import Html, icon, marks
from guide_lib.tracking import Explained, Part, Shape
from guide_lib.words import name, told

_TABLE = Markup("<table>\n<caption>{}</caption>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody>\n</table>\n")
_HEAD = Markup('<th scope="col">{}</th>')
_ROW = Markup('<tr><th scope="row">{}</th><td>{}</td><td>{}{}</td></tr>')
_VERDICT = Markup('<div class="g-verdict g-{}">\n<p class="g-lead">{}</p>\n<p>{}</p>\n<p>{}{}</p>\n</div>\n')
_CARD = Markup('<div class="g-tracking">\n{}{}</div>')
_NEXT = Markup('<li class="g-{}"><a href="{}"><small>{}</small> {}</a></li>')


def number_card(what: Explained) -> Html:
    """Return the verdict, why and what it means, and under it a table of the parts where there are any; never green."""
    outlook = "end" if what.shape is Shape.MALFORMED else "ask"
    verdict = _VERDICT.format(outlook, what.verdict, what.why, what.means, marks(what.claims))
    heads = Markup().join(_HEAD.format(told("tracking", "table", key)) for key in ("part", "here", "good"))
    rows = Markup("\n").join(_ROW.format(part.name, part.here, _sign(part), part.answer) for part in what.parts)
    return Html(_CARD.format(verdict, _TABLE.format(told("tracking", "table", "caption"), heads, rows) if rows else ""))


def _sign(part: Part) -> Markup:
    return Markup() if part.good is None else icon("yes" if part.good else "no") + Markup(" ")


def next_steps(leads: dict[str, str]) -> Html:
    """Return links to what to do now, each with the words that lead to it, by the status."""
    rows = (
        _NEXT.format(RULES[Status(status)].outlook, f"../docs/index.md#{status}", says, name(status))
        for status, says in leads.items()
    )
    return Html(Markup('<ul class="g-list g-next">\n{}\n</ul>').format(Markup("\n").join(rows)))
