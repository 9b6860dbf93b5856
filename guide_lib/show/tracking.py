"""How an explained tracking number looks: a table of its parts, and under it why, and what that means."""

from collections.abc import Sequence

from markupsafe import Markup

from guide_lib.show.html import Html, marks

_TABLE = Markup("<table>\n<caption>{}</caption>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody>\n</table>")
_HEAD = Markup('<th scope="col">{}</th>')
_ROW = Markup('<tr><th scope="row">{}</th><td>{}</td><td>{}</td></tr>')


def parts_card(
    verdict: str,
    heads: Sequence[str],
    rows: Sequence[tuple[str, str, str]],
    texts: tuple[str, str],
    claims: Sequence[str],
) -> Html:
    """Return the verdict over a table of the parts, or alone where there are none, then why and what it means."""
    head = Markup().join(_HEAD.format(each) for each in heads)
    body = Markup("\n").join(_ROW.format(*row) for row in rows)
    top = _TABLE.format(verdict, head, body) if rows else Markup("<p><strong>{}</strong></p>").format(verdict)
    why, means = texts
    return Html(
        Markup('<div class="g-tracking">\n{}\n<p>{}</p>\n<p>{}{}</p>\n</div>').format(top, why, means, marks(claims))
    )
