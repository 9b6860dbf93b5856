"""Everything that the guide says, each thing said otherwise once: words get a word more, a figure counts one more."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from markupsafe import Markup, escape

from guide_lib.show.pieces import marks
from guide_lib.sources.claims import CLAIMS
from guide_lib.sources.figures import Figure
from guide_lib.words import amount, claim, words

ROOT = Path(__file__).parents[2]
BOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
ARTICLE, SOURCES, SEEN, WORDS, SETTLED = (
    f"guide_lib/{name}.toml"
    for name in ("sources/claims", "sources/other_sources", "sources/labels", "words/en", "refund/days/settled")
)

KINDS = {
    "message": "message",
    "reason": "reason",
    "why_reason": "reason",
    "warning": "warning",
    "step": "step",
    "note": "step",
}
"""What the words of a table are; those of the other tables below are plain words."""
PLAIN = ("kind", "decides", "cancel", "stance", "by", "payment", "stage", "status", "event", "open", "key", "stops")
SAID = (*PLAIN, *KINDS)
ELSEWHERE = {"also", "hint", "tag"}
"""Words that only the home page shows."""
DATES = ("definition", "why", "regions", "verdict", "today", "calendar")
NUMBERS = ("table", "parts", "well_formed", "malformed", "other_carrier")
AROUND = {
    WORDS: ("show", "places", *(f"refund.{name}" for name in DATES), *(f"tracking.{name}" for name in NUMBERS)),
    SETTLED: ("because", "none.UA"),
}
"""The small words around answers, dates and numbers, some of which no notebook shows."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing made different: its kind and name, and what stands in which place of which file instead.

    `pages` are the notebooks that it may touch, the likeliest first. It is made alone, or together with the others of
    the same `copy`; then its `sign`, which no other change brings about, tells that a page has noticed this one: it is
    a piece of what the page now shows or, after a plus, a line that it no longer shows.
    """

    kind: str
    what: str
    file: str
    start: int
    end: int
    new: str
    pages: tuple[str, ...]
    copy: str = ""
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


def pages_with(said: str) -> tuple[str, ...]:
    """Return the pages whose stored outputs hold each piece of a template that stands between its names."""
    pieces = [piece.strip() for piece in re.split(r"\{\w*\}", said) if re.search(r"\w", piece)]
    return tuple(path.name for path in BOOKS if pieces and all(piece in held(path) for piece in pieces))


@cache
def held(path: Path) -> str:
    """Return a notebook as it is stored, with the marks of HTML and JSON that hide its words taken off."""
    return path.read_text(encoding="utf-8").replace("&#39;", "'").replace('\\"', '"')


def others(ids: tuple[str, ...], start: int) -> tuple[str, ...]:
    """Return the claims with others instead of the first one, which tell the place in the file from all places."""
    known = [id for id in CLAIMS if id not in ("C05", "C06")]  # on these rests where a reason is asked for
    digits = [start // len(known) ** power % len(known) for power in (3, 2, 1, 0)]
    return (*(known[digit] for digit in digits), *ids[1:])


def said() -> Iterator[Change]:
    """Yield every change of what the data files say: claims, figures, labels, other sources, words."""
    yield from _claims()
    yield from _facts()
    yield from _labels()
    yield from _words()


def _entries(file: str) -> Iterator[tuple[str, str, re.Match[str]]]:
    """Yield the table, the key and the place of each entry of a data file that stands on one line."""
    table = ""
    for line in re.finditer(r'(?m)^(?:\[+([\w.]+)\]+|(\w+) = (".*"|\{.*\}|\[.*\]))', read(file)):
        table = line[1] or table
        if line[2]:
            yield table, line[2], line


def _entry(kind: str, what: str, file: str, line: re.Match[str], new: str) -> Change:
    """Return a change of what an entry is set to."""
    return Change(kind, what, file, line.start(3), line.end(3), new, ())


def _said(kind: str, what: str, file: str, line: re.Match[str], more: str = " {}") -> Change:
    """Return a change of words, which get a sign of their own."""
    sign = f"said{line.start(3)}{Path(file).stem[0]}"
    change = _entry(kind, what, file, line, f'{line[3][:-1]}{more.format(sign)}"')
    pages = pages_with(line[3].strip('"')) or tuple(path.name for path in BOOKS)
    return replace(change, pages=pages, copy="words", sign=sign)


def _claims() -> Iterator[Change]:
    for table, key, line in _entries(ARTICLE):
        pages = pages_with(f"claims.md#{table.lower()}")
        if table == "labels":
            if pages_with(line[3].strip('"')):
                yield _said("label", key, ARTICLE, line)
        elif key == "figure":
            was = CLAIMS[table].figure
            assert was
            now = Figure(30 if was.count is None else was.count + 1, was.unit)
            count = re.sub(r"count = \d+, |\{ ", "", line[3])
            says = claim(CLAIMS[table]).plain.replace(amount(was), amount(now))
            change = _entry("figure", table, ARTICLE, line, f"{{ count = {now.count}, {count}")
            yield replace(change, pages=pages, copy="figures", sign=escape(says))
        elif key in ("says", "at"):
            yield replace(_said("claim", f"{table}, {key}", ARTICLE, line), pages=pages)


def _labels() -> Iterator[Change]:
    for _, key, line in _entries(SEEN):
        if key == "says" and pages_with(line[3].strip('"')):
            yield _said("label", f"{line[3][1:-1]}, as it was seen", SEEN, line)


def _facts() -> Iterator[Change]:
    for fact in re.split(r"(?=\[\[fact\]\])", read(SOURCES))[1:]:
        row = dict(re.findall(r'(?m)^(\w+) = "?(.*?)"?$', fact))
        start = read(SOURCES).index(fact)
        if not pages_with(row["says"]):
            continue
        for _, key, line in _entries(SOURCES):
            if start <= line.start() < start + len(fact) and (change := _fact(key, row, line)):
                yield replace(change, pages=pages_with(row["says"]))


def _fact(key: str, row: dict[str, str], line: re.Match[str]) -> Change | None:
    what, says = f"{row['id']}, {key}", Markup.escape(row["says"])
    change = _entry("other source", what, SOURCES, line, "")
    silent = row["stance"] == "silent"
    if key == "about" and not silent:
        ids = others(tuple(re.findall(r"C\d\d", line[3])), line.start(3))
        return replace(change, new=str(list(ids)).replace("'", '"'), copy="claims", sign=str(marks(ids)))
    if key == "stance" and not silent:
        new = _before(row[key], ["agrees", "differs", "adds"])
        return replace(change, new=f'"{new}"', copy="values", sign=f"{words('stance', new)}</b> {says}")
    if key == "by":
        new = _before(row[key], ["site", "copy", "third"])
        sign = f'{says} ({words("by", new)}<a href="../docs/others.md#f-{row["id"].replace("_", "-")}'
        return replace(change, new=f'"{new}"', copy="values", sign=sign)
    if key == "as_of":
        year = 3000 + read(SOURCES)[: line.start()].count("[[fact]]")
        return replace(change, new=f'"{year}"', copy="values", sign=f"</a>, {year})")
    said = _said("other source", what, SOURCES, line)
    return {"says": said, "where": replace(said, new=f'"https://{said.sign}.org/"')}.get(key)


def _before(name: str, names: list[str]) -> str:
    return names[names.index(name) - 1]


def _words() -> Iterator[Change]:
    for table, key, line in _entries(WORDS):
        top = table.split(".")[0]
        if top in SAID and key not in ELSEWHERE:
            yield _said(KINDS.get(top, "words"), f"{table}, {key}", WORDS, line)
    for file, tables in AROUND.items():
        for table, key, line in _entries(file):
            if table in tables and pages_with(line[3].strip('"')):
                yield _said("small words", f"{Path(file).stem}: {table}, {key}", file, line)
