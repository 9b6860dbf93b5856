"""How the whole looks at a glance: every status with its answer, every way to the end, every claim with its source."""

from markupsafe import Markup

from guide_lib.advice import Advice, advise
from guide_lib.claims import CLAIMS, Claim
from guide_lib.order import Order
from guide_lib.show.answer import said_elsewhere
from guide_lib.show.html import Html, marks, text, word
from guide_lib.show.links import PAGES
from guide_lib.words import name, say, words
from guide_lib.workflow import Path, Status, paths

H = Markup


def choices() -> Html:
    """Return a table with a row for each status: may I cancel, how good is the chance, what to do first."""
    heads = ("order", "can", "chance", "first")
    return Html(
        H('<table class="g-choices">\n<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody>\n</table>').format(
            H().join(H('<th scope="col">{}</th>').format(word(head)) for head in heads),
            H("\n").join(_choice(advise(Order(status))) for status in Status),
        )
    )


def _choice(advice: Advice) -> Markup:
    status = advice.order.status
    cells = (("can", advice.can_cancel.text), ("chance", advice.chance.text), ("first", advice.steps[0].title))
    return H('<tr class="g-{}"><th scope="row"><a href="{}">{}</a> <small>{}</small></th>{}</tr>').format(
        advice.outlook,
        PAGES[status],
        name(status),
        words("status", status, "hint"),
        H().join(H('<td data-label="{}">{}</td>').format(word(key), text(said)) for key, said in cells),
    )


def every_path() -> Html:
    """Return a table of every path from paying to an end: what happens on it, and how it ends."""
    rows = sorted(paths(), key=lambda path: (list(Status).index(path[-1].after), len(path)))
    heads = H().join(H('<th scope="col">{}</th>').format(word(head)) for head in ("path", "end"))
    return Html(
        H('<table class="g-paths">\n<caption>{}</caption>\n<thead><tr>{}</tr></thead>\n{}\n</table>').format(
            word("paths", count=len(rows)), heads, H("<tbody>\n{}\n</tbody>").format(H("\n").join(map(_path, rows)))
        )
    )


def _path(path: Path) -> Markup:
    events = H(" → ").join(text(say("event", row.event, "text")) for row in path)
    end = path[-1].after
    return H('<tr><td>{}</td><td><a href="{}">{}</a></td></tr>').format(events, PAGES[end], name(end))


def why(*ids: str) -> Html:
    """Return what these claims say and where they stand in the article; UnknownNameError for no such claim."""
    rows = H("\n").join(
        H("<li>{} {} <small>({})</small></li>").format(claim.says, marks([claim.id]), word("paragraph", at=claim.at))
        for claim in map(CLAIMS.__getitem__, ids)
    )
    return Html(H('<ul class="g-why" aria-label="{}">\n{}\n</ul>').format(word("why"), rows))


def claims() -> Html:
    """Return every claim in order, with what other sources say about it."""
    return Html(H("\n").join(claim(row) for row in CLAIMS.values()))


def claim(row: Claim) -> Html:
    """Return one claim: what it says, where it stands in the article, what other sources say."""
    return Html(
        H('<div class="g-claim" id="{}">\n<p><b>{}</b> {} <small>({}, {})</small></p>\n{}\n</div>').format(
            row.id.lower(), row.id, row.says, row.kind, word("paragraph", at=row.at), said_elsewhere(row.others)
        )
    )
