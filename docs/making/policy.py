"""What a page may load and run, said in the page itself: our own files, and the inline scripts that the theme writes.

A page cannot say who may frame it (`frame-ancestors` counts in a header only); a host that can set headers should.
"""

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page

from tongues import Asked

RULES = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # the theme's icons are in its style sheet
    "connect-src": "'self'",
    "worker-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
HEAD = '<meta charset="utf-8">'
PARTS = re.compile(r"(?is)<!--.*?-->|<script\b.*?</script\b[^>]*>")
"""The parts of a page that hold its scripts, or only seem to; all else need not be parsed."""
META = '\n      <meta http-equiv="Content-Security-Policy" content="{}">'


class _Scripts(HTMLParser):
    """Collect the inline scripts that a browser would run; a block of data is none."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._inside = tag == "script" and "src" not in given and given.get("type") != "application/json"
        if self._inside:
            self.found.append("")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data  # a script may come in pieces

    def handle_endtag(self, tag: str) -> None:
        self._inside = False


def policy(html: str) -> str:
    """Return the Content-Security-Policy (CSP Level 3) of a page: of what is inline, the scripts by their hash."""
    scripts = _Scripts()
    for part in PARTS.findall(html):
        scripts.feed(part)
    scripts.close()
    hashes = dict.fromkeys(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in scripts.found)
    rules = RULES | {"script-src": " ".join([RULES["script-src"], *hashes])}
    return "; ".join(f"{name} {allowed}" for name, allowed in rules.items())


def guarded(html: str) -> str:
    """Return the page with its policy, ahead of all that it loads."""
    return html.replace(HEAD, HEAD + META.format(policy(html)), 1)


@event_priority(-100)  # when the page is as it will be
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Guard each page; the script by which `mkdocs serve` reloads pages is another one each time."""
    return output if Asked.serves else guarded(output)


@event_priority(-100)
def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Guard the page that stands for one that is not there."""
    return guarded(output_content) if template_name.endswith(".html") and not Asked.serves else output_content
