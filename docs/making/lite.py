"""A page as a notebook that the reader can change and run: JupyterLite as it was staged, and what each build adds.

docs/making/stage.py stages it. What a build adds lies in a folder of its own, whose name tells what is in it: no
browser mixes two versions. Notebooks are kept in memory only, so that nobody meets an old guide after an update.
"""

import json
import tomllib
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

import tongues
from archives import Files, entry, named, packed, wheel, write, zipped

STAGED = "lite"
OWN = Path(__file__).with_name("jupyterlite")
PYTHON = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
POLICY = {
    "default-src": "'none'",
    "script-src": "'self' 'unsafe-eval'",  # it compiles its schemas
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
DISABLED = [
    "@jupyterlite/application-extension:service-worker-manager",  # the site has its own, and nothing here needs one
    "@jupyterlite/application-extension:share-file",  # these four: there are no other pages of Jupyter here
    "@jupyterlite/notebook-application-extension:logo",
    "@jupyter-notebook/application-extension:logo",
    "@jupyter-notebook/notebook-extension:open-tree-tab",
    "@jupyter-notebook/notebook-extension:tab-icon",  # these two: their icons are a server's
    "@jupyterlab/application-extension:faviconbusy",
]
MEMORY = ["memoryStorageDriver"]
ASKED_FOR = ("jupyter-lite.ipynb", "notebooks/jupyter-lite.ipynb", "notebooks/jupyter-lite.json")
"""Where else it looks for settings."""
EPOCH = "1970-01-01T00:00:00Z"


class _Build:
    """What this build adds to what was staged, by path on the site, the folder of it, and how much a host sends."""

    base = ""
    sent = 0
    files: Files = {}  # noqa: RUF012 - MkDocs has one build at a time


def on_pre_build(config: MkDocsConfig) -> None:
    """Look what was staged, and add what an open notebook needs of this repository."""
    docs, root = Path(config.docs_dir), Path(config.config_file_path).parent
    staged = next(docs.glob(f"{STAGED}/*/libraries.zip"), None)
    runtime = next(docs.glob("runtime/*/pyodide.mjs"), None)
    _Build.base, _Build.files = "", {}
    if staged and runtime and tongues.spoken() == "en":
        found = added(root, staged.parent, f"../../runtime/{runtime.parent.name}")
        _Build.base, _Build.files = f"{STAGED}/{named(found)}/", found
        _Build.sent = sent(found, staged.parent, runtime.parent)


def added(root: Path, app: Path, runtime: str) -> Files:
    """Return the files that an application needs of this repository, given the way from their folder to Python."""
    notebooks = {path.name: notebook(path) for path in sorted((root / "notebooks").glob("*.ipynb"))}
    installer = zipped({path.relative_to(OWN).as_posix(): path.read_bytes() for path in OWN.rglob("*.py")})
    release = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    guide = f"guide_lib-{release}-py3-none-any.whl"
    found = {"installer.zip": installer, guide: wheel(root, release)}
    packages = {
        "libraries": (f"../{app.name}/libraries.zip", (app / "libraries.zip").read_bytes()),
        "micropip": ("installer.zip", installer),
        "piplite": ("installer.zip", installer),
        "guide-lib": (guide, found[guide]),
    }
    lock = json.loads((app / "pyodide-lock.json").read_text(encoding="utf-8"))
    lock["packages"] = {name: entry(name, *file) for name, file in packages.items()}
    page = (OWN / "index.html").read_text(encoding="utf-8").replace("@app@", app.name)
    policy = "; ".join(f"{name} {allowed}" for name, allowed in POLICY.items())
    return found | {
        "pyodide-lock.json": _json(lock),
        "jupyter-lite.json": _json(settings(app, runtime, list(packages))),
        "index.html": page.encode(),
        "links.js": (OWN / "links.js").read_bytes(),
        "notebooks/index.html": page.replace("@policy@", policy).encode(),
        **{name: _json({"metadata": {"jupyter-lite": {}}}) for name in ASKED_FOR},
        **{f"api/translations/{path.name}": path.read_bytes() for path in (app / "api/translations").glob("*.json")},
        "api/contents/all.json": _json(listing(notebooks)),
        **{f"files/{name}": data for name, data in notebooks.items()},
    }


def settings(app: Path, runtime: str, packages: list[str]) -> dict[str, Any]:
    """Return the settings of the application; an address that begins with ./ is one from the folder of this build."""
    told: dict[str, Any] = json.loads((app / "jupyter-lite.json").read_text(encoding="utf-8"))
    python = {"lockFileURL": "pyodide-lock.json", "stdLibURL": f"../{app.name}/python_stdlib.zip", "packages": packages}
    told["jupyter-config-data"] |= {
        "appName": "Cancel a paid order",
        "appUrl": "/notebooks",
        "notebookPage": "notebooks",
        "contentsAllJsonFile": "all.json",
        "exposeAppInBrowser": True,  # as window.jupyterapp, for the tests
        "disabledExtensions": DISABLED,
        "enableMemoryStorage": True,
        "contentsStorageDrivers": MEMORY,
        "settingsStorageDrivers": MEMORY,
        "workspacesStorageDrivers": MEMORY,
        "faviconUrl": "./../../assets/favicon.svg",
        "fullStaticUrl": f"./../{app.name}/build",
        "fullLabextensionsUrl": f"./../{app.name}/extensions",
        "settingsUrl": f"./../{app.name}/build/schemas",
        "themesUrl": f"../{app.name}/build/themes",
        "litePluginSettings": {
            "@jupyterlite/pyodide-kernel-extension:kernel": {
                "pyodideUrl": f"./{runtime}/pyodide.mjs",
                "disablePyPIFallback": True,
                "loadPyodideOptions": python,
            },
        },
    }
    return told


def notebook(path: Path) -> bytes:
    """Return a notebook as Jupyter's server gives it: each text in one piece, and trusted, for it is the site's own."""
    book = json.loads(path.read_text(encoding="utf-8"))
    for cell in book["cells"]:
        cell["source"] = "".join(cell["source"])
        if cell["cell_type"] == "code":
            cell["metadata"]["trusted"] = True
        for output in cell.get("outputs", ()):
            for told in (output, output.get("data", {})):
                told |= {kind: "".join(text) for kind, text in told.items() if kind == "text" or "/" in kind}
    return _json(book)


def listing(notebooks: Files) -> dict[str, Any]:
    """Return what Jupyter says of a folder of notebooks."""
    made = {"created": EPOCH, "last_modified": EPOCH, "writable": True, "mimetype": None, "content": None}
    inside = [
        made | {"name": name, "path": name, "type": "notebook", "format": None, "size": len(data)}
        for name, data in notebooks.items()
    ]
    return made | {"name": "", "path": "", "type": "directory", "format": "json", "size": None, "content": inside}


def sent(found: Files, app: Path, runtime: Path) -> int:
    """Return how many bytes a host sends, about, when a notebook is opened for the first time."""
    opened = [app / name for name in (OWN / "opened.txt").read_text(encoding="utf-8").split()]
    opened += [app / "python_stdlib.zip", app / "libraries.zip", *(runtime / name for name in PYTHON)]
    files = [path.read_bytes() for path in opened if path.is_file()]
    files += [data for name, data in found.items() if not name.startswith("files/")]
    return sum(map(packed, files))


def _json(data: object) -> bytes:
    return json.dumps(data, sort_keys=True).encode()


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    """Tell the template of a notebook's page where it opens as a notebook."""
    path = Path(page.file.src_uri)
    if path.suffix == ".ipynb" and _Build.base:
        context["lite"] = {"url": f"{_Build.base}notebooks/index.html?path={path.name}", "sent": _Build.sent}
    return context


def on_post_build(config: MkDocsConfig) -> None:
    """Write what this build adds."""
    write(_Build.files, Path(config.site_dir, _Build.base))
