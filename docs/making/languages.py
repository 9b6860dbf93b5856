"""The site in other languages: a build for each, from the same pages, of the words and the prose of that language.

GUIDE_LANGUAGE names the language of a build; without it the build is English, and makes the others, each in a folder
of its own below. What has not changed since a language was built is not built again.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from pathspec.gitignore import GitIgnoreSpec

import tongues
from wording import PAGES

HERE = Path(__file__).parent
LINK = re.compile(r'(?s)<(sup|small)\b.*?</\1>|<a ([^>]*)href="((?:\.\./)+[^"]*)"([^>]*)>(.*?)</a>')
"""A small mark with all its links, or a link that climbs out of its folder."""
HEADING = re.compile(r'(?s)<(h[1-6])[^>]* id="[^"]*".*?</\1>')


@event_priority(50)  # before the navigation is filled in
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Let the settings speak the language of this build, and leave out the pages that are English only."""
    code, language = tongues.spoken(), import_module("guide_lib.words.language")
    if str(HERE) not in sys.path:
        sys.path.append(str(HERE))
    if code not in language.languages():
        names = ", ".join(language.languages())
        raise PluginError(f"GUIDE_LANGUAGE is {code!r}, and the guide speaks {names}; give one of them.")
    if code == tongues.ENGLISH:
        return config
    settings = {row["en"]: row["says"] for row in tongues.prose()["mkdocs.yml"].values()}
    config.theme["language"] = code
    config.site_name = settings[config.site_name]
    config.site_description = settings[config.site_description or ""]
    config.copyright = settings[config.copyright or ""]
    config.site_url = config.site_url and f"{config.site_url.rstrip('/')}/{code}/"
    for scheme in config.theme["palette"]:
        scheme["toggle"]["name"] = settings[scheme["toggle"]["name"]]
    with language.in_language(code):
        config.extra["as_of"] = _month(config.extra["as_of"])
    config.nav = [named for entry in config.nav or [] if (named := _named(entry, settings))]
    pages = (path.relative_to(config.docs_dir).as_posix() for path in Path(config.docs_dir).rglob("*.md"))
    left_out = ["/lite/", "/runtime/", *(f"/{page}" for page in pages if page not in PAGES)]
    config.exclude_docs = (config.exclude_docs or GitIgnoreSpec([])) + GitIgnoreSpec.from_lines(left_out)
    config.extra["search"] = {key: [] for key in config.extra["search"]} | {"first": config.extra["search"]["first"]}
    config.extra["offline"] = []
    return config


def _month(said: str) -> str:
    """Return the month and year that are said in English, in the language that is spoken now."""
    words = import_module("guide_lib.words")
    name, year = said.split()
    day = date(int(year), words.in_english("dates", "months").index(name) + 1, 1)
    return str(import_module("guide_lib.words.dates").month(day))


def _named(entry: Any, settings: Mapping[str, str]) -> Any:
    """Return an entry of the navigation with its title in this language; None for pages that are English only."""
    if isinstance(entry, str):
        return entry if entry in PAGES or entry == "notebooks/" else None
    title, inside = next(iter(entry.items()))
    return {settings[title]: inside} if inside in PAGES else None


@event_priority(-50)  # when the library has been loaded anew
def on_pre_build(config: MkDocsConfig) -> None:
    """Let the library speak the language of this build."""
    tongues.SPEAKS.enter_context(import_module("guide_lib.words.language").in_language(tongues.spoken()))


@event_priority(50)  # before what a page says is computed
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the prose of this language in the place of the English."""
    if tongues.spoken() == tongues.ENGLISH or page.file.src_uri.endswith(".ipynb"):
        return markdown
    rows = tongues.prose()[page.file.src_uri]
    for key in ("title", "description"):
        if key in page.meta:
            page.meta[key] = rows[key]["says"]
    said = {row["en"]: _anchored(row["en"], row["says"]) for row in rows.values()}
    return "\n\n".join(said.get(block.strip(), block) for block in markdown.split("\n\n"))


def _anchored(english: str, said: str) -> str:
    """Return a heading in this language with the anchor of the English one, to which links lead."""
    match = re.fullmatch(r"#+ ([^\n{]+)", english)
    return f"{said} {{ #{_slug(match[1])} }}" if match else said


def _slug(heading: str) -> str:
    return str(import_module("markdown.extensions.toc").slugify(heading, "-"))


@event_priority(50)  # before its anchors and links are checked
def _with_english_anchors(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Give the headings of a notebook the anchors of the English ones."""
    if tongues.spoken() == tongues.ENGLISH or not page.file.src_uri.endswith(".ipynb"):
        return html
    return _english_anchors(html, page)


@event_priority(-50)  # when the links lead where they should
def _with_notes(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Say of links that they lead to a page in English."""
    if tongues.spoken() == tongues.ENGLISH:
        return html
    deep = page.url.count("/") + 1
    note = import_module("guide_lib.words").words("site", "language", "english")

    away = re.compile(rf'<a (href="(?:\.\./){{{deep}}}[^"]*")')
    marked = rf'<a \1 hreflang="en" title="{note}"'
    if page.file.src_uri.endswith(".ipynb"):
        return away.sub(marked, html)  # without a word more: the page is compared with what its code shows

    def told(link: re.Match[str]) -> str:
        if link[1]:
            return away.sub(marked, link[0])
        if not link[3].startswith("../" * deep):
            return link[0]
        return f'<a {link[2]}href="{link[3]}" hreflang="en"{link[4]}>{link[5]}</a> <small>({note})</small>'

    return LINK.sub(told, html)


on_page_content = CombinedEvent(_with_english_anchors, _with_notes)


def _english_anchors(html: str, page: Page) -> str:
    """Return a notebook's page with the anchors that its headings have in English, in the same order."""
    slugify = import_module("mkdocs_jupyter.utils").slugify
    rows = tongues.prose()[Path(page.file.src_uri).name].values()
    slugs = iter([slugify(title) for row in rows for title in re.findall(r"(?m)^#+ (.+)$", row["en"])])
    anchors: list[str] = []

    def named(heading: re.Match[str]) -> str:
        anchors.append(next(slugs))
        return re.sub(r'(id="|href="#)[^"]*"', rf'\1{anchors[-1]}"', heading[0])

    html = HEADING.sub(named, html)
    for link, anchor in zip(_flat(page.toc), anchors, strict=False):
        link.id = anchor
    return html


def _flat(links: Iterable[Any]) -> Iterator[Any]:
    for link in links:
        yield link
        yield from _flat(link.children)


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Tell the templates of the language, and where the English site lies."""
    env.globals["english"] = "" if tongues.spoken() == tongues.ENGLISH else "../"
    env.globals["native"] = tongues.spoken() == tongues.ENGLISH
    env.globals["alternates"] = tongues.alternates
    env.globals["megabytes"] = tongues.megabytes
    return env


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    """Let a page be mended where its words stand."""
    if tongues.spoken() != tongues.ENGLISH and config.repo_url:
        page.edit_url = f"{config.repo_url.rstrip('/')}/edit/main/docs/languages/{tongues.spoken()}.toml"
    return context


@event_priority(-90)  # when the English site is as it will be
def on_post_build(config: MkDocsConfig) -> None:
    """Make the sites in the other languages."""
    if tongues.spoken() == tongues.ENGLISH and not tongues.Asked.serves:
        tongues.build(config)
