"""What a page needs to check itself in the reader's browser: Python as it was staged, the guide's own code, the page.

docs/making/stage.py stages Python. Without it the site is whole, and its pages say that they cannot check themselves.
"""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

import tongues
from archives import Files, cldr, library, write, zipped

STAGED = "runtime"
OWN = ("docs/live/kernel.py", "notebooks/changes.py", "notebooks/sanitize.cfg")
"""What goes with the library: it runs and compares cells."""


class _Build:
    """The folder of what was staged, and what this build adds to it, by path on the site."""

    base = ""
    sizes = (0, 0)
    files: Files = {}  # noqa: RUF012 - MkDocs has one build at a time


def on_pre_build(config: MkDocsConfig) -> None:
    """Look what was staged, and add what a page needs of this repository."""
    staged = next((Path(config.docs_dir) / STAGED).glob("*/start.zip"), None)
    above = "" if tongues.spoken() == tongues.ENGLISH else "../"  # Python is staged once, for the English site
    _Build.base = f"{above}{STAGED}/{staged.parent.name}/" if staged else ""
    _Build.files = dict(_added(config)) if staged else {}
    if staged:
        _Build.sizes = tuple(json.loads(staged.with_name("sizes.json").read_text(encoding="utf-8")))


def _added(config: MkDocsConfig) -> Iterator[tuple[str, bytes]]:
    root, code = Path(config.config_file_path).parent, tongues.spoken()
    own = {path.name: path.read_bytes() for path in (root / name for name in OWN)}
    yield _named("guide.zip", zipped(library(root, code) | own | cldr(code)))
    for path in sorted((tongues.notebooks(config) / "notebooks").glob("*.ipynb")):
        yield _named(path.name, path.read_bytes())


def _named(name: str, data: bytes) -> tuple[str, bytes]:
    """Return a file under a name that tells its contents, so that no browser takes an older one for it."""
    stem, _, suffix = name.rpartition(".")
    return f"{STAGED}/{stem}-{sha256(data).hexdigest()[:12]}.{suffix}", data


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    """Tell the template of a notebook's page where the files are, how large, and how many bytes a host sends."""
    path = Path(page.file.src_uri)
    if path.suffix == ".ipynb" and _Build.base:
        guide = next(name for name in _Build.files if name.endswith(".zip"))
        notebook = next(name for name in _Build.files if name.startswith(f"{STAGED}/{path.stem}-"))
        large, sent = _Build.sizes
        also = len(_Build.files[guide])
        live = {"base": _Build.base, "guide": guide, "notebook": notebook, "language": tongues.spoken()}
        context["live"] = live | {"bytes": large + also, "sent": sent + also}
    return context


def on_post_build(config: MkDocsConfig) -> None:
    """Write what this build adds."""
    write(_Build.files, Path(config.site_dir))
