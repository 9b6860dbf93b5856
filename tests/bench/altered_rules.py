"""Every rule of a status, each made another once: a row is dropped or moved, or it rests on another claim."""

import ast
from collections.abc import Iterator, Sequence

from altered import Change, pages_with
from altered_code import Code, another, gone
from markupsafe import escape

from guide_lib import show
from guide_lib.order.advice import Advice, advise
from guide_lib.order.order import Order
from guide_lib.order.parts import Point, Step
from guide_lib.order.rules import RULES
from guide_lib.order.workflow import Status
from guide_lib.show.pieces import PAGES, marks, text, word
from guide_lib.words import name, words

CODE = Code("guide_lib/order/rules.py")
MAP = PAGES[Status.SHIPPED]
LATE, DONE = Status.AWAITING_SHIPMENT, Status.CANCELLED
STEPS: dict[str, Step] = {step.id: step for status in Status for step in advise(Order(status)).steps}


def ruled() -> Iterator[Change]:
    """Yield every change of what holds in a status."""
    for key, rule in CODE.entries("RULES"):
        assert isinstance(key, ast.Attribute) and isinstance(rule, ast.Call)
        yield from _rule(Status(key.attr.lower()), rule)
    for node in ast.walk(CODE.tree):
        if isinstance(node, ast.Call) and CODE.of(node.func) == "_step" and isinstance(node.args[0], ast.Constant):
            yield from _step(STEPS[str(node.args[0].value)], node)
    for constant in ("WRONG_WAY_COSTS", "JUST_SENT", "RIGHT_ENDS"):
        pages = pages_with(words("warning", constant.lower(), "text"))
        yield CODE.rests_on_another("warning", constant.lower(), CODE.rows(constant)[1], pages)
    who, why = CODE.rows("SELLER_DECIDES")
    new, sign = _decides(advise(Order(LATE)), who)
    yield CODE.change("rule", "who decides first", who, new, (PAGES[LATE],), copy="values", sign=sign)
    yield CODE.rests_on_another("rule", "who decides first", why, (PAGES[LATE],))
    yield _way("the way of the parcel", CODE.value("PARCEL"), LATE)
    yield _way("the way of the money", CODE.value("MONEY"), DONE)
    yield from _reasons()


def _rule(status: Status, rule: ast.Call) -> Iterator[Change]:
    pages, advice, known = (PAGES[status],), advise(Order(status)), RULES[status]
    here_or_map = tuple(dict.fromkeys((MAP, *pages)))
    head = f'<tr><th scope="rowgroup" colspan="2"><a href="{PAGES[status]}">{name(status)}</a>'
    new, outlook = another(CODE.of(rule.args[1]))
    sign = f'<tbody class="g-{outlook}">{head}'
    yield CODE.change("rule", f"{status}, outlook", rule.args[1], new, here_or_map, copy="values", sign=sign)
    parts = {part.arg: part.value for part in rule.keywords}
    may, because = _pair(parts["cancel"])
    new, cancel = another(CODE.of(may))
    sign = f'{head} <span class="g-tag">{words("cancel", cancel)}<'
    yield CODE.change("rule", f"{status}, cancel", may, new, here_or_map, copy="values", sign=sign)
    yield CODE.rests_on_another("rule", f"{status}, cancel", because, (MAP,))
    if isinstance(parts.get("decides"), ast.Tuple):
        who, because = _pair(parts["decides"])
        new, sign = _decides(advice, who)
        yield CODE.change("rule", f"{status}, decides", who, new, pages, copy="values", sign=sign)
        yield CODE.rests_on_another("rule", f"{status}, decides", because, pages)
    for part, claims in {"chance": parts.get("chance"), "note": _because(parts.get("note"))}.items():
        if claims:
            yield CODE.rests_on_another("rule", f"{status}, {part}", claims, pages)
    here = known.way[known.way.index(known.here) - 2]
    sign = f'aria-current="step"><b>{words("stage", here)}<'
    yield CODE.change("rule", f"{status}, here", parts["here"], f'"{here}"', pages, copy="values", sign=sign)
    if isinstance(parts["way"], ast.Tuple):
        yield _way(f"{status}, way", parts["way"], status)
    yield from _rows("step", advice, parts["steps"])
    yield from _rows("warning", advice, parts.get("warnings", ast.Tuple([])))


def _because(node: ast.expr | None) -> ast.expr | None:
    return _pair(node)[1] if node else None


def _pair(node: ast.expr) -> list[ast.expr]:
    assert isinstance(node, ast.Tuple)
    return node.elts


def _decides(advice: Advice, who: ast.expr) -> tuple[str, str]:
    """Return who decides instead, as code, and the sign of it: that before the chance of this answer."""
    new, decides = another(CODE.of(who))
    assert advice.who_decides and advice.chance
    said = f"<dd>{words('decides', decides)}{marks(advice.who_decides.claims)}</dd></div>"
    return new, f"{said}<div><dt>{word('chance')}</dt> <dd>{text(advice.chance.text)}"


def _way(what: str, way: ast.expr, status: Status) -> Change:
    first, second, *_ = (words("stage", stage) for stage in RULES[status].way)
    sign = f'<li class="g-done">{second}</li><li class="g-done">{first}</li>'
    return CODE.swap("rule", what, _pair(way), (PAGES[status],), sign)


def _rows(kind: str, advice: Advice, node: ast.expr) -> Iterator[Change]:
    """Yield the changes of the steps or of the warnings of a status: each is dropped, the first two change places."""
    status, rows, pages = advice.order.status, _pair(node), (PAGES[advice.order.status],)
    html = show.steps(advice) if kind == "step" else show.wrong(advice)
    points: Sequence[Step | Point] = advice.steps if kind == "step" else advice.warnings
    for row, point in zip(rows, points, strict=True):
        id = _first(row)
        said = f"<{'p' if kind == 'step' else 'li'}>{text(point.text)}"
        yield CODE.drop(kind, f"{status}, {id}", row, pages, gone(html, said))
        if isinstance(row, ast.Tuple):
            yield CODE.rests_on_another(kind, f"{status}, {id}", row.elts[1], pages)
    if len(rows) > 1:
        first = f'<ul aria-label="{word("wrong")}"><li>{text(points[1].text)}'
        sign = _head(advice.steps[1], number=1) if kind == "step" else first
        yield CODE.swap(kind, f"{status}, {kind}s", rows, pages, sign)


def _first(row: ast.expr) -> str:
    """Return what a row of a table is called: by its first word, or as a whole by a name."""
    inside = row.args if isinstance(row, ast.Call) else row.elts if isinstance(row, ast.Tuple) else []
    return str(inside[0].value) if inside and isinstance(inside[0], ast.Constant) else CODE.of(row).lower()


def _head(step: Step, number: int) -> str:
    return f"{word('step', number=number, kind=words('kind', step.does))}</small> {text(step.title)}"


def _step(step: Step, call: ast.Call) -> Iterator[Change]:
    statuses = [status for status in Status if step in advise(Order(status)).steps]
    pages = tuple(PAGES[status] for status in statuses)
    new, does = another(CODE.of(call.args[1]))
    sign = f"{words('kind', does)}</small> {text(step.title)}"
    yield CODE.change("step", f"{step.id}, kind", call.args[1], new, pages, copy="values", sign=sign)
    yield CODE.rests_on_another("step", step.id, call.args[2], pages)
    if step.message:
        sign = gone(show.steps(advise(Order(statuses[0]))), str(escape(step.message.en)))
        node = call.keywords[0].value
        yield CODE.change("step", f"{step.id} without its message", node, "None", pages, copy="values", sign=sign)


def _reasons() -> Iterator[Change]:
    for table in ("NEUTRAL_REASONS", "BLAMING_REASONS"):
        for key, value in CODE.entries(table):
            assert isinstance(key, ast.Constant)
            pages = pages_with(words("reason", str(key.value), "text"))
            yield CODE.change("reason", f"{key.value!s} dropped", (key, value), "**{}", pages)
            yield CODE.rests_on_another("reason", str(key.value), value, pages)
