"""The page that says which changes of the library a test notices, and why the others are none."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from mutants import ROOT, key

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

The tests are those of the library, its doctests among them. Left out are the tests of the site, of the notebooks and
of the tools. Not changed are types, decorators and docstrings, the words between the braces of an f-string, and the
data files, whose rows [another check](sensitivity.md) changes. Property tests try 20 examples here.

Every line and every branch of the library is run by the tests (100 %):

```sh
uv run --with coverage coverage run --branch --source guide_lib -m pytest guide_lib tests -q -p no:nbval
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
    rows = []
    for name in [*found, "**all**"]:
        changes = [change for module in found for change in found[module] if name in (module, "**all**")]
        mine = [row for row in lost if name in (row[0], "**all**")]
        same = sum(row in known for row in mine)
        rows.append(f"| {name} | {len(changes)} | {len(changes) - len(mine)} | {same} | {len(mine) - same} |")
    table = "| module | changes | noticed | the same | not noticed |\n|---|---:|---:|---:|---:|\n" + "\n".join(rows)
    parts = [HEAD, table, "", *listed("Not noticed", [row for row in lost if row not in known])]
    parts += listed("The same", [row for row in lost if row in known])
    PAGE.write_text("\n".join(parts).rstrip() + "\n", "utf-8")


def listed(head: str, rows: list[tuple[str, str]]) -> Iterator[str]:
    """Yield a heading and each change under it, with its reason if there is one; nothing where there are none."""
    known = reasons()
    yield from [f"## {head}\n"] if rows else []
    for name, change in rows:
        was, now = change.split("\n=>\n")
        lines = [*(f"- {line}" for line in was.splitlines()), *(f"+ {line}" for line in now.splitlines())]
        yield "\n".join([f"`{name}` {known.get((name, change), '')}".rstrip(), "", "```diff", *lines, "```", ""])
