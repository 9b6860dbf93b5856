"""Follow a change: run the notebooks that it can touch, write their outputs back, and show what became different.

`uv run notebooks/refresh.py` looks at all of them, `uv run notebooks/refresh.py 03 08` at those whose names begin so.
A notebook is run if its file, a file of this repository that its last run read, or the release of a dependency has
changed since then. One that fails stays as it was.
"""

import argparse
import asyncio
import atexit
import hashlib
import json
import os
import platform
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbformat import NotebookNode

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
CACHE = ROOT / ".cache" / "notebooks.json"
TIMEOUT = 120
"""Seconds that one cell may take."""
STARTS = 2
"""How often a kernel may be started: two processes may have chosen one port for theirs."""
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
WATCH = """exec("import sys; seen = sys._seen = set(); sys.addaudithook("
    "lambda event, args, seen=seen: event == 'open' and isinstance(args[0], str) and seen.add(args[0]))", {})"""
SEEN = """[*__import__("sys")._seen,
    *(str(m.__file__) for m in [*__import__("sys").modules.values()] if getattr(m, "__file__", None))]"""
"""Python for the kernel: note what is opened from now on, and tell it together with what has been imported."""
PASSING = re.compile(rf"\b0x[0-9a-f]{{6,}}\b|ipykernel_\d+|{re.escape(str(ROOT))}|{re.escape(str(Path.home()))}/")
"""What differs from run to run or from machine to machine, and so has no place in an output."""

Reads = dict[str, str]


class FaultError(Exception):
    """Why a notebook could not be run: the page, the cell and the cause, as one sentence."""


class NotStartedError(FaultError):
    """That no kernel was there to run a notebook, as one sentence."""


@dataclass(frozen=True, slots=True)
class Run:
    """A notebook before and after it was run, as text, and the files of this repository that it read."""

    path: Path
    before: str
    after: str
    read: frozenset[str]


def name(path: Path) -> str:
    """Return a path as it reads in the repository, on every system."""
    return path.relative_to(ROOT).as_posix()


def made_with() -> Reads:
    """Return the releases of what makes the outputs: Python, the kernel, and what the library needs."""
    needed = {re.split(r"[^\w.-]", line)[0] for line in requires("guide-lib") or ()}
    return {"python": platform.python_version()} | {each: _release(each) for each in sorted({"ipykernel", *needed})}


def _release(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "none"


def fingerprint(file: str) -> str:
    """Return what tells one state of a file from another; empty for a file that is not there."""
    path = ROOT / file
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def remembered() -> dict[str, Reads]:
    """Return, for each notebook, what its last run read and was made with; nothing where no run is remembered."""
    try:
        found = json.loads(CACHE.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def remember(memory: Mapping[str, Reads]) -> None:
    """Keep what the runs read, at once or not at all."""
    CACHE.parent.mkdir(exist_ok=True)
    draft = CACHE.with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps(memory, indent=1, sort_keys=True), encoding="utf-8")
    draft.replace(CACHE)


def is_fresh(path: Path, memory: Mapping[str, Reads], now: Reads) -> bool:
    """Return whether nothing that could change the notebook has changed since its last run."""
    then = memory.get(name(path), {})
    return bool(then) and all((now[key] if key in now else fingerprint(key)) == then[key] for key in then | now)


async def run(path: Path) -> Run:
    """Return the notebook with the outputs of a fresh run, and with nothing in it that tells when or where."""
    import nbformat  # noqa: PLC0415 - what only a run needs is loaded for a run
    from nbclient import NotebookClient  # noqa: PLC0415
    from nbclient.exceptions import CellExecutionError  # noqa: PLC0415

    before = path.read_text(encoding="utf-8")
    try:
        book: NotebookNode = nbformat.reads(before, as_version=4)  # type: ignore[no-untyped-call]
    except Exception as error:
        raise FaultError(f"{name(path)} is not a notebook: {_line(error)}") from error
    client = NotebookClient(
        book, kernel_name="python3", timeout=TIMEOUT, record_timing=False, shutdown_kernel="immediate"
    )
    client.create_kernel_manager().transport_encryption = "auto"  # else the kernel warns that anyone may listen
    python_path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    async with AsyncExitStack() as stack:
        setup = client.async_setup_kernel(env=os.environ | {"PYTHONPATH": python_path}, cwd=str(HERE))
        try:
            await stack.enter_async_context(setup)
        except RuntimeError as error:
            atexit.unregister(client._cleanup_kernel)
            raise NotStartedError(f"{name(path)} was not run: {_line(error)}; try it again.") from error
        kernel: Any = client.kc
        await kernel.execute(WATCH, silent=True, reply=True)
        for number, cell in enumerate(book.cells):
            where = f"{name(path)}, cell {number + 1} ({cell.get('id', 'no id')})"
            try:
                await client.async_execute_cell(cell, number)
            except CellExecutionError as error:
                raise FaultError(f"{where}: {error.ename}: {error.evalue}") from error
            except Exception as error:
                raise FaultError(f"{where}: {type(error).__name__}: {_line(error)}") from error
            for fault in _faults(cell):
                raise FaultError(f"{where} {fault}")
        told = await kernel.execute("", silent=True, user_expressions={"seen": SEEN}, reply=True)
    book.metadata = METADATA
    seen = told["content"]["user_expressions"]["seen"]["data"]["text/plain"]
    after: str = nbformat.writes(book)  # type: ignore[no-untyped-call]
    return Run(path, before, after + "\n", frozenset(_ours(seen)))


def _line(said: object) -> str:
    return str(said).strip().partition("\n")[0]


def _faults(cell: "NotebookNode") -> Iterator[str]:
    for output in cell.get("outputs", ()):
        if output.get("name") == "stderr":
            yield f"warns, and a page shows no warnings: {_line(output.text)}"
        for found in PASSING.finditer(json.dumps(output)):
            yield f"shows '{found[0]}', which is another on every run or machine."


def _ours(seen: str) -> Iterator[str]:
    """Yield those of the paths, told as a list in Python, that are source or data of this repository."""
    for text in set(re.findall(r"'([^'\n]+)'", seen)):
        path = (HERE / text).resolve()
        if path.is_relative_to(ROOT) and path.is_file() and path.suffix != ".pyc":
            inside = path.relative_to(ROOT)
            if not any(part.startswith(".") for part in inside.parts):
                yield inside.as_posix()


def run_all(paths: Sequence[Path]) -> list[Run | FaultError]:
    """Run the notebooks, as many at once as there are processors, and show how far it has got."""
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress  # noqa: PLC0415

    def run_one(path: Path, starts: int = STARTS) -> Run | FaultError:
        try:
            return asyncio.run(run(path))
        except NotStartedError as fault:
            return run_one(path, starts - 1) if starts > 1 else fault
        except FaultError as fault:
            return fault

    console, pool = Console(stderr=True), ThreadPoolExecutor(os.cpu_count())
    try:
        with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
            return list(progress.track(pool.map(run_one, paths), len(paths), description="Running notebooks"))
    finally:
        pool.shutdown(cancel_futures=True)


def chosen(beginning: str) -> Path:
    """Return the notebook whose name begins so; an argument error if there is none, or more than one."""
    paths = sorted(HERE.glob("*.ipynb"))
    found = [path for path in paths if path.name.startswith(Path(beginning).name)]
    if len(found) != 1:
        names = ", ".join(path.stem for path in found or paths)
        many = "more than one notebook begins" if found else "no notebook begins"
        raise argparse.ArgumentTypeError(f"{many} with '{beginning}'; choose from {names}")
    return found[0]


def main(arguments: Sequence[str] | None = None) -> int:
    """Refresh the notebooks named, or all of them; return 1 if one of them failed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("names", nargs="*", type=chosen, metavar="name", help="how a notebook's name begins")
    parser.add_argument("--all", action="store_true", help="run also those that nothing has touched")
    given = parser.parse_args(arguments)
    looked_at: list[Path] = given.names or sorted(HERE.glob("*.ipynb"))

    memory, now = remembered(), made_with()
    stale = [path for path in looked_at if given.all or not is_fresh(path, memory, now)]
    if not stale:
        print("Nothing to run: no notebook, and nothing that one reads, has changed.")
        return 0
    # Taken before the run: what is edited meanwhile counts as changed.
    then = {name(path): fingerprint(name(path)) for path in (ROOT / "guide_lib").rglob("*") if path.is_file()}
    try:
        runs = run_all(stale)
    except KeyboardInterrupt:
        print("Stopped before the end; nothing was written.", file=sys.stderr)
        return 130
    faults = [done for done in runs if isinstance(done, FaultError)]
    changed = 0
    for done in (done for done in runs if isinstance(done, Run)):
        if done.after != done.before:
            if done.path.read_text(encoding="utf-8") != done.before:
                faults.append(FaultError(f"{name(done.path)} was edited while it ran, and is left as it is."))
                continue
            changed += 1
            done.path.write_text(done.after, encoding="utf-8", newline="\n")
            from changes import what_changed  # noqa: PLC0415

            print(f"{name(done.path)}\n{what_changed(done.before, done.after, colour=sys.stdout.isatty())}")
        own = {name(done.path), name(Path(__file__).resolve())}
        memory[name(done.path)] = now | {file: then.get(file) or fingerprint(file) for file in sorted(done.read | own)}
    remember(memory)
    for fault in faults:
        print(fault, file=sys.stderr)
    notebooks = f"{len(looked_at)} notebook{'s' * (len(looked_at) != 1)}"
    print(f"{notebooks}: {len(stale)} run, {changed} changed, {len(faults)} failed.")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
