"""How the whole looks at a glance: every status with its answer, every way to the end, every claim with its source."""

from collections.abc import Iterable, Sequence

from markupsafe import Markup

from guide_lib.order.advice import Advice, advise
from guide_lib.order.order import Order
from guide_lib.order.parts import PaymentCheck
from guide_lib.order.rules import RULES
from guide_lib.order.workflow import OPEN, Path, Status, Transition, leaving, named, paths
from guide_lib.show.pieces import PAGES, Html, instant, marks, text, word
from guide_lib.show.sources import said_elsewhere
from guide_lib.sources.claims import CLAIMS, Claim
from guide_lib.sources.text import Text
from guide_lib.words import amount, name, say, told, words
from guide_lib.words import claim as said_by

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
    chance = advice.chance.text if advice.chance else Text(())
    cells = (("can", advice.can_cancel.text), ("chance", chance), ("first", advice.steps[0].title))
    return H('<tr class="g-{}"><th scope="row"><a href="{}">{}</a> <small>{}</small></th>{}</tr>').format(
        advice.outlook,
        PAGES[status],
        name(status),
        words("status", status, "hint"),
        H().join(H('<td data-label="{}">{}</td>').format(word(key), text(said)) for key, said in cells),
    )


def every_path() -> Html:
    """Return a table of every path from paying to an end, folded: what happens on it, and how it ends."""
    rows = sorted(paths(), key=lambda path: (list(Status).index(path[-1].after), len(path)))
    heads = H().join(H('<th scope="col">{}</th>').format(word(head)) for head in ("path", "end"))
    return Html(
        H(
            '<details class="g-more">\n<summary>{}</summary>\n<table class="g-paths">\n<thead><tr>{}</tr></thead>\n'
            "<tbody>\n{}\n</tbody>\n</table>\n</details>"
        ).format(word("paths", count=len(rows)), heads, H("\n").join(map(_path, rows)))
    )


def _path(path: Path) -> Markup:
    events = H(" → ").join(text(say("event", row.event, "text")) for row in path)
    end = path[-1].after
    return H('<tr><td>{}</td><td><a href="{}">{}</a></td></tr>').format(events, PAGES[end], name(end))


def why(*ids: str) -> Html:
    """Return what these claims say and where they stand in the article; UnknownNameError for no such claim."""
    row = H("<li>{} {} <small>({})</small></li>")
    found = [CLAIMS[id] for id in ids]
    rows = H("\n").join(row.format(text(said_by(c)), marks([c.id]), word("paragraph", at=c.at)) for c in found)
    return Html(H('<ul class="g-why" aria-label="{}">\n{}\n</ul>').format(word("why"), rows))


def claims() -> Html:
    """Return every claim in order, with what other sources say about it."""
    return Html(H("\n").join(claim(row) for row in CLAIMS.values()))


def claim(row: Claim) -> Html:
    """Return one claim: what it says, where it stands in the article, what other sources say."""
    return Html(
        H('<div class="g-claim" id="{}">\n<p><b>{}</b> {} <small>({}, {})</small></p>\n{}\n</div>').format(
            row.id.lower(),
            row.id,
            text(said_by(row)),
            row.kind,
            word("paragraph", at=row.at),
            said_elsewhere(row.others),
        )
    )


def in_words(*statuses: Status | str) -> Html:
    """Return the map in words: for each status, or for those given, what may happen, where it leads, and why."""
    groups = (named(Status, status) for status in statuses or Status)
    heads = H().join(H('<th scope="col">{}</th>').format(word(head)) for head in ("path", "leads"))
    template = H('<table class="g-paths g-ways">\n<thead><tr>{}</tr></thead>\n{}\n</table>')
    return Html(template.format(heads, H("\n").join(map(_in_words, groups))))


def _in_words(status: Status) -> Markup:
    advice = advise(Order(status))
    may = advice.can_cancel
    head = H('<tbody class="g-{}"><tr><th scope="rowgroup" colspan="2"><a href="{}">{}</a> {}</th></tr>').format(
        advice.outlook,
        PAGES[status],
        name(status),
        H('<span class="g-tag">{}</span>{}').format(text(may.text), marks(may.claims)),
    )
    ways = [_way_on(row) for row in leaving(status)] or [_no_way_on(status)]
    return H("{}\n{}\n</tbody>").format(head, H("\n").join(ways))


def _way_on(row: Transition) -> Markup:
    link = H('<a href="{}">{}</a>').format(PAGES[row.after], name(row.after))
    leads = say("event", row.event, "stay").plain if row.before is row.after else link
    said = text(say("event", row.event, "text"))
    return H("<tr><td>{}</td><td>{}{}</td></tr>").format(said, leads, marks(row.claims))


def _no_way_on(status: Status) -> Markup:
    end = say("open", status, "text") if status in OPEN else say("status", status, "verdict")
    claims = OPEN.get(status, RULES[status].cancel[1])
    return H('<tr><td colspan="2">{}{}</td></tr>').format(text(end), marks(claims))


def table(about: str, rows: Iterable[Sequence[object]], **values: object) -> Html:
    """Return the table that is called so in the words, with these values in its caption and the first column as heads.

    Labels of the site become key caps, all else is escaped.
    """
    caption = told("table", about, "caption", **values)
    head = H().join(H('<th scope="col">{}</th>').format(each) for each in words("table", about, "heads"))
    body = H("\n").join(
        H("<tr>{}{}</tr>").format(
            H('<th scope="row">{}</th>').format(_cell(row[0])),
            H().join(H("<td>{}</td>").format(_cell(each)) for each in row[1:]),
        )
        for row in rows
    )
    template = H("<table>\n<caption>{}</caption>\n<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody>\n</table>")
    return Html(template.format(caption, head, body))


def _cell(value: object) -> Markup:
    return text(value) if isinstance(value, Text) else text(Text((value if isinstance(value, str) else str(value),)))


def checks(advice: Advice) -> Html:
    """Return how long the check of the payment takes, a row for each way to pay; nothing in any other status."""
    if not advice.checks:
        return Html()
    paid_at = advice.order.paid_at
    heads = ("paid", "takes", "until") if paid_at else ("paid", "takes")
    caption = H("{} {}").format(word("check_after"), instant(paid_at)) if paid_at else word("check")
    return Html(
        H("<table>\n<caption>{}</caption>\n<thead><tr>{}</tr></thead>\n<tbody>{}</tbody>\n</table>").format(
            caption,
            H().join(H('<th scope="col">{}</th>').format(word(head)) for head in heads),
            H().join(_check(check) for check in advice.checks),
        )
    )


def _check(check: PaymentCheck) -> Markup:
    until = H("<td>{}</td>").format(instant(check.until)) if check.until else ""
    return H('<tr><th scope="row">{}</th><td>{}{}</td>{}</tr>').format(
        words("payment", check.paid_with), amount(check.takes), marks([check.claim]), until
    )
