"""What each claim rests on and leads to, read from the sources: its rule, the cells that show it, its test."""

import ast
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files

if TYPE_CHECKING:
    from guide_lib.sources.claims import Claim

PAGE, CLAIMS, GUARDS = "claims.md", "guide_lib/sources/claims.toml", "tests/sources/test_claims_hold.py"
NOT_RULES = "guide_lib/show"
"""How things look; no rule is kept there."""

MARK = re.compile(r'href="[^"]*claims(?:\.md|/)#(c\d\d)"')
"""A mark as it stands in a notebook, and on a page of the site."""


@dataclass(frozen=True, slots=True)
class Source:
    """A place in the repository: the file, the first line, and the code from there on."""

    path: str
    line: int
    code: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that carries a claim's mark: where it is on its page, and under which heading; none at the top."""

    url: str
    heading: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A page that carries a claim's mark, and its cells if it is a notebook."""

    url: str
    title: str
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A claim, where it is written down, the rule in code, the pages that show it, and the test that guards it."""

    claim: "Claim"
    written: Source
    rules: tuple[Source, ...]
    shown: tuple[Shown, ...]
    test: Source
    holds: str


@event_priority(-100)  # when all files are there
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Give pages `evidence()`, and where its `lines` are shown; its own page comes last, to know what others carry."""
    if page := files.get_file_from_path(PAGE):
        files.remove(page)
        files.append(page)

    def asked() -> list[Evidence]:
        pages = (file.page for file in files.documentation_pages() if file.page and file.src_uri.endswith(".md"))
        held = {Shown(f"../docs/{page.file.src_uri}", str(page.title)): page.content or "" for page in pages}
        return evidence(Path(config.config_file_path).parent, import_module("guide_lib.sources.claims").CLAIMS, held)

    config.extra |= {"evidence": asked, "lines": f"{(config.repo_url or '').rstrip('/')}/blob/main"}
    return files


def evidence(root: Path, claims: Mapping[str, "Claim"], pages: Mapping[Shown, str]) -> list[Evidence]:
    """Return the evidence for each claim; `pages` are those of docs/, each with what it holds.

    PluginError if a claim has no rule in guide_lib, no notebook cell that shows it, or not exactly one test.
    """
    rules, cells, tests, written = _rules(root), _cells(root), _tests(root), _written(root)
    lacking = list(_lacking(claims, rules, cells, tests))
    if lacking:
        raise PluginError("\n".join(lacking))
    return [
        Evidence(
            claim=claim,
            written=written[id],
            rules=tuple(rules[id]),
            shown=(*(page for page, html in pages.items() if id in _marks(html)), *cells[id]),
            test=tests[id][0][0],
            holds=tests[id][0][1],
        )
        for id, claim in claims.items()
    ]


def _lacking(
    claims: Iterable[str],
    rules: Mapping[str, list[Source]],
    cells: Mapping[str, list[Shown]],
    tests: Mapping[str, list[tuple[Source, str]]],
) -> Iterator[str]:
    for id in claims:
        lacks = [
            *(["has no rule: nothing in guide_lib names it"] if not rules[id] else []),
            *(["is shown by no cell of a notebook: none carries its mark"] if not cells[id] else []),
            *([f"has no test of its own: none in {GUARDS} is named test_{id.lower()}_…"] if not tests[id] else []),
            *([f"has more than one test of its own in {GUARDS}"] if len(tests[id]) > 1 else []),
        ]
        if lacks:
            yield f"Claim {id} {', and '.join(lacks)}"


def _rules(root: Path) -> Mapping[str, list[Source]]:
    """Return each line of the library that names a claim, its prose set aside."""
    found: dict[str, list[Source]] = defaultdict(list)
    for path in sorted((root / "guide_lib").rglob("*.py")):
        name = path.relative_to(root).as_posix()
        if name.startswith(NOT_RULES):
            continue
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        for id, line in sorted(set(_named(ast.parse(text)))):
            found[id].append(Source(name, line, lines[line - 1].strip()))
    return found


def _named(tree: ast.Module) -> Iterator[tuple[str, int]]:
    prose = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in prose:
            for id in re.findall(r"\bC\d\d\b", node.value):
                yield id, node.lineno


def _cells(root: Path) -> Mapping[str, list[Shown]]:
    """Return the notebooks that carry a claim's mark in what their cells show, with these cells."""
    found: dict[str, list[Shown]] = defaultdict(list)
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        book: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
        carrying: dict[str, dict[str, Cell]] = defaultdict(dict)
        title = heading = ""
        for cell in book:
            if cell["cell_type"] == "markdown":
                heads = re.findall(r"(?m)^(#+) (.+)$", "".join(cell["source"]))
                title = title or next((text for _, text in heads), "")
                heading = next((text for sign, text in reversed(heads) if len(sign) > 1), heading)
            for id in _marks(_html(cell)):
                carrying[id].setdefault(heading, Cell(f"{path.name}#cell-{cell['id']}", heading))
        for id, cells in carrying.items():
            found[id].append(Shown(path.name, title, tuple(cells.values())))
    return found


def _html(cell: Mapping[str, Any]) -> str:
    return "".join("".join(output.get("data", {}).get("text/html", "")) for output in cell.get("outputs", ()))


def _marks(html: str) -> list[str]:
    return [id.upper() for id in dict.fromkeys(MARK.findall(html))]


def _tests(root: Path) -> Mapping[str, list[tuple[Source, str]]]:
    """Return the tests that are named after a claim, each with what its name says."""
    found: dict[str, list[tuple[Source, str]]] = defaultdict(list)
    text = (root / GUARDS).read_text(encoding="utf-8")
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and (named := re.fullmatch(r"test_(c\d\d)_(\w+)", node.name)):
            start = min([node.lineno, *(each.lineno for each in node.decorator_list)])
            code = "\n".join(text.splitlines()[start - 1 : node.end_lineno])
            found[named[1].upper()].append((Source(GUARDS, start, code), named[2].replace("_", " ")))
    return found


def _written(root: Path) -> Mapping[str, Source]:
    lines = (root / CLAIMS).read_text(encoding="utf-8").splitlines()
    return {
        head[1]: Source(CLAIMS, at, line)
        for at, line in enumerate(lines, 1)
        if (head := re.fullmatch(r"\[(C\d\d)\].*", line))
    }
