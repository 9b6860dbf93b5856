"""How an explained tracking number looks: a table of its parts, and under it why, and what that means."""

from markupsafe import Markup

from guide_lib.show.html import Html, marks
from guide_lib.tracking import WORDS, Explained

_TABLE = Markup("<table>\n<caption>{}</caption>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody>\n</table>")
_HEAD = Markup('<th scope="col">{}</th>')
_ROW = Markup('<tr><th scope="row">{}</th><td>{}</td><td>{}</td></tr>')
_LEAD = Markup("<p><strong>{}</strong></p>")
_CARD = Markup('<div class="g-tracking">\n{}\n<p>{}</p>\n<p>{}{}</p>\n</div>')


def number_card(told: Explained) -> Html:
    """Return the verdict over a table of the parts, or alone where there are none, then why and what it means."""
    heads = Markup().join(_HEAD.format(WORDS["table"][key]) for key in ("part", "here", "good"))
    rows = Markup("\n").join(_ROW.format(part.name, part.here, part.answer) for part in told.parts)
    top = _TABLE.format(told.verdict, heads, rows) if rows else _LEAD.format(told.verdict)
    return Html(_CARD.format(top, told.why, told.means, marks(told.claims)))
