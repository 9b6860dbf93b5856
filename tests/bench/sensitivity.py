"""Does a page notice? Change each thing that the guide's rules and words say, and run the pages it may touch strictly.

`uv run tests/bench/sensitivity.py` changes all of them, on copies, and writes docs/benchmarks/sensitivity.md. Words are
changed all at once, each with a sign of its own; everything else on a copy of its own, on which first the likeliest
page is run, then, should it not notice, the others that the change may touch.
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
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from altered import BOOKS, ROOT, Change, changed, read, said
from altered_rules import ruled

TABLE = ROOT / "docs" / "benchmarks" / "sensitivity.md"
AT_ONCE = 24
"""Pages in one run of pytest."""
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
    signed = tuple(change for change in found if change.sign)
    touched = {page for change in signed for page in change.pages}
    likeliest = [Trial((change,), change.pages[0]) for change in found if not change.sign]
    _note(found, [*(Trial(signed, path.name) for path in BOOKS if path.name in touched), *likeliest])
    missed = [change for change, seen in found.items() if not seen and not change.sign]
    _note(found, [Trial((change,), page) for change in missed for page in change.pages[1:]])
    return found


def _note(found: dict[Change, Seen | None], trials: Sequence[Trial]) -> None:
    """Run the trials, and note for each change the first page and cell that notices it."""
    for trial, failed in run(trials).items():
        for change in trial.changes:
            cells = [cell for cell, message in failed.items() if change.sign in message]
            if cells and not found[change]:
                found[change] = Seen(trial.page.removesuffix(".ipynb"), cells[0])


def run(trials: Sequence[Trial]) -> dict[Trial, Mapping[str, str]]:
    """Return, for each trial, the cells that fail under strict nbval, with their messages."""
    batches = [trials[at : at + AT_ONCE] for at in range(0, len(trials), AT_ONCE)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
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
    found = noticed([*said(), *ruled()])
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
    yield "| what | changes | noticed | |\n|---|---:|---:|---:|"
    for kind in count:
        yield f"| {kind} | {count[kind]} | {seen[kind]} | {seen[kind] / count[kind]:.0%} |"
    yield f"| **all** | {count.total()} | {seen.total()} | {seen.total() / count.total():.0%} |\n"
    yield "## Who notices what\n"
    for kind in count:
        yield f'??? note "{kind}"\n\n    | what | the page and the cell that fail |\n    |---|---|'
        for change, where in found.items():
            if change.kind == kind:
                says = f"[{where.page}](../../notebooks/{where.page}.ipynb), {where.cell}" if where else "**nobody**"
                yield f"    | {change.what} | {says} |"
        yield ""


PAGE = """# Does a page notice a changed rule?

Each thing that the guide’s rules and words say was changed, on a copy, and the pages were run again. A page notices if
strict nbval fails on it; the message names the page and the cell. nbval counts a page’s code cells from 0. Left out are
words that only the home page shows, and the words around dates and tracking numbers, which are no rules.

```sh
uv run tests/bench/sensitivity.py
```

It takes {seconds:.0f} s on {cores} cores, and runs only the pages, of {pages}, that a change may touch.
"""

if __name__ == "__main__":
    sys.exit(main())
