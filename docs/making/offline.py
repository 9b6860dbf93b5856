"""The site without a network: a service worker that keeps one version of it, whole, and never mixes two.

Each version keeps its own files, told by their hash (Subresource Integrity, W3C): from the start the shopper's pages
and what they load, all others once they have been used. A newer one replaces it when it is whole, at the next visit.
"""

import json
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

import markup
import tongues

WORKER = Path(__file__).with_name("sw.js")
SCRIPT = "assets/offline.js"
BLANK = 'const [VERSION, KEPT, FILES, SAYS] = ["", [], {}, {}]'
ASKED_FOR = ("runtime/**/*", "lite/**/*")
"""Files that a page loads only when it is asked to check itself, or opened as a notebook."""
LEFT_OUT = ("**/*.map", "sitemap.xml*", "objects.inv", "sw.js", "assets/javascripts/lunr/**/*.js", *ASKED_FOR)
GONE = """\
// While pages are written nothing is kept; what another site at this address had kept goes.
addEventListener("install", () => skipWaiting())
addEventListener("activate", async () => {
  await registration.unregister()
  for (const client of await clients.matchAll()) client.navigate(client.url)
})
"""


class _Build:
    """The pages to keep from the start, and the language."""

    pages: tuple[str, ...] = ()
    lang = ""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Let each page register the worker, save while it is written."""
    _Build.lang = tongues.spoken()
    scripts = config.extra_javascript
    if not tongues.Asked.serves and (Path(config.docs_dir) / SCRIPT).is_file() and SCRIPT not in scripts:
        scripts.append(SCRIPT)
    return config


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Choose the pages to keep: those at the top of the navigation, and those that `extra.offline` names."""
    top = [page.url for page in nav.items if isinstance(page, Page)]
    also = (files.get_file_from_path(uri) for uri in config.extra.get("offline", []))
    named = [file.page.url for file in also if file and file.page]
    _Build.pages = tuple(dict.fromkeys([*top, *named]))
    return nav


@event_priority(-90)  # when all files are written; before again.py looks at them
def on_post_build(config: MkDocsConfig) -> None:
    """Write the worker."""
    site = Path(config.site_dir)
    if tongues.Asked.serves:
        (site / WORKER.name).write_text(GONE, encoding="utf-8")
    else:
        keep(site, _Build.pages)


def keep(site: Path, pages: Iterable[str]) -> str:
    """Write the service worker of a built site, which keeps these pages and what they load; return its version."""
    other_languages = (f"{code}/**/*" for code in import_module("guide_lib.words.language").languages())
    left_out = {path for pattern in (*LEFT_OUT, *other_languages) for path in site.glob(pattern)}
    files = {
        _url(path, site): _hash(path) for path in sorted(site.rglob("*")) if path.is_file() and path not in left_out
    }
    loaded = (path.relative_to(site).as_posix() for path in site.glob("assets/*.js"))
    kept = sorted({*pages, *loaded, *(file for page in pages for file in _loaded(site, page))} & files.keys())
    worker = WORKER.read_text(encoding="utf-8")
    words = import_module("guide_lib.words").words
    said = {key: words("site", "page", key) for key in ("away", "soon")}
    said |= {"order": words("show", "order"), "lang": _Build.lang}
    version = sha256(json.dumps([worker, kept, files, said]).encode()).hexdigest()[:16]
    filled = worker.replace(BLANK, BLANK.partition("=")[0] + "= " + _json([version, kept, files, said]))
    (site / WORKER.name).write_text(filled, encoding="utf-8")
    return version


def _url(path: Path, site: Path) -> str:
    url = path.relative_to(site).as_posix()
    return url.removesuffix("index.html") if path.name == "index.html" else url


def _hash(path: Path) -> str:
    return f"sha256-{b64encode(sha256(path.read_bytes()).digest()).decode()}"


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _loaded(site: Path, page: str) -> Iterable[str]:
    """Yield what a page names that is no page: its scripts, styles and icon."""
    for url in markup.links((site / page / "index.html").read_text(encoding="utf-8")):
        if url.endswith("/"):
            continue  # another page: most links are, and each page has a link to each
        parts = urlsplit(urljoin(f"/{page}", url))
        if not parts.netloc and Path(parts.path).suffix not in ("", ".html"):
            yield parts.path.removeprefix("/")
