"""A page opened as a notebook: each runs to what is committed, and nothing is asked of, or kept by, anybody else."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from conftest import ROOT, lacking
from playwright.sync_api import Browser, BrowserContext, Page, expect

import archives
import lite

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
FIRST = NOTEBOOKS[0].stem
PATIENCE = 120
"""Seconds within which a kernel has started, even on a machine that is busy."""
OPENED = "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel"
READY = """async () => {
    const { context, sessionContext } = window.jupyterapp.shell.currentWidget
    await context.ready
    await sessionContext.session.kernel.info
}"""
SHOW = """cells => window.jupyterapp.shell.currentWidget.context.model.fromJSON({
    metadata: { kernelspec: { name: "python" } }, nbformat: 4, nbformat_minor: 5,
    cells: cells.map(source => ({ cell_type: "code", source, metadata: {}, outputs: [], execution_count: null })),
})"""
OPEN = """async name => {
    const { contents } = window.jupyterapp.serviceManager
    const { content } = await contents.get(name, { type: "notebook", content: true })
    window.jupyterapp.shell.currentWidget.context.model.fromJSON(content)
}"""
RUN = """async () => {
    const { commands, shell } = window.jupyterapp
    await commands.execute("notebook:run-all-cells")
    return shell.currentWidget.context.model.toJSON().cells
}"""
FORGET = """async () => {
    const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session
    await kernel.requestExecute({ code: "%reset -f" }).done
}"""


@pytest.fixture(scope="module")
def app() -> Path:
    """The folder of JupyterLite as it was staged; the test is skipped where there is none, except in CI."""
    found = next((ROOT / "docs/lite").glob("*"), None)
    if found is None:
        lacking("JupyterLite is not staged; `uv run docs/making/stage.py` does it")
    return found


@pytest.fixture(scope="module")
def context(browser: Browser, app: Path) -> Iterator[BrowserContext]:
    """A reader's browser at a desk."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE * 1000)
    yield context
    context.close()


@pytest.fixture(scope="module")
def asked(context: BrowserContext) -> list[str]:
    """The address of everything that the browser has asked for, its workers too."""
    found: list[str] = []
    context.on("request", lambda request: found.append(request.url))
    return found


@pytest.fixture(scope="module")
def failed(context: BrowserContext) -> list[str]:
    """What the host did not have."""
    found: list[str] = []
    context.on("response", lambda answer: found.append(answer.url) if answer.status >= 400 else None)
    return found


@pytest.fixture(scope="module")
def notebook(context: BrowserContext, site_url: str, asked: list[str], failed: list[str]) -> Page:
    """The first page, opened as a notebook by its link, with Python running."""
    return _opened(context, site_url, FIRST)


def _opened(context: BrowserContext, site_url: str, name: str) -> Page:
    page = context.new_page()
    page.goto(f"{site_url}notebooks/{name}/")
    page.get_by_role("link", name="Open this page as a notebook").click()
    page.wait_for_function(OPENED)
    page.evaluate(READY)
    return page


def _run(page: Page, *cells: str) -> list[dict[str, Any]]:
    """Run some cells, and return the first output of the last one."""
    page.evaluate(SHOW, list(cells))
    outputs: list[dict[str, Any]] = page.evaluate(RUN)[-1]["outputs"]
    return outputs


def _shown(cell: dict[str, Any]) -> list[tuple[str, str | dict[str, str]]]:
    """Return what the outputs of a code cell show, each text in one piece."""
    return [
        (output["output_type"], "".join(output["text"]))
        if "text" in output
        else (output["output_type"], {kind: "".join(text) for kind, text in output["data"].items()})
        for output in cell["outputs"]
    ]


def test_the_link_opens_the_notebook_of_the_page(notebook: Page) -> None:
    expect(notebook).to_have_title("Cancel a paid order")
    heading = json.loads(NOTEBOOKS[0].read_text("utf-8"))["cells"][0]["source"][0].strip("# \n")
    expect(notebook.locator(".jp-Notebook h1")).to_contain_text(heading)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_to_what_is_committed(path: Path, notebook: Page) -> None:
    notebook.evaluate(FORGET)
    notebook.evaluate(OPEN, path.name)
    expected = [cell for cell in json.loads(path.read_text("utf-8"))["cells"] if cell["cell_type"] == "code"]
    before = notebook.evaluate("() => window.jupyterapp.shell.currentWidget.context.model.toJSON().cells")
    assert [_shown(cell) for cell in before if cell["cell_type"] == "code"] == [_shown(cell) for cell in expected]
    for cell in expected:
        assert _shown(cell)
    found = [cell for cell in notebook.evaluate(RUN) if cell["cell_type"] == "code"]
    assert [_shown(cell) for cell in found] == [_shown(cell) for cell in expected]
    counts = [cell["execution_count"] for cell in found]
    assert counts == list(range(counts[0], counts[0] + len(found)))


@pytest.mark.parametrize(
    "code", ["%pip install requests", 'import micropip\nawait micropip.install("requests")'], ids=["pip", "micropip"]
)
def test_nothing_can_be_installed_and_it_says_so_in_a_sentence(code: str, notebook: Page, asked: list[str]) -> None:
    before = len(asked)
    (output,) = _run(notebook, code)
    assert output["output_type"] == "error"
    assert output["traceback"] == [
        "requests cannot be installed here. "
        "This notebook works with what the guide itself needs, and asks no other site for more."
    ]
    expect(notebook.locator(".jp-OutputArea-output")).to_have_text(output["traceback"][0])
    assert asked[before:] == []


def test_what_is_here_need_not_be_installed(notebook: Page) -> None:
    assert _run(notebook, "%pip install holidays") == []


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("1 / 0", ["ZeroDivisionError", "----> 1", "division by zero"]),
        (
            "from datetime import date\nfrom guide_lib import refund_window\nrefund_window(date(2026, 12, 18), 'XX')",
            ["----> 3 ", "in refund_window(", "guide_lib/refund/window.py", "XX"],
        ),
    ],
    ids=["of the reader", "of the library"],
)
def test_an_error_shows_where_it_happened(code: str, says: list[str], notebook: Page) -> None:
    (output,) = _run(notebook, code)
    shown = re.sub(r"\x1b\[[\d;]*m", "", "\n".join(output["traceback"]))
    assert [word for word in says if word not in shown] == [], shown
    expect(notebook.locator(".jp-OutputArea-output")).to_contain_text(says[0].strip("-> "))


def test_what_is_typed_is_completed(notebook: Page) -> None:
    assert _run(notebook, "import guide_lib") == []
    reply = notebook.evaluate("""async () => {
        const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session
        const code = "guide_lib.refund_w"
        return (await kernel.requestComplete({ code, cursor_pos: code.length })).content
    }""")
    assert "refund_window" in [match.rpartition(".")[2] for match in reply["matches"]]


def test_what_is_changed_is_gone_when_it_is_loaded_anew(context: BrowserContext, notebook: Page, site_url: str) -> None:
    source = "() => window.jupyterapp.shell.currentWidget.context.model.toJSON().cells.map(cell => cell.source)"
    notebook.evaluate(OPEN, NOTEBOOKS[0].name)
    committed = notebook.evaluate(source)
    notebook.evaluate(SHOW, ["2 + 2"])
    notebook.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    notebook.evaluate(OPEN, NOTEBOOKS[0].name)
    assert notebook.evaluate(source) == ["2 + 2"]  # it was kept until then
    again = _opened(context, site_url, FIRST)
    assert again.evaluate(source) == committed
    assert again.evaluate("async () => (await indexedDB.databases()).map(each => each.name)") == []
    scopes = "async () => (await navigator.serviceWorker.getRegistrations()).map(each => each.scope)"
    assert set(again.evaluate(scopes)) <= {site_url}
    again.close()


def test_no_other_host_is_asked_and_nothing_is_missing(
    notebook: Page, site_url: str, asked: list[str], failed: list[str]
) -> None:
    assert [url for url in asked if not url.startswith((site_url, "data:", "blob:"))] == []
    assert any(url.endswith("/pyodide.asm.wasm") for url in asked)  # the worker's are among them
    assert failed == []
    other = "http://127.0.0.1:9/elsewhere"
    _run(notebook, f"from pyodide.http import pyfetch\nawait pyfetch('{other}')")
    assert [url for url in asked if not url.startswith((site_url, "data:", "blob:"))] == [other]
    with notebook.expect_event("console", lambda message: "Content Security Policy" in message.text):
        notebook.evaluate("url => fetch(url).catch(() => {})", other)


def test_python_is_served_once_for_the_check_and_the_notebook(site: Path, asked: list[str], notebook: Page) -> None:
    for name in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm"):
        (path,) = site.rglob(name)
        assert any(urlsplit(url).path == f"/{path.relative_to(site).as_posix()}" for url in asked)


def test_a_link_to_the_site_leads_there(context: BrowserContext, notebook: Page, site_url: str) -> None:
    _run(notebook, "from guide_lib import show", "show.why('C18')")
    with context.expect_page() as opened:
        notebook.locator(".jp-OutputArea-output").get_by_role("link", name="C18").click()
    expect(opened.value).to_have_url(f"{site_url}claims/#c18")
    opened.value.close()


def test_how_much_it_loads_is_said(notebook: Page, site: Path, asked: list[str]) -> None:
    html = (site / "notebooks" / FIRST / "index.html").read_text("utf-8")
    said = re.search(r"as a notebook</a> \(([\d.]+) MB to load\)", html)
    paths = {site / urlsplit(url).path.strip("/") for url in asked}
    paths = {path / "index.html" if path.is_dir() else path for path in paths}
    loaded = [path for path in paths if {"lite", "runtime"} & set(path.relative_to(site).parts)]
    found = sum(archives.packed(path.read_bytes()) for path in loaded)
    assert said and float(said[1]) == pytest.approx(found / 1e6, rel=0.02)


def test_a_copy_of_another_library_has_another_address(app: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "guide_lib", tmp_path / "guide_lib")
    for name in ("notebooks", "pyproject.toml"):
        (tmp_path / name).symlink_to(ROOT / name)
    one, again = (lite.added(tmp_path, app, "runtime") for _ in range(2))
    assert one == again
    with (tmp_path / "guide_lib/sources/claims.toml").open("a", encoding="utf-8") as claims:
        claims.write("# changed\n")
    assert archives.named(lite.added(tmp_path, app, "runtime")) != archives.named(one)
