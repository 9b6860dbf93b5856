"""How the words of other sources look: who says it, where, and as of when, beside the claims they touch."""

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit

from markupsafe import Markup

from guide_lib.order.advice import Advice
from guide_lib.order.advice import elsewhere as on
from guide_lib.order.parts import Elsewhere
from guide_lib.show.pieces import Html, instant, marks, text, word
from guide_lib.sources.facts import Fact, Told, against, facts
from guide_lib.sources.facts import fact as known
from guide_lib.words import amount, counted, translated, words
from guide_lib.words.dates import long_date, month

H = Markup


def said_elsewhere(facts: Iterable[Fact]) -> Html:
    """Return what other sources say, folded; nothing where they say nothing."""
    rows = H("\n").join(H("<li>{} {}{}</li>").format(stance(fact), _said(fact), marks(fact.about)) for fact in facts)
    template = H('<details class="g-more">\n<summary>{}</summary>\n<ul>{}</ul>\n<p>{}</p>\n</details>')
    return Html(template.format(word("others"), rows, word("unchecked")) if rows else H())


def in_short(rows: Iterable[Elsewhere]) -> Html:
    """Return what other pages say in a line a topic, in the open and plainly theirs; nothing where they say nothing."""
    lines = H().join(map(_in_short, rows))
    template = H('<div class="g-elsewhere">\n<p><b>{}</b> <small>{}</small></p>\n<ul>{}</ul>\n</div>')
    return Html(template.format(word("elsewhere"), word("elsewhere_not_ours"), lines) if lines else H())


def _in_short(row: Elsewhere) -> Markup:
    does = H(" <b>{}</b>").format(text(row.does)) if row.does else ""
    return H("<li>{} <small>({})</small>{}</li>").format(text(row.says), evidence(row.topic, row.told), does)


def topics(*names: str) -> Html:
    """Return what other pages say on some topics, a line each; UnknownNameError as `elsewhere`."""
    return in_short(map(on, names))


def others(advice: Advice) -> Html:
    """Return what other sources say about the claims of an answer: in short what to do, folded all of it."""
    return Html(H("\n").join(filter(None, (in_short(advice.elsewhere), said_elsewhere(advice.others)))))


def cancels_itself(advice: Advice) -> Html:
    """Return when the order should cancel itself, by what other pages say; nothing without the hour of asking."""
    if not advice.cancels_itself:
        return Html()
    first, last = map(instant, advice.cancels_itself)
    return Html(
        H('<p class="g-asked">{}</p>').format(H(words("show", "cancels_itself")).format(first=first, last=last))
    )


def place(kind: str, id: str) -> str:
    """Return the place of a fact ("f") or a topic ("t") on the page of what others say."""
    return f"{kind}-{id.replace('_', '-')}"


def evidence(topic: str, told: Told) -> Markup:
    """Return how many pages say something of a topic and from when they are, as a link to all of them."""
    years = word("to").join(told.years) if told.years else word("no_date")
    link = H('<a href="../docs/others.md#{}">{}</a>{}{}')
    return link.format(place("t", topic), counted(told.pages, "page"), word("comma"), years)


def fact(id: str) -> Html:
    """Return what one other source says, with where and as of when; UnknownNameError for no such fact."""
    return Html(_said(known(id)))


def row_of(row: Fact) -> Html:
    """Return a fact as its row among what others say: what it says, who says it, where, as of when, and when read."""
    link = H('<a href="{}">{}</a>').format(row.where, host(row.where))
    read = long_date(date.fromisoformat(row.read), weekday=False)
    small = H(" <small>{}</small>").format(row.note) if row.note else ""
    template = H('<li id="{}">{} {} ({}){}{}{}</li>')
    who = H("{}{}{}{}{}{} {}").format(
        words("by", row.by), link, word("comma"), as_of(row), word("semicolon"), word("read"), read
    )
    return Html(
        template.format(place("f", row.id), stance(row), _told(row), who, marks(row.about), small, _against(row))
    )


def _against(row: Fact) -> Markup:
    """Return the facts that cannot hold beside a fact, folded, as links to their rows; nothing where there is none."""
    others = against(row)
    link = H('<a href="#{}">{}</a> ({})')
    links = H(word("comma")).join(link.format(place("f", each.id), host(each.where), _weighed(each)) for each in others)
    template = H('<details class="g-more"><summary>{}</summary><p>{}</p></details>')
    return template.format(word("against", count=counted(len(others), "page")), links) if others else H()


def _weighed(row: Fact) -> str:
    """Return the figure or the answer of a fact in words."""
    return amount(row.figure) if row.figure else words("answer", row.answer)


COLOURS = {"agrees": "g-go", "differs": "g-ask", "adds": "g-adds", "silent": "g-adds"}


def stance(row: Fact) -> Html:
    """Return whether another source agrees with ours, differs from it or adds to it, in a word or two."""
    return Html(H('<b class="{}">{}</b>').format(COLOURS[row.stance], words("stance", row.stance)))


def differences() -> Html:
    """Return where other sources differ from the article."""
    return Html(_those_that("differs"))


def _those_that(does: str) -> Markup:
    found = (row for row in facts() if row.stance == does)
    rows = H("\n").join(H("<li>{}{}</li>").format(_said(row), marks(row.about)) for row in found)
    return H("<p><b>{}</b></p>\n<ul>\n{}\n</ul>").format(word(does), rows)


def _said(row: Fact) -> Markup:
    return H("{} ({})").format(_told(row), source(row))


def _told(row: Fact) -> str:
    return translated(row.says, "fact", row.id)


def source(row: Fact) -> Html:
    """Return who says a fact and as of when, as a link to its row."""
    link = H('{}<a href="../docs/others.md#{}">{}</a>{}{}')
    return Html(link.format(words("by", row.by), place("f", row.id), host(row.where), word("comma"), as_of(row)))


def host(where: str) -> str:
    """Return whose page an address is, such as "example.org"."""
    return (urlsplit(where).hostname or where).removeprefix("www.")


def as_of(row: Fact) -> str:
    """Return the date as a person writes it: 2020-03-16 as 16 March 2020, 2022 as 2022, none as the word for none."""
    match row.as_of.count("-"):
        case 2:
            return long_date(date.fromisoformat(row.as_of), weekday=False)
        case 1:
            return month(date.fromisoformat(f"{row.as_of}-01"))
    return row.as_of or word("no_date")
