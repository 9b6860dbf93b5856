"""Every way in which mutmut would change a module of guide_lib: one small change each, inside functions and outside."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "guide_lib"


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one module: the lines that differ, before and after, and the whole text of the module after."""

    module: str
    was: str
    now: str
    source: str

    @property
    def key(self) -> str:
        """What tells the change from the others of the module."""
        return key(self.was, self.now)


def key(was: str, now: str) -> str:
    """Return the lines before and after a change as one text."""
    return f"{was.strip()}\n=>\n{now.strip()}"


def modules() -> list[str]:
    """Return the modules of the library, such as "show.map"."""
    found = (path.relative_to(LIBRARY).with_suffix("") for path in LIBRARY.rglob("*.py"))
    return sorted(".".join(path.parts) for path in found)


def path_of(module: str) -> Path:
    """Return the file of a module."""
    return LIBRARY.joinpath(*module.split(".")).with_suffix(".py")


def mutants(module: str) -> Iterator[Mutant]:
    """Yield every change of a module that leaves it another program, each once."""
    from libcst import parse_module  # noqa: PLC0415 - of the group of this benchmark alone

    text = path_of(module).read_text("utf-8")
    tree = parse_module(text)
    seen = {ast.dump(ast.parse(text))}
    for old, new in _changes(tree):
        source = tree.deep_replace(old, new).code
        try:
            meaning = ast.dump(ast.parse(source))
        except SyntaxError:
            continue
        if meaning not in seen:
            seen.add(meaning)
            yield Mutant(module, *_lines(text, source), source)


def _lines(before: str, after: str) -> tuple[str, str]:
    """Return the lines in which two texts differ, of the one and of the other, without their indentation."""
    told = list(unified_diff(before.splitlines(), after.splitlines(), n=0))[2:]
    was, now = ("\n".join(line[1:].strip() for line in told if line[0] == sign) for sign in "-+")
    return was, now


def _changes(node: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each piece of code with what mutmut would put in its place, but not of what only a type checker reads."""
    from mutmut.mutation.mutators import mutation_operators  # noqa: PLC0415 - of the group of this benchmark alone

    if _for_types(node):
        return
    for kind, changed in mutation_operators:
        if isinstance(node, kind):
            yield from ((node, new) for new in changed(node))
    for child in node.children:
        yield from _changes(child)


def _for_types(node: Any) -> bool:
    import libcst as cst  # noqa: PLC0415 - of the group of this benchmark alone

    match node:
        case cst.Annotation() | cst.Decorator() | cst.If(test=cst.Name("TYPE_CHECKING")):
            return True
        case cst.SimpleStatementLine(body=[cst.Assign(value=cst.Call(func=cst.Name("TypeVar")))]):
            return True
        case cst.SimpleStatementLine(body=[cst.Assign(targets=[cst.AssignTarget(target=cst.Name("__all__"))])]):
            return True
    return False
