"""How old what a page rests on is: the oldest and the newest date of the facts and topics that it names."""

import re
from importlib import import_module

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

NAMED = re.compile(r'(?:others(?:\.md|/)#|id="|href="#)([ft])-([a-z0-9-]+)"')
"""A link to a fact or a topic on the page of what others say, or its row there."""


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Tell the templates how old the other sources of a page are."""
    page.meta["years"] = years(html)
    return html


def years(html: str) -> str:
    """Return the years of what other pages say on a page of the site, such as "2018 to 2025"; nothing for none."""
    facts, word = import_module("guide_lib.sources.facts"), import_module("guide_lib.show").word
    named = {(kind, id.replace("-", "_")) for kind, id in NAMED.findall(html)}
    found = [fact for fact in facts.facts() if ("f", fact.id) in named or ("t", fact.topic) in named]
    return str(word("to").join(facts.Told(tuple(found)).dated))
