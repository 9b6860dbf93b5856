"""Every way in which mutmut would change a module of guide_lib: one small change each, inside functions and outside."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

import libcst as cst
from mutmut.mutation.mutators import mutation_operators

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
        """What tells the change from others of the module, as long as the lines stay as they are."""
        return f"{self.was}\n=>\n{self.now}"


def modules() -> list[str]:
    """Return the modules of the library, such as "show.map"."""
    found = (path.relative_to(LIBRARY).with_suffix("") for path in LIBRARY.rglob("*.py"))
    return sorted(".".join(path.parts) for path in found)


def path_of(module: str) -> Path:
    """Return the file of a module."""
    return LIBRARY.joinpath(*module.split(".")).with_suffix(".py")


def mutants(module: str) -> Iterator[Mutant]:
    """Yield every change of a module that leaves it another program, each once."""
    text = path_of(module).read_text("utf-8")
    tree = cst.parse_module(text)
    found = _Changes()
    tree.visit(found)
    seen = {ast.dump(ast.parse(text))}
    for old, new in found.changes:
        changed = tree.deep_replace(old, new)
        assert isinstance(changed, cst.Module)
        try:
            meaning = ast.dump(ast.parse(changed.code))
        except SyntaxError:
            continue
        if meaning not in seen:
            seen.add(meaning)
            yield Mutant(module, *_lines(text, changed.code), changed.code)


def _lines(before: str, after: str) -> tuple[str, str]:
    """Return the lines in which two texts differ, of the one and of the other, without their indentation."""
    told = list(unified_diff(before.splitlines(), after.splitlines(), n=0))[2:]
    was, now = ("\n".join(line[1:].strip() for line in told if line[0] == sign) for sign in "-+")
    return was, now


class _Changes(cst.CSTVisitor):
    """Collects each node and what mutmut would put in its place; types and decorators it passes over."""

    def __init__(self) -> None:
        super().__init__()
        self.changes: list[tuple[cst.CSTNode, cst.CSTNode]] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if _for_types(node):
            return False
        for kind, changed in mutation_operators:
            if isinstance(node, kind):
                self.changes += [(node, new) for new in changed(node)]
        return True


def _for_types(node: cst.CSTNode) -> bool:
    match node:
        case cst.Annotation() | cst.Decorator() | cst.If(test=cst.Name("TYPE_CHECKING")):
            return True
        case cst.SimpleStatementLine(body=[cst.Assign(value=cst.Call(func=cst.Name("TypeVar")))]):
            return True
        case cst.SimpleStatementLine(body=[cst.Assign(targets=[cst.AssignTarget(target=cst.Name("__all__"))])]):
            return True
    return False
