"""The cells of a notebook: what is wrong with them; and as they are in another language, run anew in it."""

import ast
import json
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any


def translated(path: Path, says: Mapping[str, str]) -> str:
    """Return a notebook with its text cells as given, by id, and its code run anew."""
    book: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    names: dict[str, Any] = {"__name__": "__main__"}
    for cell in book["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = says[cell["id"]].splitlines(keepends=True)
        else:
            cell["outputs"] = run("".join(cell["source"]), names, cell["execution_count"])
    return json.dumps(book, ensure_ascii=False, indent=1) + "\n"


def run(code: str, names: dict[str, Any], count: int = 1) -> list[dict[str, Any]]:
    """Run a cell among some names, and return its outputs as a notebook stores them; what it raises goes on."""
    body = ast.parse(code).body
    last = body.pop() if isinstance(body[-1], ast.Expr) else None
    said, outputs, value = StringIO(), list[dict[str, Any]](), None
    with redirect_stdout(said):
        exec(compile(ast.Module(body, []), "<cell>", "exec"), names)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)
    if printed := said.getvalue():
        outputs.append({"name": "stdout", "output_type": "stream", "text": printed.splitlines(keepends=True)})
    html = import_module("guide_lib.show").html  # MkDocs forgets the library before each build
    if value is not None:
        shown = {"text/html": str(html(value))} if html(value) else {}
        data = {key: text.splitlines(keepends=True) for key, text in (shown | {"text/plain": repr(value)}).items()}
        outputs.append({"data": data, "execution_count": count, "metadata": {}, "output_type": "execute_result"})
    return outputs


def faults(cells: list[dict[str, Any]]) -> Iterator[str]:
    """Yield a sentence for the code cells that failed, and one for those that were never run."""
    code = {number: cell for number, cell in enumerate(cells, 1) if cell["cell_type"] == "code"}
    failed = [number for number, cell in code.items() if any(out["output_type"] == "error" for out in cell["outputs"])]
    unrun = [number for number, cell in code.items() if not cell["outputs"] or cell["execution_count"] is None]
    if failed:
        yield f"the code in cell {', '.join(map(str, failed))} failed; mend it, run the notebook and save it."
    if unrun:
        yield f"the code in cell {', '.join(map(str, unrun))} has no stored output; run the notebook and save it."
