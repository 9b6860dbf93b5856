"""Every rule of the guide, each made another once: a row is dropped, leads elsewhere or rests on another claim."""

import ast
import re
from collections.abc import Callable, Iterator

from altered import Change, pages_with, read

from guide_lib.rules import Cancel, Decides, Does, Outlook
from guide_lib.show.links import PAGES
from guide_lib.words import words
from guide_lib.workflow import Status

RULES, WORKFLOW, ADVICE = (f"guide_lib/{name}.py" for name in ("rules", "workflow", "advice"))
MAP = PAGES[Status.SHIPPED]
NAMES = {"Outlook": Outlook, "Cancel": Cancel, "Decides": Decides, "Does": Does}


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

    def change(self, kind: str, what: str, node: ast.expr, new: str, pages: tuple[str, ...]) -> Change:
        start = self.starts[node.lineno - 1] + node.col_offset
        end = self.starts[(node.end_lineno or 0) - 1] + (node.end_col_offset or 0)
        return Change(kind, what, self.file, start, end, new, pages)

    def rows(self, node: ast.Tuple, keep: Callable[[int], bool]) -> str:
        """Return a tuple with only some of its rows."""
        return "(" + "".join(f"{self.of(row)}, " for at, row in enumerate(node.elts) if keep(at)) + ")"

    def swapped(self, node: ast.Tuple) -> str:
        """Return a tuple with its first two rows in the other order."""
        first, second, *rest = (self.of(row) for row in node.elts)
        return "(" + ", ".join([second, first, *rest]) + ")"


def ruled() -> Iterator[Change]:
    """Yield every change of what holds in a status and of what leads from one to the next."""
    yield from _rules()
    yield from _reasons()
    yield from _transitions()


def _rules() -> Iterator[Change]:
    code = Code(RULES)
    table = code.value("RULES")
    assert isinstance(table, ast.Dict)
    for key, rule in zip(table.keys, table.values, strict=True):
        assert isinstance(key, ast.Attribute) and isinstance(rule, ast.Call)
        yield from _rule(code, key.attr.lower(), rule)
    for node in ast.walk(code.tree):
        if isinstance(node, ast.Call) and code.of(node.func) == "_step":
            yield from _step(code, node)
        elif isinstance(node, ast.Tuple) and node.elts and (id := _first(code, node)) in words("warning"):
            pages = pages_with(words("warning", id, "text"))
            yield _rests_on_another(code, "warning", id, node.elts[1], pages)
    sellers, early = code.value("SELLER_DECIDES"), (PAGES[Status.PAYMENT_VERIFICATION],)
    assert isinstance(sellers, ast.Tuple)
    yield code.change("rule", "who decides first", sellers.elts[0], _another(code.of(sellers.elts[0])), early)
    yield _rests_on_another(code, "rule", "who decides first", sellers.elts[1], early)
    for name, status in (("PARCEL", Status.PAYMENT_VERIFICATION), ("MONEY", Status.CANCELLED)):
        way = code.value(name)
        assert isinstance(way, ast.Tuple)
        yield code.change("rule", f"the way of the {name.lower()}", way, code.swapped(way), (PAGES[status],))


def _reasons() -> Iterator[Change]:
    code = Code(RULES)
    for name in ("NEUTRAL_REASONS", "BLAMING_REASONS"):
        reasons = code.value(name)
        assert isinstance(reasons, ast.Dict)
        for at, reason in enumerate(reasons.keys):
            rest = ", ".join(
                f"{code.of(k)}: {code.of(v)}"  # type: ignore[arg-type]
                for n, (k, v) in enumerate(zip(reasons.keys, reasons.values, strict=True))
                if n != at
            )
            assert isinstance(reason, ast.Constant) and isinstance(reason.value, str)
            pages = pages_with(words("reason", reason.value, "text"))
            yield code.change("reason", f"{reason.value} dropped", reasons, f"{{{rest}}}", pages)
            yield _rests_on_another(code, "reason", reason.value, reasons.values[at], pages)
    advice = Code(ADVICE)
    checks = advice.value("CHECK_CLAIMS")
    pages = (PAGES[Status.PAYMENT_VERIFICATION],)
    yield advice.change(
        "rule", "an e-wallet takes as long as a card", checks, advice.of(checks).replace("07", "08"), pages
    )


def _rule(code: Code, status: str, rule: ast.Call) -> Iterator[Change]:
    pages = (PAGES[Status(status)],)
    yield code.change("rule", f"{status}, outlook", rule.args[0], _another(code.of(rule.args[0])), pages)
    for part in rule.keywords:
        node, what = part.value, f"{status}, {part.arg}"
        if part.arg in ("cancel", "decides") and isinstance(node, ast.Tuple):
            yield code.change("rule", what, node.elts[0], _another(code.of(node.elts[0])), pages)
            yield _rests_on_another(code, "rule", what, node.elts[1], pages)
        elif part.arg == "chance":
            yield _rests_on_another(code, "rule", what, node, pages)
        elif part.arg == "here":
            yield code.change("rule", what, node, "'paid'", pages)
        elif part.arg == "way" and isinstance(node, ast.Tuple):
            yield code.change("rule", what, node, code.swapped(node), pages)
        elif part.arg in ("steps", "warnings") and isinstance(node, ast.Tuple):
            if len(node.elts) > 1:
                yield code.change(part.arg[:-1], f"{what} in another order", node, code.swapped(node), pages)
            for at, row in enumerate(node.elts):
                dropped = code.rows(node, at.__ne__)
                yield code.change(part.arg[:-1], f"{status}, {_first(code, row)} dropped", node, dropped, pages)


def _first(code: Code, row: ast.expr) -> str:
    """Return what a row of a table is called: by its first word, or as a whole by a name."""
    inside = row.args if isinstance(row, ast.Call) else row.elts if isinstance(row, ast.Tuple) else []
    return str(inside[0].value) if inside and isinstance(inside[0], ast.Constant) else code.of(row).lower()


def _step(code: Code, call: ast.Call) -> Iterator[Change]:
    if not isinstance(call.args[0], ast.Constant):
        return
    id = str(call.args[0].value)
    pages = pages_with(words("step", id, "title"))
    yield code.change("step", f"{id}, kind", call.args[1], _another(code.of(call.args[1])), pages)
    yield _rests_on_another(code, "step", id, call.args[2], pages)
    for message in call.keywords:
        yield code.change("step", f"{id} without its message", message.value, "None", pages)


def _another(member: str) -> str:
    """Return the next member of an enumeration, as code."""
    kind, name = member.split(".")
    names = [each.name for each in NAMES[kind]]
    return f"{kind}.{names[names.index(name) - 1]}"


def _rests_on_another(code: Code, kind: str, what: str, node: ast.expr, pages: tuple[str, ...]) -> Change:
    """Return a change of the claims behind something."""
    new = re.sub(r"C\d\d", lambda found: "C39" if found[0] == "C40" else "C40", code.of(node), count=1)
    return code.change(kind, f"{what}: the claim behind it", node, new, pages)


def _transitions() -> Iterator[Change]:
    code = Code(WORKFLOW)
    table = code.value("TRANSITIONS")
    assert isinstance(table, ast.Tuple)
    for at, row in enumerate(table.elts):
        assert isinstance(row, ast.Call)
        source, event, target = (code.of(each).partition(".")[2].lower() for each in row.args[:3])
        pages = (*(PAGES[Status(place)] for place in (source, target) if place in list(Status)), MAP)
        other = "Status.SHIPPED" if target != "shipped" else "Status.REFUNDED"
        what = f"{source}: {event}"
        yield code.change("transition", f"{what} dropped", table, code.rows(table, at.__ne__), (MAP, *pages))
        yield code.change("transition", f"{what} leads elsewhere", row.args[2], other, pages)
        yield _rests_on_another(code, "transition", what, row.args[3], pages)
    left_open = code.value("OPEN")
    assert isinstance(left_open, ast.Dict)
    for key, value in zip(left_open.keys, left_open.values, strict=True):
        assert isinstance(key, ast.Attribute)
        pages = (PAGES[Status(key.attr.lower())],)
        yield _rests_on_another(code, "rule", f"{key.attr.lower()}, what is open", value, pages)
