"""Small pieces of HTML that every picture of the guide is made of; whatever is put in is escaped."""

import re
from collections.abc import Iterable
from datetime import datetime

from markupsafe import Markup

from guide_lib.order.rules import RULES
from guide_lib.order.workflow import Status
from guide_lib.sources import read_toml
from guide_lib.sources.labels import spoken
from guide_lib.sources.text import Label, Text
from guide_lib.words import told, words
from guide_lib.words.dates import moment
from guide_lib.words.language import ENGLISH, language


class Html(Markup):
    """Markup that a notebook shows as it is meant to look, and prints as its words."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return str(self)

    def __repr__(self) -> str:
        text = self.striptags()
        return f"<Html: {text if len(text) < 70 else text[:69] + '…'}>"


ICONS = read_toml("show/icons.toml")
ICON = Markup(
    '<svg class="{}" width="20" height="20" viewBox="0 0 24 24" aria-hidden="true">'
    '<path fill="currentColor" d="{}"/></svg>'
)

PAGES: dict[Status, str] = {status: rule.page for status, rule in RULES.items()}
"""The notebook that answers a status."""

FORMS: dict[Status, str] = {
    Status.CANCELLED: "../docs/when.md",
    Status.TRACKING_PROVIDED: "../docs/number.md",
}
"""The page with a form that answers what the reader of a status wants to know next."""

MARKS = re.compile(r' <sup class="g-claims">.*?</sup>')


def icon(name: str, css: str = "g-i") -> Markup:
    """Return an icon that says nothing to a screen reader: a word beside it says the same."""
    return ICON.format(css, ICONS[name])


def text(what: Text) -> Markup:
    """Return words with the labels of the site as key caps."""
    return Markup().join(
        Markup("<kbd{}>{}</kbd>").format(_foreign(part), part) if isinstance(part, Label) else Markup("{}").format(part)
        for part in what.parts
    )


def _foreign(label: Label) -> Markup:
    """Return the mark of a label in English where the guide speaks another language."""
    english = language() != ENGLISH and label not in spoken(language())
    return Markup(' lang="en"' if english else "")


def marks(claims: Iterable[str]) -> Markup:
    """Return the small marks that lead from a statement to its claims."""
    links = (Markup('<a href="../docs/claims.md#{}">{}</a>').format(id.lower(), id) for id in claims)
    inside = Markup(" ").join(links)
    return Markup(' <sup class="g-claims">{}</sup>').format(inside) if inside else inside


def unmarked(html: Markup) -> Markup:
    """Return an answer without the marks of its claims."""
    return Markup(MARKS.sub("", html))


def word(key: str, **values: object) -> str:
    """Return one of the small words around the answers."""
    return told("show", key, **values)


def also_called(names: Iterable[str]) -> Markup:
    """Return what else a label or a status is called, each name in bold."""
    named = Markup(word("or")).join(Markup("<b>{}</b>").format(each) for each in names)
    return Markup(words("show", "also")).format(names=named)


def instant(when: datetime) -> Markup:
    """Return a moment with its weekday, its hour and its zone."""
    return Markup('<time datetime="{}">{}</time>').format(when.isoformat(), moment(when))
