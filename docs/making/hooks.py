"""What MkDocs does for this site beyond its plugins: notebooks beside docs/, computed pages, links that are checked."""

import json
import logging
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs_jupyter.config import settings  # type: ignore[import-untyped]
from mkdocs_jupyter.utils import slugify  # type: ignore[import-untyped]

import cells
import markup
import tongues

log = logging.getLogger("mkdocs.hooks.guide")
HERE = Path(__file__).parent
NOTEBOOKS = "notebooks"
ANSWERS = ("forms", "printed", "questions", "tool")
SOURCES = {".ipynb", ".md"}
LEFT_OPEN = re.compile(r"\[\[(show_code|permalink)\]\]")
"""What our notebook template leaves open, for a conversion is kept whatever the words say."""
ACROSS = re.compile(rf"(\]\((?:\.\./)*)\.\./({NOTEBOOKS}/[^)#\s]+)(?:#([^)\s]+))?")
"""A Markdown link from docs/ over to notebooks/, as it works in the repository."""


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent


def _is_notebook(page: Page) -> bool:
    return page.file.src_uri.endswith(".ipynb")


def on_startup(command: str, dirty: bool) -> None:
    """Write no bytecode into guide_lib while `mkdocs serve` watches it, lest each build start the next."""
    tongues.Asked.serves = sys.dont_write_bytecode = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Point the plugin at our notebook template, watch what the pages are made of, and fill in the navigation."""
    settings.templates_dir = str(HERE / "notebook")
    if str(HERE) not in sys.path:  # MkDocs has it there only while it loads a hook
        sys.path.append(str(HERE))
    config.watch += [str(_root(config) / folder) for folder in (NOTEBOOKS, "guide_lib")]
    config.copyright = (config.copyright or "").format_map(config.extra)
    config.nav = [filled for entry in config.nav or [] for filled in _filled(entry, config)]
    return config


def _filled(entry: Any, config: MkDocsConfig) -> Iterator[Any]:
    """Yield a navigation entry, with the pages of a folder in its place; none for an empty folder."""
    title, inside = next(iter(entry.items())) if isinstance(entry, dict) else (None, entry)
    if isinstance(inside, list):
        yield {title: [filled for each in inside for filled in _filled(each, config)]}
        return
    if not isinstance(inside, str) or not inside.endswith("/"):
        yield entry
        return
    folder = (_root(config) if inside == f"{NOTEBOOKS}/" else Path(config.docs_dir)) / inside
    pages = sorted(f"{inside}{path.name}" for path in folder.glob("*") if path.suffix in SOURCES)
    yield from [{title: pages}] if title and pages else pages


def on_pre_build(config: MkDocsConfig) -> None:
    """Forget the library while pages are served, so that they show what its changed code says."""
    for name in [name for name in sys.modules if name.partition(".")[0] in ("guide_lib", "answers")]:
        if tongues.Asked.serves:
            del sys.modules[name]


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Let the templates say what the word file says of the site."""
    guide = import_module("guide_lib.words")
    env.globals["words"] = lambda *path: guide.words("site", *path)
    env.globals["said"] = lambda *path, **values: guide.told("site", *path, **values)
    return env


@event_priority(100)  # before mkdocs-jupyter takes its notebooks out of the files
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the notebooks, which lie beside docs/ and not in it."""
    root = tongues.notebooks(config)
    for path in sorted((root / NOTEBOOKS).glob("*.ipynb")):
        uri = path.relative_to(root).as_posix()
        files.append(File(uri, str(root), config.site_dir, config.use_directory_urls))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Check the cells of a notebook; compute the page from the library if it is one of docs/."""
    if _is_notebook(page):
        for fault in cells.faults(json.loads(markdown)["cells"]):
            log.warning("Notebook '%s': %s", page.file.src_uri, fault)
        return markdown
    return ACROSS.sub(_inside, _computed(markdown, page, config))


def _inside(link: re.Match[str]) -> str:
    """Return such a link as it works inside the site."""
    return link[1] + link[2] + (f"#{slugify(unquote(link[3]))}" if link[3] else "")


def _computed(markdown: str, page: Page, config: MkDocsConfig) -> str:
    """Return the page with `{{ … }}` computed: `guide` is guide_lib.show; `claims` and those of ANSWERS are modules."""
    if "{{" not in markdown and "{%" not in markdown:
        return markdown
    env = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, keep_trailing_newline=True)
    modules = {
        "guide": "guide_lib.show",
        "words": "guide_lib.words",
        "claims": "guide_lib.sources.claims",
        "facts": "guide_lib.sources.facts",
        "labels": "guide_lib.sources.labels",
        **{name: f"answers.{name}" for name in ANSWERS},
    }
    known = {name: import_module(module) for name, module in modules.items()} | dict(config.extra)
    try:
        return env.from_string(markdown).render(known)
    except jinja2.TemplateError as error:
        raise PluginError(f"{page.file.src_uri}: {error}") from error


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Turn links to sources into links to pages, and tell MkDocs of every anchor, so that all of them are checked."""
    if _is_notebook(page):
        html = html.rpartition("<style>")[0]  # the plugin ends each notebook with styles that we have already
        say = import_module("guide_lib.words").words
        html = LEFT_OPEN.sub(lambda left: str(say("site", "page", left[1])), html)
    seen = markup.read(html)
    for name, times in Counter(seen.ids).items():
        if times > 1:
            log.warning("'%s' has the id '%s' %d times; an id stands for one place.", page.file.src_uri, name, times)
    page.present_anchor_ids = (page.present_anchor_ids or set()) | {*seen.ids, *map(unquote, seen.ids)}
    page.meta.setdefault("description", seen.lead or config.site_description)
    html = markup.with_signs(markup.with_corners(html))
    return markup.relinked(html, {url: _page_url(url, page, config, files) for url in dict.fromkeys(seen.links)})


def _page_url(url: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Return where a link leads on the site; relative links to sources mean what they mean in notebooks/."""
    parts = urlsplit(url)
    if parts.scheme or parts.netloc or url == "#":
        return url
    if not parts.path:
        target = page.file
    elif _is_notebook(page) or Path(parts.path).suffix in SOURCES:
        uri = _uri(unquote(parts.path), config)
        if away := tongues.outside(uri, page, config):
            return urlunsplit(("", "", away, parts.query, parts.fragment))
        found = files.get_file_from_path(uri)
        if not found:
            log.warning("'%s' links to '%s', which is not a page or file of the site.", page.file.src_uri, url)
            return url
        target = found
    else:
        return url
    anchor = unquote(parts.fragment)
    if target.src_uri.endswith(".ipynb"):
        anchor = slugify(anchor)  # Jupyter's #What-to-do is #what-to-do here
    if anchor:
        page.links_to_anchors = page.links_to_anchors or {}
        page.links_to_anchors.setdefault(target, {}).setdefault(anchor, url)
    path = target.url_relative_to(page.file) if parts.path else ""
    return urlunsplit(("", "", path, parts.query, quote(anchor)))


def _uri(path: str, config: MkDocsConfig) -> str:
    """Return what MkDocs calls the file that a notebook reaches by this path."""
    return _below(path, _root(config), Path(config.docs_dir))


@cache  # each page leads to most others
def _below(path: str, root: Path, docs: Path) -> str:
    place = Path(os.path.normpath(root / NOTEBOOKS / path))
    home = next((folder for folder in (docs, root) if place.is_relative_to(folder)), None)
    return place.relative_to(home).as_posix() if home else ""


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    """Lead the edit link of a notebook to where it lies, and give the shopper's pages the room of the side bars."""
    if _is_notebook(page):
        page.edit_url = (page.edit_url or "").replace(f"/docs/{NOTEBOOKS}/", f"/{NOTEBOOKS}/")
        page.meta.setdefault("hide", ["toc"])
    if page.is_homepage:
        page.meta.setdefault("hide", ["navigation", "toc"])
    return context
