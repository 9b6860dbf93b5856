"""Every word that a reader sees stands in one file: none is missing there, none idle, none typed anywhere else."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from answers.questions import questions
from guide_lib.errors import UnknownNameError
from guide_lib.refund.days.calendars import banking_calendar
from guide_lib.refund.others import ways_of_paying
from guide_lib.sources.claims import CLAIMS
from guide_lib.sources.facts import ANSWERS, facts, topics
from guide_lib.sources.labels import LABELS
from guide_lib.tracking import TABLES
from guide_lib.words import told, words
from guide_lib.words.dates import called

FILE = words()
CODE = sorted(
    [*(ROOT / "guide_lib").rglob("*.py"), *(ROOT / "docs/making/answers").glob("*.py"), ROOT / "docs/making/offline.py"]
)
SCRIPTS = sorted([*(ROOT / "docs/assets").glob("*.js"), *(ROOT / "docs/live").glob("*.js"), ROOT / "docs/making/sw.js"])
TEMPLATES = sorted((ROOT / "docs/making/overrides").rglob("*.html"))
BOOKS = "".join(path.read_text("utf-8") for path in sorted((ROOT / "notebooks").glob("*.ipynb")))
ASKS = {"words": (), "told": (), "say": (), "word": ("show",), "_told": ("refund", "reminder")}
"""What asks for words, and under which names it does so."""
SENTENCE = re.compile(r"[A-Z][a-z’']+,?( [a-z’']+){2}")
BY_PLACE = {"places", "differs", "pages", "slips"}
"""Tables by the code of a country, by a page, or by a word."""


def _leaves(part: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    if not isinstance(part, dict):
        yield path, part
        return
    for key, inside in part.items():
        yield from _leaves(inside, (*path, key))


def _asked(tree: ast.Module) -> Iterator[tuple[str, ...]]:
    """Yield what is asked for by names that are all written out."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ASKS and node.args:
            names = [str(name.value) for name in node.args if isinstance(name, ast.Constant)]
            if len(names) == len(node.args):
                yield (*ASKS[node.func.id], *names)


def test_no_words_are_asked_for_that_are_not_there() -> None:
    asked = {names for path in CODE for names in _asked(ast.parse(path.read_text("utf-8")))}
    assert len(asked) > 30
    lacking = []
    for names in asked - {()}:
        try:
            words(*names)
        except UnknownNameError as error:
            lacking.append(str(error))
    assert lacking == []


NAMED = ("AT", "BR", "DE", "EG", "ES", "GB", "IT", "MX", "NL", "PL", "RU", "TR", "US")
"""Countries whose days off have all the names that the words have."""


def _named() -> set[str]:
    """Return every text in the code, whole or put together: a name by which words are asked for is one."""
    trees = [ast.parse(path.read_text("utf-8")) for path in CODE]
    texts = {node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    plain = {text for text in texts if isinstance(text, str)}
    return plain | {f"{one}{end}" for one in plain for end in ("_says", "_likely")} | {"message_en", "message_zh"}


def test_no_words_are_idle() -> None:
    of_site = set(re.findall(r"\w+", "".join(path.read_text("utf-8") for path in (*SCRIPTS, *TEMPLATES))))
    on_pages = set(re.findall(r'"(\w+)"', "".join(path.read_text("utf-8") for path in (ROOT / "docs").glob("*.md"))))
    asked = {question.id for question in questions()} | {question.leads for question in questions()}
    known = _named() | on_pages | {str(fact.by) for fact in facts()} | TABLES["kinds"].keys() | topics().keys() | asked
    known |= {question.group for question in questions()} | set(ways_of_paying()) | {"finds", *ANSWERS}
    known |= set(re.findall(r'\\"(\w+)\\"', BOOKS))
    known |= {"show_code", "permalink"}  # in the template of the notebooks
    known |= {
        each for code in NAMED for name in banking_calendar(code).names.values() for each in called(name).split("; ")
    }
    idle = [
        f"en.toml has '{'.'.join(path)}', and nobody says it"
        for path, _ in _leaves(FILE)
        if not BY_PLACE & set(path) and not (known | of_site if path[0] == "site" else known).issuperset(path)
    ]
    assert idle == []


def _fields(said: object) -> set[str]:
    return set(re.findall(r"\{(\w*)\}", str(said)))


def test_a_field_is_a_label_or_a_claim_or_what_the_code_fills_in() -> None:
    known = set(LABELS) | set(CLAIMS) | set(topics())
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                known |= {part.arg for part in node.keywords if part.arg}
            elif isinstance(node, ast.Dict):
                known |= {str(key.value) for key in node.keys if isinstance(key, ast.Constant)}
    known |= set(re.findall(r"(\w+)=", "".join(path.read_text("utf-8") for path in TEMPLATES)))
    known |= {name for script in SCRIPTS for name in re.findall(r"\b(\w+)\b", script.read_text("utf-8"))}
    odd = [
        f"en.toml, '{'.'.join(path)}': nothing fills in {{{name}}}"
        for path, said in _leaves(FILE)
        for name in _fields(said) - known
    ]
    assert odd == []


def test_what_is_said_keeps_to_the_names_it_is_given() -> None:
    with pytest.raises(KeyError, match="place"):
        told("refund", "why", "public")


def _typed(tree: ast.Module) -> Iterator[str]:
    """Yield the sentences in code, those of errors and of docstrings set aside."""
    aside = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
        if isinstance(node, ast.Raise) or name.endswith(("Error", "unknown", "quoted")):
            aside |= {id(each) for each in ast.walk(node)}
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in aside)
    yield from (node.value for node in texts if isinstance(node.value, str) and SENTENCE.search(node.value))


ERRORS = {
    "guide_lib/errors.py",
    "guide_lib/refund/days/banking.py",
    "guide_lib/refund/window.py",
    "docs/making/offline.py",
}
"""Here pieces of an error's sentence are put together before it is raised, or a script is written."""


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.name)
def test_no_sentence_is_typed_in_the_code(path: Path) -> None:
    if path.relative_to(ROOT).as_posix() not in ERRORS:
        assert list(_typed(ast.parse(path.read_text("utf-8")))) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_no_sentence_is_typed_in_a_script(path: Path) -> None:
    code = re.sub(r"(?m)(^|\s)//.*$|/\*\*.*?\*/", "", path.read_text("utf-8"))
    typed = [
        text
        for text in re.findall(r"\"[^\"\n]*\"|`[^`]*`", code)
        if re.search(r"[A-Z][a-z]+ [a-z]+|textContent = \"", text)
    ]
    assert typed == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_sentence_is_typed_in_a_template(path: Path) -> None:
    text = re.sub(r"(?s)\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", path.read_text("utf-8"))
    assert re.findall(r"[A-Z][a-z]+ [a-z]+", text) == []


def test_a_typed_sentence_would_be_found() -> None:
    assert list(_typed(ast.parse('says = "Look at your bank statement."'))) == ["Look at your bank statement."]
    assert list(_typed(ast.parse('raise GuideError("Look at your bank statement.")'))) == []
