"""The command that follows a change: what it runs, what it writes, what it says, and what it leaves alone."""

import json
import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from conftest import ROOT

COMMAND = ("refresh.py", "changes.py")
QUIET = 2
"""Seconds within which the command is done where nothing has changed."""
LIBRARY = {
    "__init__.py": "from guide_lib.rule import days",
    "rule.py": "def days(): return 15",
    "reminder.py": "from pathlib import Path\ndef text(): return (Path(__file__).parent / 'words.txt').read_text()",
    "words.txt": "Soon",
}
PAGES = {
    "1-days": ["from guide_lib import days\ndays()"],
    "2-reminder": [
        "from guide_lib import reminder\nfrom IPython.display import HTML\nHTML",
        "HTML(f'<p class=\"a\">Wait.</p><p>It is there {reminder.text()}.</p>')",
    ],
}


def _write(tree: Path, page: str, cells: list[str]) -> None:
    shown = [nbformat.v4.new_code_cell(source, id=f"cell-{at}") for at, source in enumerate(cells)]  # type: ignore[no-untyped-call]
    book = nbformat.v4.new_notebook(cells=shown)  # type: ignore[no-untyped-call]
    (tree / f"notebooks/{page}.ipynb").write_text(nbformat.writes(book), "utf-8")  # type: ignore[no-untyped-call]


def _refresh(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(tree / "notebooks/refresh.py"), *arguments]
    env = os.environ | {"PYTHONPATH": ""}
    return subprocess.run(command, cwd=tree, env=env, capture_output=True, text=True, timeout=900, check=False)


def _state(tree: Path) -> dict[str, tuple[bytes, int]]:
    files = [path for path in tree.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return {str(path.relative_to(tree)): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def _outputs(tree: Path, page: str) -> list[Any]:
    return [cell["outputs"] for cell in json.loads((tree / f"notebooks/{page}.ipynb").read_text("utf-8"))["cells"]]


@pytest.fixture(scope="module")
def refreshed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A small guide whose notebooks have been run once, and what the command said."""
    tree = tmp_path_factory.mktemp("guide") / "tree"
    for folder in ("guide_lib", "notebooks"):
        (tree / folder).mkdir(parents=True)
    for file, text in LIBRARY.items():
        (tree / "guide_lib" / file).write_text(text, "utf-8")
    for file in COMMAND:
        shutil.copy(ROOT / "notebooks" / file, tree / "notebooks")
    for page, cells in PAGES.items():
        _write(tree, page, cells)
    done = _refresh(tree)
    assert (done.returncode, done.stderr) == (0, "")
    return tree, done.stdout


@pytest.fixture
def tree(refreshed: tuple[Path, str], tmp_path: Path) -> Path:
    return shutil.copytree(refreshed[0], tmp_path / "tree")


def test_a_run_leaves_nothing_of_when_and_where(refreshed: tuple[Path, str]) -> None:
    tree, said = refreshed
    assert said.endswith("2 notebooks: 2 run, 2 changed, 0 failed.\n")
    assert _outputs(tree, "1-days")[0][0]["data"] == {"text/plain": ["15"]}
    for path in (tree / "notebooks").glob("*.ipynb"):
        book = json.loads(path.read_text("utf-8"))
        assert book["metadata"] == {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
        assert [cell["execution_count"] for cell in book["cells"]] == [at + 1 for at in range(len(book["cells"]))]
        assert [cell["metadata"] for cell in book["cells"]] == [{}] * len(book["cells"])
        assert str(tree) not in path.read_text("utf-8")


def test_where_nothing_has_changed_nothing_is_run_or_written(tree: Path) -> None:
    before = _state(tree)
    done = _refresh(tree)
    assert done.stdout == "Nothing to run: no notebook, and nothing that one reads, has changed.\n"
    assert (done.returncode, done.stderr, _state(tree)) == (0, "", before)


def test_only_what_reads_a_changed_file_is_run_and_what_changed_is_said_in_words(tree: Path) -> None:
    (tree / "guide_lib/words.txt").write_text("Late", "utf-8")
    done = _refresh(tree)
    first, *lines, last = done.stdout.splitlines()
    assert (first, last) == ("notebooks/2-reminder.ipynb", "2 notebooks: 1 run, 1 changed, 0 failed.")
    assert [line for line in lines if line.startswith(("-", "+"))] == ["-  It is there Soon.", "+  It is there Late."]
    assert done.stderr == ""


def test_a_second_run_gives_the_same_bytes(tree: Path) -> None:
    before = _state(tree / "notebooks")
    assert _refresh(tree, "--all", "2").stdout == "1 notebook: 1 run, 0 changed, 0 failed.\n"
    assert _state(tree / "notebooks") == before


FAULTS = {
    "3-address": ("object()", " shows '0x"),
    "4-path": ("__import__('os').getcwd()", ", which is another on every run or machine."),
    "5-warning": ("__import__('warnings').warn('old')", " warns, and a page shows no warnings: "),
}
"""Pages that cannot be run to the end, or that would be another on every run, and what is said of them."""


def test_a_notebook_that_fails_stays_and_is_named_with_its_cell_and_the_others_are_refreshed(tree: Path) -> None:
    (tree / "guide_lib/rule.py").write_text("def days(): return 1 / 0", "utf-8")
    (tree / "guide_lib/words.txt").write_text("Late", "utf-8")
    (tree / "notebooks/6-cut.ipynb").write_text("{", "utf-8")
    for page, (source, _) in FAULTS.items():
        _write(tree, page, ["1", source])
    before = _state(tree / "notebooks")

    done = _refresh(tree)

    assert done.returncode == 1
    assert done.stdout.endswith("6 notebooks: 6 run, 1 changed, 5 failed.\n")
    first, *faults, last = done.stderr.splitlines()
    assert first == "notebooks/1-days.ipynb, cell 1 (cell-0): ZeroDivisionError: division by zero"
    assert [fault.partition(" (")[0] for fault in faults] == [f"notebooks/{page}.ipynb, cell 2" for page in FAULTS]
    assert [says in fault for fault, (_, says) in zip(faults, FAULTS.values(), strict=True)] == [True] * len(FAULTS)
    assert last.startswith("notebooks/6-cut.ipynb is not a notebook: ")
    changed = {file for file, state in _state(tree / "notebooks").items() if state != before[file]}
    assert changed == {"2-reminder.ipynb"}
    assert "Late" in json.dumps(_outputs(tree, "2-reminder"))


@pytest.mark.parametrize(("given", "says"), [("9", "no notebook begins with '9'"), ("", "more than one")])
def test_a_name_that_fits_none_or_several_is_said_so(tree: Path, given: str, says: str) -> None:
    done = _refresh(tree, given)
    assert done.returncode == 2
    assert says in done.stderr
    assert "choose from 1-days, 2-reminder" in done.stderr


def test_what_changed_is_words_and_markup_only_where_the_words_are_the_same() -> None:
    def book(html: str) -> str:
        output = {"output_type": "display_data", "data": {"text/html": html, "text/plain": html[:9]}, "metadata": {}}
        cell = {"cell_type": "code", "id": "a", "metadata": {}, "source": "", "execution_count": 1, "outputs": [output]}
        return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})

    what_changed = runpy.run_path(str(ROOT / "notebooks/changes.py"))["what_changed"]
    one, other = "<p>One</p><p>A &amp; <b>B</b></p>", "<p>One</p><p>A &amp; <b>C</b></p>"
    lines = what_changed(book(one), book(other)).splitlines()
    assert [line for line in lines if line.startswith(("-", "+"))] == ["-  A & B", "+  A & C"]
    styled = what_changed(book(one), book(one.replace("<b>", '<b class="x">'))).splitlines()
    assert [line for line in styled if line.startswith(("-", "+"))] == ["-  <b>", '+  <b class="x">']
    assert what_changed(book(one), book(one)) == ""


def test_the_guides_notebooks_are_as_the_command_writes_them() -> None:
    metadata = runpy.run_path(str(ROOT / "notebooks/refresh.py"))["METADATA"]
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        text = path.read_text("utf-8")
        book = nbformat.reads(text, as_version=4)  # type: ignore[no-untyped-call]
        assert book.metadata == metadata, path.name
        assert nbformat.writes(book) + "\n" == text, path.name  # type: ignore[no-untyped-call]


SLOW_TO_START = """
import runpy, sys
from nbclient import NotebookClient

start, left = NotebookClient.async_start_new_kernel_client, [int(sys.argv.pop(1))]

async def started(client):
    if left[0]:
        left[0] -= 1
        await client._async_cleanup_kernel()
        client.km = None
        raise RuntimeError("Kernel died before replying to kernel_info")
    return await start(client)

NotebookClient.async_start_new_kernel_client = started
runpy.run_path(sys.argv.pop(1), run_name="__main__")
"""


@pytest.mark.parametrize(("fails", "failed", "says"), [(1, 0, ""), (2, 1, "was not run: Kernel died before replying")])
def test_a_kernel_that_does_not_start_is_started_once_more_and_then_told(
    tree: Path, fails: int, failed: int, says: str
) -> None:
    (tree / "slow.py").write_text(SLOW_TO_START, "utf-8")
    command = [sys.executable, str(tree / "slow.py"), str(fails), str(tree / "notebooks/refresh.py"), "--all", "2"]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, timeout=900, check=False)
    assert done.stdout == f"1 notebook: 1 run, 0 changed, {failed} failed.\n"
    assert says in done.stderr
    assert done.stderr.count("\n") == failed
    assert done.returncode == failed
