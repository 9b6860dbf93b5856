"""How long do the checks take: all of them, those without a browser, the library's rooms, and the notebooks?

    uv run tests/bench/checks.py

It prints the table, writes it to docs/benchmarks/checks.md, and fails where a target is not met.
"""

import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any
from xml.etree import ElementTree as ET

ROOT = Path(__file__).parents[2]
PAGE, BOOKS = ROOT / "docs/benchmarks/checks.md", ROOT / "notebooks"
CHECK = ("-c", str(ROOT / "pyproject.toml"), "--rootdir", str(ROOT), "-q", "-n", "0", "-p", "no:cacheprovider")
WHOLE, ROOMS, RATIO, TIMES, LONGEST = 240, 15, 1.3, 3, 12
BROWSED = ("tests/site", "tests/live")
"""Where the tests are that open pages in a browser, or build the site."""
IN_ROOMS = [f"tests/{room}" for room in ("sources", "words", "order", "refund", "tracking", "show")]

TEXT = """# How long the checks take

All measured by one command, on {cores} processors:

```sh
uv run tests/bench/checks.py
```

| measure | target | measured | met? |
|---|---|---|---|
| the whole check, `uv run pytest`: {passed} tests | ≤ {whole_target} s | {whole:.0f} s | {whole_met} |
| without the folders that open a browser, {browsed} | no target | {rest:.0f} s | |
| the library's rooms alone, `uv run pytest {rooms}` | ≤ {rooms_target} s | {alone:.1f} s | {rooms_met} |
| the {books} notebooks, against starting {books} kernels | ≤ {ratio_target} × | {ratio:.2f} × | {ratio_met} |

The notebooks, all checked by nbval one after the other: {full:.1f} s. The same with one cell in each that does nothing:
{bare:.1f} s, which is what starting and ending the kernels takes. With no cell in any, so that no kernel is started:
{none:.1f} s, which is taken off both. Each is the median of {times} runs, taken in turn.

## What takes the longest

Seconds of all tests of a file, of which {workers} run at a time:

| file | tests | seconds |
|---|---:|---:|
{rows}
"""


def with_cells(book: dict[str, Any], source: str | None) -> dict[str, Any]:
    """Return a notebook with one cell of code in the place of its own, or none."""
    cell = {"cell_type": "code", "id": "only", "metadata": {}, "execution_count": 1, "outputs": [], "source": source}
    return book | {"cells": [] if source is None else [cell]}


def copies(folder: Path, source: str | None) -> Path:
    """Write a copy of every notebook with one cell or none, and return their folder."""
    folder.mkdir()
    for path in BOOKS.glob("*.ipynb"):
        book = with_cells(json.loads(path.read_text("utf-8")), source)
        (folder / path.name).write_text(json.dumps(book), "utf-8")
    return folder


def seconds(folder: Path) -> float:
    """Return how long nbval takes for the notebooks of a folder; exit if one fails."""
    command = [sys.executable, "-m", "pytest", *CHECK, *map(str, sorted(folder.glob("*.ipynb")))]
    start = perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode not in {0, 5}:  # 5: there is nothing to check
        sys.exit(done.stdout)
    return perf_counter() - start


def notebooks() -> tuple[float, float, float]:
    """Return the seconds for the notebooks, for kernels that do nothing, and without a kernel."""
    with TemporaryDirectory() as place:
        folders = BOOKS, copies(Path(place, "bare"), "pass"), copies(Path(place, "none"), None)
        rounds = [[seconds(folder) for folder in folders] for _ in range(TIMES)]
    full, bare, none = (median(column) for column in zip(*rounds, strict=True))
    return full, bare, none


def took(*arguments: str) -> float:
    """Return how many seconds pytest takes for some of the tests; exit if one fails."""
    start = perf_counter()
    done = subprocess.run(["uv", "run", "pytest", "-q", *arguments], cwd=ROOT, check=False)
    if done.returncode:
        sys.exit(done.returncode)
    return perf_counter() - start


def whole() -> tuple[float, ET.Element]:
    """Return how long the README's command takes, and pytest's report of each test; exit if a test fails."""
    with TemporaryDirectory() as place:
        report = Path(place, "report.xml")
        return took(f"--junitxml={report}"), ET.parse(report).getroot()


def file_of(case: ET.Element) -> str:
    """Return the file that a test is in, as the report names it: by its module, with its class if it has one."""
    name = case.get("classname", "")
    known = (f"{name.replace('.', '/')}.py", f"{name.rpartition('.')[0].replace('.', '/')}.py")
    return next((path for path in known if (ROOT / path).is_file()), name)


def longest(report: ET.Element) -> list[str]:
    """Return a row of the table for each of the files that take the longest."""
    times, count = defaultdict[str, float](float), Counter[str]()
    for case in report.iter("testcase"):
        file = file_of(case)
        times[file] += float(case.get("time", 0))
        count[file] += 1
    slowest = sorted(times, key=lambda file: times[file], reverse=True)[:LONGEST]
    return [f"| {file} | {count[file]} | {times[file]:.0f} |" for file in slowest]


def main() -> int:
    """Measure, print and write the table; return 1 where a target is not met."""
    full, bare, none = notebooks()
    alone = took(*IN_ROOMS)
    rest = took(*(f"--ignore={folder}" for folder in BROWSED))
    all_of_it, report = whole()
    ratio = (full - none) / (bare - none)
    met = {True: "met", False: "**missed**"}
    text = TEXT.format(
        cores=os.cpu_count(),
        passed=len(list(report.iter("testcase"))),
        books=len(list(BOOKS.glob("*.ipynb"))),
        whole=all_of_it,
        whole_target=WHOLE,
        whole_met=met[all_of_it <= WHOLE],
        browsed=" and ".join(f"`{folder}`" for folder in BROWSED),
        rest=rest,
        rooms=" ".join(IN_ROOMS),
        alone=alone,
        rooms_target=ROOMS,
        rooms_met=met[alone <= ROOMS],
        ratio=ratio,
        ratio_target=RATIO,
        ratio_met=met[ratio <= RATIO],
        full=full,
        bare=bare,
        none=none,
        times=TIMES,
        workers=min(os.cpu_count() or 1, 4),
        rows="\n".join(longest(report)),
    )
    print(text)
    PAGE.write_text(text, "utf-8")
    return 0 if all_of_it <= WHOLE and alone <= ROOMS and ratio <= RATIO else 1


if __name__ == "__main__":
    sys.exit(main())
