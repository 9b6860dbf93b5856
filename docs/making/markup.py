"""What the site needs to know of a page's HTML: its ids, its links and its first paragraph."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from html.parser import HTMLParser

LONGEST_LEAD = 160
"""Characters of a description that search engines show."""

LINK = re.compile(r'(?<=\s)(href|src)="([^"]*)"')
"""A link as Markdown, our notebook template and the theme write it."""


@dataclass(slots=True)
class Seen:
    """The ids and the link targets in the order of the page, and the text of its first paragraph."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    lead: str = ""


class _Reader(HTMLParser):
    """Fill a `Seen`; the marks that name a claim are no part of the paragraph's text."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = Seen()
        self._text: list[str] = []
        self._in_mark = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.seen.ids.append(given["id"])
        self.seen.links += [given[name] for name in ("href", "src") if given.get(name)]
        if tag == "p":
            self._text = []
        self._in_mark = self._in_mark or tag == "sup"

    def handle_data(self, data: str) -> None:
        if not self._in_mark:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "sup":
            self._in_mark = False
        elif tag == "p" and not self.seen.lead:
            text = " ".join("".join(self._text).split())
            self.seen.lead = text if len(text) <= LONGEST_LEAD else text[:LONGEST_LEAD].rpartition(" ")[0] + " …"


def read(html: str) -> Seen:
    """Return what a page's HTML holds."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.seen


def relinked(html: str, new: Mapping[str, str]) -> str:
    """Return the HTML with its link targets replaced, as given."""

    def replaced(link: re.Match[str]) -> str:
        url = unescape(link[2])
        return f'{link[1]}="{escape(new.get(url, url))}"'

    return LINK.sub(replaced, html)


def links(html: str) -> list[str]:
    """Return the link targets of a finished page, without parsing it: the theme writes each in the same way."""
    return [unescape(url) for _, url in LINK.findall(html)]
