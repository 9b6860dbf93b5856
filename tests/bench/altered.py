"""Everything that the guide says, each thing said otherwise once: words get a word more, a figure counts one more."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
BOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
CLAIMS, SOURCES, WORDS = (f"guide_lib/{name}.toml" for name in ("claims", "other_sources", "words"))

KINDS = {"message": "message", "reason": "reason", "why_reason": "reason", "warning": "warning", "step": "step"}
"""What the words of a table are; those of the other tables below are plain words."""
SAID = ("kind", "decides", "payment", "stage", "status", "event", "open", *KINDS)
ELSEWHERE = {"also", "hint", "tag"}
"""Words that only the home page shows."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing made different: its kind and name, and what stands in which place of which file instead.

    `pages` are the notebooks that it may touch, the likeliest first; its `sign`, if any, is in what they then show.
    """

    kind: str
    what: str
    file: str
    start: int
    end: int
    new: str
    pages: tuple[str, ...] = ()
    sign: str = ""


@cache
def read(file: str) -> str:
    """Return a file of the repository."""
    return (ROOT / file).read_text(encoding="utf-8")


def changed(text: str, changes: Iterable[Change]) -> str:
    """Return the text of a file with these changes, which touch different places of it."""
    for each in sorted(changes, key=lambda change: -change.start):
        text = text[: each.start] + each.new + text[each.end :]
    return text


def said() -> Iterator[Change]:
    """Yield every change of what the data files say: claims, figures, labels, other sources, words."""
    yield from _claims()
    yield from _facts()
    yield from _words()


def _entries(file: str) -> Iterator[tuple[str, str, re.Match[str]]]:
    """Yield the table, the key and the place of each entry of a data file that stands on one line."""
    table = ""
    for line in re.finditer(r'(?m)^(?:\[+([\w.]+)\]+|(\w+) = (".*"|\{.*\}|\[.*\]))', read(file)):
        table = line[1] or table
        if line[2]:
            yield table, line[2], line


def _entry(kind: str, what: str, line: re.Match[str], new: str, pages: tuple[str, ...]) -> Change:
    """Return a change of what an entry is set to."""
    file = next(name for name in (CLAIMS, SOURCES, WORDS) if read(name) is line.string)
    return Change(kind, what, file, line.start(3), line.end(3), new, pages)


def _said(kind: str, what: str, line: re.Match[str], *, more: str = " {}", seen: str = "") -> Change:
    """Return a change of words, which gets a sign of its own, so that many can be made at once and told apart."""
    sign = f"said{line.start(3)}{kind[0]}"
    pages = pages_with(seen or line[3].strip('"'))
    return replace(_entry(kind, what, line, f'{line[3][:-1]}{more.format(sign)}"', pages), sign=sign)


def pages_with(said: str) -> tuple[str, ...]:
    """Return the pages whose stored outputs hold the longest piece of a template that stands between its names."""
    piece = max(re.split(r"\{\w*\}", said), key=len).strip()
    return tuple(path.name for path in BOOKS if piece and piece in _held(path))


@cache
def _held(path: Path) -> str:
    return path.read_text(encoding="utf-8").replace("&#39;", "'").replace('\\"', '"')


def _claims() -> Iterator[Change]:
    for table, key, line in _entries(CLAIMS):
        mark = f"claims.md#{table.lower()}"
        if table == "labels":
            yield _said("label", key, line)
        elif key == "figure":
            counted = re.search(r"count = (\d+)", line[3])
            more = f"count = {int(counted[1]) + 1}" if counted else "count = 30, unit"
            new = line[3].replace(counted[0] if counted else "unit", more)
            yield _entry("figure", table, line, new, pages_with(mark))
        elif key in ("says", "at"):
            yield _said("claim", f"{table}, {key}", line, seen=mark)


def _facts() -> Iterator[Change]:
    stances = ["agrees", "differs", "adds"]
    for fact in re.split(r"(?=\[\[fact\]\])", read(SOURCES))[1:]:
        id = re.findall(r'id = "(.*)"', fact)[0]
        pages = pages_with(re.findall(r'says = "(.*)"', fact)[0])
        start = read(SOURCES).index(fact)
        for _, key, line in _entries(SOURCES):
            if not start <= line.start() < start + len(fact):
                continue
            what = f"{id}, {key}"
            if key == "about":
                yield _entry("other source", what, line, '["C40"]', pages)
            elif key == "stance":
                yield _entry("other source", what, line, f'"{stances[stances.index(line[3][1:-1]) - 1]}"', pages)
            elif key == "as_of":
                yield replace(_said("other source", what, line), new=f'"said{line.start(3)}o"')
            elif key in ("says", "where"):
                yield _said("other source", what, line, more=" {}" if key == "says" else "?{}")


def _words() -> Iterator[Change]:
    for table, key, line in _entries(WORDS):
        top = table.split(".")[0]
        if top in SAID and key not in ELSEWHERE:
            yield _said(KINDS.get(top, "words"), f"{table}, {key}", line)
