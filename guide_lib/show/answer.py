"""How an answer looks: the verdict, the steps, what may go wrong, what happens next, what others say."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from markupsafe import Markup

from guide_lib.order.advice import Advice
from guide_lib.order.kinds import Outlook
from guide_lib.order.parts import Message, Next, Point, Reason, Step
from guide_lib.order.rules import RULES
from guide_lib.order.workflow import Status
from guide_lib.show.pieces import PAGES, Html, also_called, icon, marks, text, word
from guide_lib.show.sources import cancels_itself, in_short, said_elsewhere
from guide_lib.sources.text import Text
from guide_lib.words import words

H = Markup


def answer(advice: Advice) -> Html:
    """Return the whole answer, from the verdict to what other sources say."""
    return Html(H("\n").join((verdict(advice), rest(advice))))


def rest(
    advice: Advice, links: Mapping[Status, str] = PAGES, asked: Markup | None = None, *, folded: bool = True
) -> Html:
    """Return what follows the verdict, from the steps to what can go wrong.

    `links` lead on to a status; `asked` is a form for the hour of asking; `folded` adds what each other page says.
    """
    parts = (
        steps(advice),
        in_short(advice.elsewhere),
        asked or cancels_itself(advice),
        _forked(after(advice, links)),
        unknown(advice),
        said_elsewhere(advice.others) if folded else "",
        _headed("wrong", wrong(advice)),
    )
    return Html(H("\n").join(filter(None, parts)))


def _headed(key: str, html: Html) -> Html:
    return Html(H("<h3>{}</h3>\n{}").format(word(key), html) if html else html)


def _forked(html: Html) -> Html:
    return Html(
        H('<div class="g-fork">\n{}{}\n</div>').format(icon("fork", "g-node"), _headed("next", html)) if html else html
    )


def verdict(advice: Advice, *, heading: bool = False, button: Markup | None = None) -> Html:
    """Return the answer in a nutshell: what to do, who decides and how good the chance is, and where the order is."""
    facts = (("who", advice.who_decides), ("chance", advice.chance))
    lead = H("<h2>{}</h2>") if heading else H('<p class="g-lead"><strong>{}</strong></p>')
    parts = (
        lead.format(text(advice.verdict)),
        _facts([(word(key), point) for key, point in facts if point]),
        button,
        _way(advice),
    )
    inside = H("\n").join(filter(None, parts))
    return Html(H('<div class="g-verdict g-{}">\n{}\n</div>').format(advice.outlook, inside))


def _facts(rows: Iterable[tuple[str, Point]]) -> Markup:
    row = H("<div><dt>{}</dt> <dd>{}{}</dd></div>")
    facts = H().join(row.format(question, text(point.text), marks(point.claims)) for question, point in rows)
    return H("<dl>{}</dl>").format(facts) if facts else facts


def _way(advice: Advice) -> Markup:
    rule = RULES[advice.order.status]
    here = rule.way.index(rule.here)
    stages = (_stage(words("stage", stage), at - here, stage) for at, stage in enumerate(rule.way))
    return H('<ol class="g-list g-way" aria-label="{}">{}</ol>').format(word("where"), H().join(stages))


def _stage(name: str, ahead: int, stage: str) -> Markup:
    css = {"sent": "g-end", "money": "g-go"}.get(stage, "")
    if ahead == 0:
        return H('<li class="{}" aria-current="step"><b>{}</b><span class="g-sr"> ({})</span></li>').format(
            css, name, word("here")
        )
    return H('<li class="{}">{}</li>').format("g-done" if ahead < 0 else css, name)


def steps(advice: Advice) -> Html:
    """Return the steps in order, each with the icon and the name of its kind, and a note where there is one."""
    rows = (_step(number, step, advice) for number, step in enumerate(advice.steps, 1))
    note = advice.note
    below = H('\n<p class="g-quiet">{}{}</p>').format(text(note.text), marks(note.claims)) if note else ""
    return Html(H('<ol class="g-list g-steps">\n{}\n</ol>{}').format(H("\n").join(rows), below))


def _step(number: int, step: Step, advice: Advice) -> Markup:
    gives_reason = advice.choose and {id for row in advice.choose for id in row.claims} & set(step.claims)
    return H("<li>\n{}<h3><small>{}</small> {}</h3>\n<p>{}{}</p>\n{}{}{}</li>").format(
        icon(step.does, "g-node"),
        word("step", number=number, kind=words("kind", step.does)),
        text(step.title),
        text(step.text),
        marks(step.claims),
        _also(step),
        _message(step.message) if step.message else "",
        reasons(advice) if gives_reason else "",
    )


def _also(step: Step) -> Markup:
    """Return what else the labels of a step are called, by others who saw them and by the article."""
    lines = (H("{} {}").format(text(Text((label,))), also_called(others)) for label, others in step.also if others)
    return H("").join(H('<p class="g-quiet">{}</p>\n').format(line) for line in lines)


def _message(message: Message) -> Markup:
    tabs = (("en", "en", message.en), ("zh", "zh-Hans", message.zh))
    return H(
        '<div class="g-message tabbed-set tabbed-alternate" data-tabs="1:2">\n{}\n'
        '<div class="tabbed-labels">{}</div>\n<div class="tabbed-content">{}</div>\n</div>\n{}'
    ).format(
        H().join(
            H('<input type="radio" name="m-{}" id="m-{}-{}"{}>').format(
                message.id, message.id, key, "" if at else H(" checked")
            )
            for at, (key, _, _) in enumerate(tabs)
        ),
        H(" ").join(
            H('<label for="m-{}-{}" lang="{}">{}</label>').format(message.id, key, lang, word(f"message_{key}"))
            for key, lang, _ in tabs
        ),
        H().join(H('<div class="tabbed-block"><p lang="{}">{}</p></div>').format(lang, said) for _, lang, said in tabs),
        H("" if message.says == message.en else '<p class="g-quiet"><b>{}{}</b> {}</p>\n').format(
            word("message_says"), word("colon"), message.says
        ),
    )


def reasons(advice: Advice) -> Html:
    """Return the reasons to choose and the ones to avoid, with why; nothing where no reason is asked for."""
    if not advice.choose:
        return Html()
    return Html(
        H('<div class="g-reasons">{}{}</div>\n<p class="g-quiet">{}{}</p>\n').format(
            _reasons("choose", "yes", Outlook.GO, advice.choose),
            _reasons("avoid", "no", Outlook.END, advice.avoid),
            text(advice.why_reason.text),
            marks(advice.why_reason.claims),
        )
    )


def _reasons(key: str, sign: str, css: Outlook, rows: Iterable[Reason]) -> Markup:
    items = (H("<li>{} <span>{}{}</span></li>").format(icon(sign), text(row.text), marks(row.claims)) for row in rows)
    return H('<div class="g-{}"><p><strong>{}</strong></p><ul class="g-list">{}</ul></div>').format(
        css, word(key), H().join(items)
    )


def wrong(advice: Advice) -> Html:
    """Return what can go wrong."""
    rows = H("\n").join(H("<li>{}{}</li>").format(text(point.text), marks(point.claims)) for point in advice.warnings)
    return Html(H('<ul aria-label="{}">{}</ul>').format(word("wrong"), rows) if rows else H())


def after(advice: Advice, links: Mapping[Status, str] = PAGES) -> Html:
    """Return what may happen after the steps, each with a link to what to do then, unless the status stays."""
    alike = (list(rows) for _, rows in groupby(advice.next, key=lambda row: (row.status, row.leads_to)))
    elsewhere = {status: link for status, link in links.items() if status is not advice.order.status}
    cards = H("\n").join(_next(rows, elsewhere.get(rows[0].status)) for rows in alike)
    template = H('<ul class="g-list g-next" aria-label="{}">\n{}\n</ul>')
    return Html(template.format(word("next"), cards) if cards else H())


def _next(rows: Sequence[Next], link: str | None) -> Markup:
    """Return one card for all that leads to the same."""
    first, *more = (row.what.plain for row in rows)
    what = word("or").join([first, *(each[0].lower() + each[1:] for each in more)])
    inside = H("<small>{}{}</small> {}").format(what, word("colon"), rows[0].leads_to)
    card = H('<a href="{}">{}</a>').format(link, inside) if link else H("<p>{}</p>").format(inside)
    return H('<li class="g-{}">{}</li>').format(RULES[rows[0].status].outlook, card)


def unknown(advice: Advice) -> Html:
    """Return what the source leaves open in this status; nothing where it leaves nothing open."""
    if advice.open is None:
        return Html()
    point = advice.open
    says = text(point.text) + marks(point.claims)
    return Html(H('<p class="g-open"><b>{}{}</b> {}</p>').format(word("open"), word("colon"), says))
