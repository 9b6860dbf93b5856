"""The rooms of the library: arrows go one way, and what looks at objects is told to IPython by `show` alone."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT
from copies import copied
from IPython.core.formatters import DisplayFormatter

from guide_lib import Order, Status, advise, refund_window, show
from guide_lib.show.pieces import Html


def _linted(tree: Path) -> str:
    command = [sys.executable, "-c", "import importlinter.cli as c; c.lint_imports_command()", "--no-cache"]
    return subprocess.run(command, cwd=tree, capture_output=True, text=True, timeout=120, check=False).stdout


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("rooms") / "tree")


def test_the_arrows_go_one_way(tree: Path) -> None:
    assert "0 broken" in _linted(tree)


@pytest.mark.parametrize(
    ("file", "planted", "said"),
    [
        ("words/dates.py", "from guide_lib.order.order import Order", "guide_lib.words.dates -> guide_lib.order.order"),
        ("order/rules.py", "import guide_lib.refund.window", "guide_lib.order.rules -> guide_lib.refund.window"),
        ("sources/text.py", "def f():\n    import guide_lib.show", "guide_lib.sources.text -> guide_lib.show"),
        ("refund/days/places.py", "import guide_lib.refund.window", ".days -> .window"),
        ("show/pieces.py", "import mkdocs", "guide_lib.show.pieces -> mkdocs"),
    ],
)
def test_an_import_that_goes_the_wrong_way_is_named(tree: Path, file: str, planted: str, said: str) -> None:
    path = tree / "guide_lib" / file
    text = path.read_text("utf-8")
    path.write_text(f"{text}\n\n{planted}\n", "utf-8")
    told = _linted(tree)
    path.write_text(text, "utf-8")
    assert "0 broken" not in told
    assert said in told


def test_only_show_knows_of_html() -> None:
    knowing = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "guide_lib").rglob("*.py")
        if "_repr_html_" in path.read_text("utf-8") or "markupsafe" in path.read_text("utf-8")
    ]
    assert [path for path in knowing if not path.startswith("guide_lib/show/")] == []


def test_a_cell_shows_each_object_as_show_does(monkeypatch: pytest.MonkeyPatch) -> None:
    class Shell:
        display_formatter = DisplayFormatter()

    monkeypatch.setattr("IPython.get_ipython", lambda: Shell)
    show.tell_ipython()
    window = refund_window(date(2026, 12, 18), "DE")
    for thing in (window, window.on(date(2027, 1, 20)), Order(Status.CANCELLED), advise(Order(Status.CANCELLED))):
        data, _ = Shell.display_formatter.format(thing)  # type: ignore[no-untyped-call]
        assert data["text/html"] == show.html(thing) != ""
        assert isinstance(show.html(thing), Html)
    assert "text/html" not in Shell.display_formatter.format("plain")[0]  # type: ignore[no-untyped-call]


def test_outside_ipython_nobody_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("IPython.get_ipython", lambda: None)
    show.tell_ipython()
    monkeypatch.delitem(sys.modules, "IPython")
    show.tell_ipython()
    assert "IPython" not in sys.modules
