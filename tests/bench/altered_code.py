"""Pieces of Python put in the place of others: what changes of rules that stand in code are made of."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum

from altered import Change, others, read

from guide_lib.order.kinds import Cancel, Decides, Does, Outlook
from guide_lib.show.pieces import marks

NAMES: dict[str, type[StrEnum]] = {"Outlook": Outlook, "Cancel": Cancel, "Decides": Decides, "Does": Does}


class Code:
    """A module in which one piece of code at a time is replaced by another."""

    def __init__(self, file: str) -> None:
        self.file, self.text = file, read(file)
        self.tree = ast.parse(self.text)
        self.starts = [0]
        for line in self.text.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))

    def of(self, node: ast.AST) -> str:
        return ast.get_source_segment(self.text, node) or ""

    def value(self, name: str) -> ast.expr:
        """Return what a name of the module is set to."""
        for node in self.tree.body:
            target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
            if isinstance(target, ast.Name) and target.id == name:
                found: ast.expr = getattr(node, "value")  # noqa: B009 - both kinds of node have it
                return found
        raise LookupError(f"{self.file} sets no {name}.")

    def rows(self, name: str) -> list[ast.expr]:
        """Return the rows of the tuple or the set that a name of the module is set to."""
        value = self.value(name)
        if isinstance(value, ast.Call):
            value = value.args[0]
        assert isinstance(value, ast.Tuple | ast.Set)
        return value.elts

    def entries(self, name: str) -> Iterator[tuple[ast.expr, ast.expr]]:
        """Yield the keys and values of the table that a name of the module is set to."""
        table = self.value(name)
        assert isinstance(table, ast.Dict)
        for key, value in zip(table.keys, table.values, strict=True):
            assert key
            yield key, value

    def change(
        self,
        kind: str,
        what: str,
        place: ast.expr | tuple[ast.expr, ast.expr],
        new: str,
        pages: tuple[str, ...],
        *,
        copy: str = "",
        sign: str = "",
    ) -> Change:
        """Return a change of a piece of code, or of all from one piece to the end of another."""
        first, last = place if isinstance(place, tuple) else (place, place)
        start = self.starts[first.lineno - 1] + first.col_offset
        end = self.starts[(last.end_lineno or 0) - 1] + (last.end_col_offset or 0)
        return Change(kind, what, self.file, start, end, new, pages, copy, sign)

    def swap(self, kind: str, what: str, rows: list[ast.expr], pages: tuple[str, ...], sign: str) -> Change:
        """Return a change that puts the first two rows in the other order."""
        new = f"{self.of(rows[1])}, {self.of(rows[0])}"
        return self.change(kind, f"{what} in another order", (rows[0], rows[1]), new, pages, copy="order", sign=sign)

    def drop(self, kind: str, what: str, row: ast.expr, pages: tuple[str, ...], sign: str = "") -> Change:
        """Return a change that drops a row, together with others if it has a sign."""
        return self.change(kind, f"{what} dropped", row, "*()", pages, copy="rows" if sign else "", sign=sign)

    def rests_on_another(self, kind: str, what: str, node: ast.expr, pages: tuple[str, ...]) -> Change:
        """Return a change of the claims behind something."""
        was = self.of(node)
        change = self.change(kind, f"{what}: the claim behind it", node, was, pages, copy="claims")
        ids = others(tuple(re.findall(r"C\d\d", was)), change.start)
        between = '", "' if isinstance(node, ast.Tuple) else " "
        new = re.sub(r"C\d\d(\W+C\d\d)*", between.join(ids), was, count=1)
        return replace(change, new=new, sign=str(marks(ids)))


def another(member: str) -> tuple[str, StrEnum]:
    """Return the member of an enumeration that stands before one, as code and as what it is."""
    kind, name = member.split(".")
    known = list(NAMES[kind])
    found = known[known.index(NAMES[kind][name]) - 1]
    return f"{kind}.{found.name}", found


def gone(html: str, said: str) -> str:
    """Return the sign of a line that a page no longer shows: the one that holds these words."""
    return "+ " + next(line for line in html.splitlines() if said in line)
