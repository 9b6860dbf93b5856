"""The page that says which changes of the library a test notices, and why the others are none."""

import tomllib
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from mutants import ROOT, key, modules

PAGE = ROOT / "docs" / "benchmarks" / "mutation.md"
SAME = Path(__file__).with_name("mutation_same.toml")

Found = dict[str, dict[str, bool]]
"""Of each module, of each of its changes, whether a test notices it."""

HEAD = """# Does a test notice a changed line?

The library was changed, one small piece at a time, in every way in which [mutmut](https://mutmut.readthedocs.io)
changes code: a number one higher, a text in capitals, an argument less, “and” for “or”. A test must fail each time.

```sh
uv run --group mutation tests/bench/mutation.py
```

The changes are those of mutmut, its runner is not used. It changes no property, no cached and no other decorated
function, of which this library is full, and nothing that runs at import; and it keeps a filled cache from one change to
the next. Here each change is tried in a process of its own that loads the library anew, so all of that is changed too.

What is left out:

- Tests of the site, of the notebooks and of the tools are not run: they show what the functions return. Doctests are.
- Not changed are types, decorators, docstrings, the words of an f-string outside its braces, and the data files, whose
  rows [another check](sensitivity.md) changes.
- Property tests try 20 examples instead of 100. A run that takes 45 s of the processor has noticed the change.

Every line and every branch of the library is run by the tests. This says so, or fails:

```sh
uv run --with coverage coverage run --branch --source guide_lib -m pytest tests -q -p no:nbval -o addopts=
uv run --with coverage coverage report --fail-under=100
```
"""


def reasons() -> dict[tuple[str, str], str]:
    """Return the reason for each change that leaves the library the same, by its module and its key."""
    rows = tomllib.loads(SAME.read_text("utf-8")).get("same", [])
    return {(row["module"], key(*change)): row["because"] for row in rows for change in row["changes"]}


def told(found: Found) -> list[str]:
    """Return what is wrong: a change that no test notices, a reason for one that a test notices or that is none."""
    known = reasons()
    lost = [f"{name}: no test notices\n{change}" for name, change in _unnoticed(found) if (name, change) not in known]
    idle = [
        f"{name}: a reason is given, but {'a test notices' if found[name].get(change) else 'there is no such change'}"
        f"\n{change}"
        for name, change in known
        if name in found and found[name].get(change) is not False
    ]
    return lost + idle


def _unnoticed(found: Mapping[str, Mapping[str, bool]]) -> Iterator[tuple[str, str]]:
    return ((name, change) for name, changes in found.items() for change, seen in changes.items() if not seen)


def write(found: Found) -> None:
    """Write the page: a row for each module, then what no test notices, with the reason where nothing changes."""
    known, lost = reasons(), list(_unnoticed(found))
    lacking = [row for row in lost if row not in known]
    rows = [_row(name, found.get(name), lost, lacking) for name in modules()]
    every = {f"{name} {change}": seen for name in found for change, seen in found[name].items()}
    rows.append(_row("**all**", every, lost, lacking))
    table = "| module | changes | noticed | the same | not noticed |\n|---|---:|---:|---:|---:|\n" + "\n".join(rows)
    same = sorted((row for row in lost if row in known), key=list(known).index)
    parts = [HEAD, table, "", *listed("Not noticed", lacking), *listed("The same", same)]
    PAGE.write_text("\n".join(parts).rstrip() + "\n", "utf-8")


def _row(
    name: str, changes: Mapping[str, bool] | None, lost: list[tuple[str, str]], lacking: list[tuple[str, str]]
) -> str:
    if changes is None:
        return f"| {name} | not tried yet | | | |"
    unseen, missed = (sum(name in (module, "**all**") for module, _ in rows) for rows in (lost, lacking))
    return f"| {name} | {len(changes)} | {len(changes) - unseen} | {unseen - missed} | {missed} |"


def listed(head: str, rows: list[tuple[str, str]]) -> Iterator[str]:
    """Yield a heading and the changes under it, together those of one reason; nothing where there are none."""
    known = reasons()
    yield from [f"## {head}\n"] if rows else []
    for said, changes in groupby(rows, lambda row: f"`{row[0]}` {known.get(row, '')}".rstrip()):
        yield "\n".join([said, "", "```diff", "\n\n".join(_diff(change) for _, change in changes), "```", ""])


def _diff(change: str) -> str:
    was, now = change.split("\n=>\n")
    return "\n".join([*(f"- {line}" for line in was.splitlines()), *(f"+ {line}" for line in now.splitlines())])
