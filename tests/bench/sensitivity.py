"""Does a page notice? Change each thing that the guide's rules and words say, and run the pages it may touch strictly.

`uv run tests/bench/sensitivity.py` changes all of them, on copies, and writes docs/benchmarks/sensitivity.md. What can
be told apart by a sign is changed on one copy; everything else on a copy of its own, on which the likeliest page is
run. What has gone unnoticed so is made once more, alone, on each page that it may touch.
"""

import os
import shutil
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from altered import BOOKS, ROOT, Change, changed, read, said
from altered_flow import flowing
from altered_rules import ruled

TABLE = ROOT / "docs" / "benchmarks" / "sensitivity.md"
AT_ONCE = 12
"""Pages in one run of pytest, at most."""
STRICT = (
    "--nbval",
    "--nbval-current-env",
    "-c",
    os.devnull,
    "-p",
    "no:cacheprovider",
    "-vv",
    "-o",
    "junit_family=xunit1",
)


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a change is noticed: the page and its cell, as the message of the failed check names them."""

    page: str
    cell: str


@dataclass(frozen=True, slots=True)
class Trial:
    """Changes made together on one copy, and one page to run there."""

    changes: tuple[Change, ...]
    page: str


def noticed(given: Iterable[Change]) -> dict[Change, Seen | None]:
    """Return, for each change, which page notices it in which cell; None if no page does."""
    found: dict[Change, Seen | None] = dict.fromkeys(given)
    copies = groupby(sorted(found, key=attrgetter("copy")), key=attrgetter("copy"))
    trials = [trial for copy, changes in copies for trial in _trials(copy, tuple(changes))]
    _note(found, trials)
    done = set(trials)
    missed = [Trial((change,), page) for change, seen in found.items() if not seen for page in change.pages]
    _note(found, [trial for trial in missed if trial not in done])
    return found


def _trials(copy: str, changes: tuple[Change, ...]) -> Iterator[Trial]:
    """Yield the first runs: each change on its likeliest page, with all others of the same copy."""
    if copy:
        yield from (Trial(changes, page) for page in sorted({each.pages[0] for each in changes}))
    else:
        yield from (Trial((each,), each.pages[0]) for each in changes)


def _note(found: dict[Change, Seen | None], trials: Sequence[Trial]) -> None:
    """Run the trials, and note for each change the likeliest page that notices it, and its first cell that does."""
    cells: dict[tuple[Change, str], list[str]] = {}
    for trial, failed in run(trials).items():
        for change in trial.changes:
            sign = change.sign if len(trial.changes) > 1 else ""
            cells[change, trial.page] = [cell for cell, message in failed.items() if sign in message]
    for change, seen in found.items():
        pages = (page for page in change.pages if cells.get((change, page)))
        found[change] = seen or next((Seen(Path(page).stem, cells[change, page][0]) for page in pages), None)


def run(trials: Sequence[Trial]) -> dict[Trial, Mapping[str, str]]:
    """Return, for each trial, the cells that fail under strict nbval, with their messages."""
    workers = os.cpu_count() or 1
    size = min(AT_ONCE, -(-len(trials) // workers)) or 1
    batches = [trials[at : at + size] for at in range(0, len(trials), size)]
    with ThreadPoolExecutor(workers) as pool:
        return {trial: failed for results in pool.map(_batch, batches) for trial, failed in results}


def _batch(trials: Sequence[Trial]) -> list[tuple[Trial, Mapping[str, str]]]:
    with TemporaryDirectory() as folder:
        place = Path(folder)
        for number, trial in enumerate(trials):
            _copy(trial, place / str(number))
        report = place / "report.xml"
        command = [sys.executable, "-m", "pytest", *STRICT, "--rootdir", folder, "--junitxml", str(report), folder]
        # A kernel looks in its own folder only after PYTHONPATH.
        env = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
        env |= {"IPYTHONDIR": str(place / ".ipython"), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(command, cwd=place, env=env, capture_output=True, text=True, timeout=600, check=False)
        if not report.exists() or done.returncode > 1:
            raise RuntimeError(done.stdout + done.stderr)
        failed: dict[int, dict[str, str]] = defaultdict(dict)
        for case in ElementTree.parse(report).iter("testcase"):
            for failure in case.iter("failure"):
                failed[int(Path(case.attrib["file"]).parts[0])][case.attrib["name"]] = failure.text or ""
    return [(trial, failed[number]) for number, trial in enumerate(trials)]


def _copy(trial: Trial, place: Path) -> None:
    """Lay out a page and, beside it, where its kernel looks first, the changed library."""
    place.mkdir()
    shutil.copy(ROOT / "notebooks" / trial.page, place)
    shutil.copytree(ROOT / "guide_lib", place / "guide_lib")
    for file in {change.file for change in trial.changes}:
        text = changed(read(file), (change for change in trial.changes if change.file == file))
        (place / file).write_text(text, encoding="utf-8")


def main() -> int:
    """Change everything, write the table, and return 1 if something went unnoticed."""
    start = time.monotonic()
    stale = {trial.page: failed for trial, failed in run([Trial((), path.name) for path in BOOKS]).items() if failed}
    if stale:
        print(f"These pages fail as they are; refresh them first: {stale}", file=sys.stderr)
        return 2
    found = noticed([*said(), *ruled(), *flowing()])
    seconds = time.monotonic() - start
    TABLE.write_text("\n".join(_page(found, seconds)), encoding="utf-8")
    missed = [change for change, seen in found.items() if not seen]
    for change in missed:
        print(f"No page notices: {change.kind} {change.what} ({change.file})")
    print(f"{len(found) - len(missed)} of {len(found)} changes are noticed; {seconds:.0f} s.")
    return bool(missed)


def _page(found: Mapping[Change, Seen | None], seconds: float) -> Iterator[str]:
    count = Counter(change.kind for change in found)
    seen = Counter(change.kind for change, seen in found.items() if seen)
    yield PAGE.format(seconds=seconds, cores=os.cpu_count(), pages=len(BOOKS))
    yield "| what | changes | noticed | share |\n|---|---:|---:|---:|"
    for kind in count:
        yield f"| {kind} | {count[kind]} | {seen[kind]} | {seen[kind] / count[kind]:.0%} |"
    yield f"| **all** | {count.total()} | {seen.total()} | {seen.total() / count.total():.0%} |\n"
    yield "## Who notices what\n"
    for kind in count:
        yield f'??? g-more "{kind}"\n\n    | what | the page and the cell that fail |\n    |---|---|'
        for change, where in found.items():
            if change.kind == kind:
                says = f"[{where.page}](../../notebooks/{where.page}.ipynb), {where.cell}" if where else "**nobody**"
                yield f"    | {change.what} | {says} |"
        yield ""


PAGE = """# Does a page notice a changed rule?

Each thing that the guide’s rules and words say was changed, on a copy, and the pages were run again. A page notices if
strict nbval fails on it; the message names the page and the cell. nbval counts a page’s code cells from 0.

Many changes are made on one copy if the messages tell them apart: each has a sign, words or marks that nothing else on
that page has or a line that is gone, and only where the message holds the sign is the change counted. Whatever goes
unnoticed so is made once more, alone.

Left out is what no notebook shows: words of the home page and of its forms, and the holidays of countries that are in
no example. “Small words” are the headings of answers and the words around dates and tracking numbers; “computed” are
the rules by which dates, chances and check digits are worked out.

```sh
uv run tests/bench/sensitivity.py
```

It takes {seconds:.0f} s on {cores} cores, and runs only the pages, of {pages}, that a change may touch.
"""

if __name__ == "__main__":
    sys.exit(main())
