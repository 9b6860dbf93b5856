"""What a first visit need not load: the search index before a search, the styles of the reference elsewhere."""

import logging
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.hooks.light")

# Material loads the index at once, or, from a file system, when the search is opened; we want the latter everywhere.
AT_ONCE = 'L($(location.protocol!=="file:"),Je("search"))'
WHEN_OPENED = 'Je("search")'
REFERENCE_STYLES = re.compile(r'\s*<link rel="stylesheet" href="[^"]*_mkdocstrings\.css">')


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Leave out the styles of the reference where there is none."""
    return output if "doc-heading" in output else REFERENCE_STYLES.sub("", output)


def on_post_build(config: MkDocsConfig) -> None:
    """Let Material load the search index only once the search is opened."""
    for bundle in Path(config.site_dir, "assets", "javascripts").glob("bundle.*.min.js"):
        code = bundle.read_text(encoding="utf-8")
        if AT_ONCE not in code:
            log.warning("%s loads the search index in another way than docs/making/light.py knows.", bundle.name)
        bundle.write_text(code.replace(AT_ONCE, WHEN_OPENED), encoding="utf-8")
