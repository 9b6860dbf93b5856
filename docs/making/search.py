"""What the search finds a page by, beside what stands on it: shoppers' own words for it, and the common slips."""

import json
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

import tongues

INDEX = "search/search_index.json"
APART = r"[\s\-'’]+"
"""What stands between words where an apostrophe joins an article or an ending to a word: l’argent, AliExpress’te."""
ASKED = 4.0
"""A question counts for more than a page: the theme counts a whole page for more than a part of one."""


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Tell the search how to treat a page of docs/."""
    if not page.file.src_uri.endswith(".ipynb"):
        page.meta.setdefault("search", _searched(page.file.src_uri, config))
    return markdown


def _searched(uri: str, config: MkDocsConfig) -> dict[str, Any]:
    """Return how the search treats a page: not at all, before others, or like the rest."""
    if any(uri.startswith(each) for each in config.extra["search"]["never"]):
        return {"exclude": True}
    boosts = {"first": 2, "last": 1e-9}
    return next(({"boost": boost} for key, boost in boosts.items() if uri in config.extra["search"][key]), {})


@event_priority(-10)  # when the index has been written
def on_post_build(config: MkDocsConfig) -> None:
    """Give each page and question its words, as tags, which count for more than the text."""
    path = Path(config.site_dir, INDEX)
    if not path.is_file():
        return
    index: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if tongues.spoken() != tongues.ENGLISH:
        index["config"]["separator"] = APART
    words, found = import_module("guide_lib.words").words, finds()
    known = {entry["location"] for entry in index["docs"]}
    if lost := sorted(found.keys() - known):
        raise PluginError(f"The search has words for {', '.join(lost)}, which is no page or question of the site.")
    for entry in index["docs"]:
        said = found.get(entry["location"], "").split()
        if "#" in entry["location"] and said:
            entry["boost"] = ASKED
        if said:
            entry["tags"] = list(dict.fromkeys([*said, *_slips(said, words("site", "search").get("slips", {}))]))
    path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _slips(said: list[str], slips: Mapping[str, str]) -> Iterator[str]:
    """Yield the ways in which people misspell some words."""
    for word in said:
        yield from slips.get(word, "").split()


def finds() -> dict[str, str]:
    """Return the words of each page and question, by where it is on the site."""
    words, pages = import_module("guide_lib.words").words, import_module("guide_lib.show.pieces").PAGES
    asked = import_module("answers.questions")
    found = {f"questions/#{asked.anchor(each)}": words("question", each.id, "finds") for each in asked.questions()}
    for name, said in words("site", "search", "pages").items():
        place = f"notebooks/{Path(pages[name]).stem}/" if name in pages else f"{name}/"
        found["" if name == "home" else place] = said
    return found
