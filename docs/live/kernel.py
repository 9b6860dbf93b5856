"""Python behind a page, in the reader's browser: runs its cells and tells whether they show what is printed.

The comparison is that of nbval 0.11 (`compare_outputs`), with the replacements of the same file.
"""

import json
import re
import sys
import traceback
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from difflib import ndiff
from importlib import import_module
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from changes import tags, words

Output = Mapping[str, Any]
NOT_COMPARED = {"data", "metadata", "traceback", "prompt_number", "output_type", "name", "execution_count"}
NOT_COMPARED |= {"image/png", "image/jpeg", "application/vnd.jupyter.widget-view+json"}
STATE: dict[str, Any] = {"__name__": "__main__"}
"""The names that the page's cells give, from top to bottom."""


def unpack(rest: bytes) -> None:
    """Make the libraries importable that were packed ahead (docs/making/compiled.py)."""
    from compression import zstd  # noqa: PLC0415 - of Python 3.14

    packed = zstd.decompress(rest)
    Path("/rest.zip").write_bytes(packed)
    with zipfile.ZipFile(BytesIO(packed)) as files:
        # It looks for its translations by path; all else is read as it is packed.
        files.extractall("/libraries", [name for name in files.namelist() if name.startswith("holidays/")])
    with zipfile.ZipFile("/guide.zip") as files:  # Babel looks for its languages by path, too
        files.extractall("/", [name for name in files.namelist() if name.startswith("cldr/")])
    sys.path += ["/libraries", "/rest.zip", "/cldr"]


async def run(code: str, name: str) -> list[Output]:
    """Run a cell, and return its outputs as a notebook stores them."""
    from pyodide.code import eval_code_async  # noqa: PLC0415 - there is one in a browser only

    said, outputs = StringIO(), list[Output]()
    with redirect_stdout(said), redirect_stderr(said):
        try:
            value = await eval_code_async(code, STATE, filename=name)
            if value is not None:
                outputs.append({"output_type": "execute_result", "data": shown(value)})
        except BaseException as error:
            own = error.__traceback__
            while own and own.tb_frame.f_code.co_filename != name:
                own = own.tb_next
            lines = traceback.format_exception(type(error), error, own)
            outputs.append({"output_type": "error", "ename": type(error).__name__, "traceback": "".join(lines)})
    if printed := said.getvalue():
        outputs.insert(0, {"output_type": "stream", "name": "stdout", "text": printed})
    return outputs


def shown(value: object) -> dict[str, str]:
    """Return how a notebook shows a value: as text, and as HTML if it can."""
    html = str(import_module("guide_lib.show").html(value))
    if not html and not isinstance(value, type) and hasattr(value, "_repr_html_"):
        html = value._repr_html_()
    return {"text/plain": repr(value)} | ({"text/html": html} if html else {})


def compared(outputs: Sequence[Output], rules: str) -> Mapping[str, list[str]]:
    """Return what nbval compares of some outputs: by kind what they say, in order, replaced by its rules."""
    found = defaultdict[str, list[str]](list)
    for output in outputs:
        own = {output["name"]: output["text"]} if output["output_type"] == "stream" else output
        for kind, said in {**own, **output.get("data", {})}.items():
            if kind not in NOT_COMPARED:
                text = "".join(said)
                for pattern, new in re.findall("^regex: (.*)$\n^replace: (.*)$", rules, re.MULTILINE):
                    text = re.sub(pattern, new, text)
                found[kind].append(text)
    return found


def unlike(stored: Sequence[Output], fresh: Sequence[Output], page: str, rules: str) -> Iterator[str]:
    """Yield the lines that a page shows (-) and those that it should show (+): of the words, or else of the tags."""
    then, now = compared(stored, rules), compared(fresh, rules)
    html = "".join(now.get("text/html") or now.get("text/plain") or now.get("stdout") or ())
    pairs = [(words(re.sub("<button.*?</button>", "", page)), words(html))]  # scripts have added some
    if then != now:
        both = [["\n".join(each.get(kind, ())) for each in (then, now)] for kind in then.keys() | now.keys()]
        pairs += [(view(old), view(new)) for view in (words, tags) for old, new in both]
    lines = next((ndiff(old.splitlines(), new.splitlines()) for old, new in pairs if old != new), ())
    return (line for line in lines if line[0] in "+-")


async def checked(code: str, name: str, stored: str, page: str, language: str) -> str:
    """Run a cell; return its outputs as JSON, and how they differ from those stored, if any are, and those shown."""
    with import_module("guide_lib.words.language").in_language(language):
        fresh = await run(code, name)
    rules = zipfile.ZipFile("/guide.zip").read("sanitize.cfg").decode()
    return json.dumps(
        {"outputs": fresh, "unlike": list(unlike(json.loads(stored), fresh, page, rules)) if stored else []}
    )
