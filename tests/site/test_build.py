"""Building the site: the same bytes wherever it is done, and no work that was done before."""

import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import ROOT
from copies import copied
from mkdocs.commands import build
from mkdocs.config import load_config

from guide_lib.words.language import languages

UNCHANGED = "Nothing has changed since the last build"
ELSEWHERE = {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "7", "PYTHONUTF8": "0"}
BUILT = ["ar", "ko"]
"""Beside English, of the languages that the same code builds: one from right to left, one without plurals."""
PLAIN = "site_name: Plain\ntheme: {name: material, font: false}\nplugins: [search]\n"
SMALL = """
site_name: Small
theme: {name: material, font: false}
hooks: [docs/making/again.py]
exclude_docs: /making/
plugins: [search, mkdocs-jupyter: {include: ["*.ipynb"], cache: true}]
"""


def _run(tree: Path, *options: str, **surroundings: str) -> subprocess.CompletedProcess[str]:
    """Build the site of a tree and return what came of it."""
    env = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    env |= {"NO_MKDOCS_2_WARNING": "1", "SITE_URL": "", **surroundings}
    command = [sys.executable, "-m", "mkdocs", "build", *options]
    return subprocess.run(command, cwd=tree, env=env, capture_output=True, text=True, timeout=900, check=False)


def _built(tree: Path, **surroundings: str) -> str:
    """Build the site of a tree and return what was said."""
    done = _run(tree, **surroundings)
    assert done.returncode == 0, done.stderr
    return done.stderr


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree as a fresh clone in another place, built there with fewer languages."""
    tree = copied(tmp_path_factory.mktemp("another place") / "tree")
    settings = tree / "mkdocs.yml"
    text = re.sub(r"(?m)^  languages: \[.*\]", f"  languages: {BUILT}", settings.read_text("utf-8"))
    settings.write_text(text, "utf-8")
    _built(tree, **ELSEWHERE)
    return tree


def test_two_builds_in_different_places_zones_locales_and_hash_seeds_are_the_same(site: Path, elsewhere: Path) -> None:
    aside = {*languages()} - {*BUILT}
    one, other = (
        {name: data for name, data in _files(folder).items() if name.partition("/")[0] not in aside}
        for folder in (site, elsewhere / "site")
    )
    assert {*BUILT, "tables"} <= {name.partition("/")[0] for name in other}
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []


def test_where_nothing_has_changed_the_site_stays_as_it_is(elsewhere: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (elsewhere / "site").rglob("*")}
    assert UNCHANGED in _built(elsewhere, **ELSEWHERE)
    assert {path: path.stat().st_mtime_ns for path in (elsewhere / "site").rglob("*")} == before


def test_a_warning_in_one_language_stops_a_strict_build(elsewhere: Path) -> None:
    prose = elsewhere / "docs/languages/ko.toml"
    text = prose.read_text("utf-8")
    prose.write_text("](gone.md)".join(text.rsplit("](when.md)", 1)), "utf-8")
    done = _run(elsewhere, "--strict", **ELSEWHERE)
    prose.write_text(text, "utf-8")
    assert done.returncode == 1
    assert "links to 'gone.md', which is not a page or file of the site." in done.stderr
    assert "The site in the language ko was not built: Aborted" in done.stderr


def _notebook(words: str) -> str:
    cells = [{"cell_type": "markdown", "id": "a", "metadata": {}, "source": words}]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small site with two notebooks, not yet built."""
    (tmp_path / "docs/making").mkdir(parents=True)
    shutil.copy(ROOT / "docs/making/again.py", tmp_path / "docs/making")
    shutil.copytree(ROOT / "docs/making/notebook", tmp_path / "docs/making/notebook")
    (tmp_path / "mkdocs.yml").write_text(SMALL, "utf-8")
    (tmp_path / "docs/index.md").write_text("# Home\n", "utf-8")
    for page in ("one", "two"):
        (tmp_path / f"docs/{page}.ipynb").write_text(_notebook(f"# {page}"), "utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    return tmp_path


def _said(tree: Path, caplog: pytest.LogCaptureFixture, level: str = "INFO") -> list[str]:
    """Build the site of a tree in this process and return what was said."""
    caplog.clear()
    with caplog.at_level(level, logger="mkdocs"):
        config = load_config(str(tree / "mkdocs.yml"))
        config.plugins.on_startup(command="build", dirty=False)
        with suppress(SystemExit):
            build.build(config)
    return caplog.messages


def _converted(said: list[str]) -> list[str]:
    return sorted(line.rpartition("/")[2] for line in said if "Converting notebook" in line)


def test_only_a_notebook_that_changed_is_converted_again(small: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert _converted(_said(small, caplog)) == ["one.ipynb", "two.ipynb"]
    (small / "docs/two.ipynb").write_text(_notebook("# three"), "utf-8")
    assert _converted(_said(small, caplog)) == ["two.ipynb"]
    assert "three" in (small / "site/two/index.html").read_text("utf-8")
    template = small / "docs/making/notebook/mkdocs_html/notebook.html.j2"
    template.write_text(template.read_text("utf-8") + "{# other #}", "utf-8")
    assert _converted(_said(small, caplog)) == ["one.ipynb", "two.ipynb"]


def test_a_site_that_somebody_else_changed_is_built_again(small: Path, caplog: pytest.LogCaptureFixture) -> None:
    _said(small, caplog)
    page = small / "site/index.html"
    before = page.read_bytes()
    assert any(UNCHANGED in line for line in _said(small, caplog))
    page.write_text("gone", "utf-8")
    assert not any(UNCHANGED in line for line in _said(small, caplog))
    assert page.read_bytes() == before


def test_a_build_that_warned_or_would_have_warns_again(small: Path, caplog: pytest.LogCaptureFixture) -> None:
    (small / "docs/index.md").write_text("# Home\n\n[lost](lost.md)\n", "utf-8")
    for level in ("INFO", "ERROR", "INFO"):
        assert any("lost.md" in line for line in _said(small, caplog, level)) == (level == "INFO")


def test_a_page_says_nothing_of_when_it_was_built(site: Path) -> None:
    assert "lastmod" not in (site / "sitemap.xml").read_text("utf-8")
    for page in site.rglob("*.html"):
        assert "1970" not in page.read_text("utf-8"), page
