"""How the words of other sources look: who says it, where, and as of when, beside the claims they touch."""

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit

from markupsafe import Markup

from guide_lib.errors import unknown
from guide_lib.show.pieces import Html, marks, word
from guide_lib.sources.claims import FACTS, Fact
from guide_lib.words import words
from guide_lib.words.dates import long_date

H = Markup


def said_elsewhere(facts: Iterable[Fact]) -> Html:
    """Return what other sources say, folded; nothing where they say nothing."""
    rows = H("\n").join(H("<li>{} {}{}</li>").format(stance(fact), _said(fact), marks(fact.about)) for fact in facts)
    template = H('<details class="g-more">\n<summary>{}</summary>\n<ul>{}</ul>\n<p>{}</p>\n</details>')
    return Html(template.format(word("others"), rows, word("unchecked")) if rows else H())


def in_short(facts: Iterable[Fact]) -> Html:
    """Return what other sources say in a line each, in the open and plainly theirs; nothing where they say nothing."""
    row = H('<li>{} <small>(<a href="{}">{}</a>)</small></li>')
    rows = H().join(row.format(fact.short, fact.where, _host(fact)) for fact in facts if fact.short)
    template = H('<div class="g-elsewhere">\n<p><b>{}</b> <small>{}</small></p>\n<ul>{}</ul>\n</div>')
    return Html(template.format(word("elsewhere"), word("elsewhere_not_ours"), rows) if rows else H())


def fact(id: str) -> Html:
    """Return what one other source says, with where and as of when; UnknownNameError for no such fact."""
    known = {row.id: row for row in FACTS}
    if id not in known:
        raise unknown("fact", id, known)
    return Html(_said(known[id]))


COLOURS = {"agrees": "g-go", "differs": "g-ask", "adds": "g-adds"}


def stance(row: Fact) -> Html:
    """Return whether another source agrees with ours, differs from it or adds to it, in a word or two."""
    return Html(H('<b class="{}">{}</b>').format(COLOURS[row.stance], words("stance", row.stance)))


def differences() -> Html:
    """Return what other sources say that the article does not: where they differ, then what they add."""
    return Html(H("\n").join(_those_that(does) for does in ("differs", "adds")))


def _those_that(does: str) -> Markup:
    rows = H("\n").join(H("<li>{}{}</li>").format(_said(row), marks(row.about)) for row in FACTS if row.stance == does)
    return H("<p><b>{}</b></p>\n<ul>\n{}\n</ul>").format(word(does), rows)


def _said(row: Fact) -> Markup:
    template = H('{} ({}<a href="{}">{}</a>, {})')
    return template.format(row.says, words("by", row.by), row.where, _host(row), as_of(row))


def _host(row: Fact) -> str:
    return (urlsplit(row.where).hostname or row.where).removeprefix("www.")


def as_of(row: Fact) -> str:
    """Return the date as a person writes it: 2020-03-16 as 16 March 2020, 2022 as 2022, none as the word for none."""
    if "-" not in row.as_of:
        return row.as_of or word("no_date")
    return long_date(date.fromisoformat(row.as_of), weekday=False)
