"""What the site needs to know of a page's HTML: its ids, its links and its first paragraph."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape

from selectolax.lexbor import LexborHTMLParser

LONGEST_LEAD = 160
"""Characters of a description that search engines show."""

EMPTY_HEAD = re.compile(r"<th( [^>]*)?></th>")
"""The corner of a table: it heads nothing, and Markdown has no other way to write it."""
LABEL = re.compile(r"(<kbd\b[^>]*>[^<]*</kbd>[.,:;!?،؛]+)")
"""A label of the site and the sign after it."""
LINK = re.compile(r'(?<=\s)(href|src)="([^"]*)"')
"""A link as Markdown, our notebook template and the theme write it."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The ids in the order of the page, the link targets, and the text of its first paragraph."""

    ids: list[str]
    links: list[str]
    lead: str


def parsed(html: str) -> LexborHTMLParser:
    """Return a page as a tree, with what its templates hold: a script will copy that into the page."""
    # A parser takes the inside of a template for another document.
    return LexborHTMLParser(html.replace("<template", "<div").replace("</template", "</div"))


def read(html: str) -> Seen:
    """Return what a page's HTML holds."""
    tree = parsed(html)
    ids, *links = ([node.attributes[name] for node in tree.css(f"[{name}]")] for name in ("id", "href", "src"))
    return Seen([id or "" for id in ids], [link for some in links for link in some if link], _lead(tree))


def _lead(tree: LexborHTMLParser) -> str:
    """Return the first paragraph that says something; the marks that name a claim are no part of its text."""
    for paragraph in tree.css("p"):
        for mark in paragraph.css("sup"):
            mark.decompose()
        if text := " ".join(paragraph.text().split()):
            return text if len(text) <= LONGEST_LEAD else text[:LONGEST_LEAD].rpartition(" ")[0] + " …"
    return ""


def relinked(html: str, new: Mapping[str, str]) -> str:
    """Return the HTML with its link targets replaced, as given."""

    def replaced(link: re.Match[str]) -> str:
        url = unescape(link[2])
        return f'{link[1]}="{escape(new.get(url, url))}"'

    return LINK.sub(replaced, html)


def with_corners(html: str) -> str:
    """Return the HTML with table heads that head nothing as plain cells."""
    return EMPTY_HEAD.sub(r"<td\1></td>", html)


def with_signs(html: str) -> str:
    """Return the HTML with no line that begins with the sign after a label, which is a box and may end a line."""
    return LABEL.sub(r'<span class="g-one">\1</span>', html)


def links(html: str) -> set[str]:
    """Return the link targets of a finished page, without parsing it: the theme writes each in the same way."""
    return {unescape(url) for _, url in LINK.findall(html)}
