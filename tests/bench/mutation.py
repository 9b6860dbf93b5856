"""Does a test notice? The library is changed as mutmut changes code, one piece at a time, and a test must fail.

`uv run --group mutation tests/bench/mutation.py` does all of guide_lib and writes docs/benchmarks/mutation.md;
`… mutation.py order refund` does the modules named and prints what no test noticed. Each change is tried in a process
of its own, into which the library is loaded anew: so what runs at import, once in a cache, or behind a decorator is
changed as well, which mutmut's own runner leaves out. First come the tests that name the module, then all others.
"""

import hashlib
import importlib
import json
import os
import pkgutil
import resource
import signal
import sys
import time
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.machinery import SourceFileLoader
from multiprocessing import get_context
from pathlib import Path
from types import CodeType

from mutants import LIBRARY, ROOT, Mutant, modules, mutants, path_of

TESTS = ROOT / "tests"
LEFT_OUT = set(
    "build crosscheck drills evidence home licences mutation notebooks offline phone policy pythons reading refresh"
    " sensitivity site".split()
)
"""Tests of the site, the notebooks and the tools: they show what the functions return, and take long."""

OPTIONS = "-x -q -p no:cacheprovider -p no:nbval -o addopts= --assert=plain --doctest-modules".split()
LIMIT = 90
"""After how many seconds of its own time a run that does not end is stopped; it counts as noticed."""

MEMORY = 4 << 30
HEAVY = ("hypothesis", "icalendar", "statemachine", "numpy", "pandas", "dask.dataframe", "playwright.sync_api", "bs4")
"""What the tests import besides the library: loaded once for all runs."""

PROCESSES = get_context("forkserver")


def prepare() -> None:
    """Load what every run needs, save the library and its tests."""
    import holidays.countries  # noqa: PLC0415

    countries = (f"holidays.countries.{found.name}" for found in pkgutil.iter_modules(holidays.countries.__path__))
    for name in (*HEAVY, *countries):
        importlib.import_module(name)


if __name__ != "__main__":
    prepare()


def files() -> list[Path]:
    """Return the files with tests, doctests among them."""
    tests = [path for path in TESTS.glob("test_*.py") if path.stem.removeprefix("test_") not in LEFT_OUT]
    return sorted([*tests, *LIBRARY.rglob("*.py")])


@cache
def rounds(module: str) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Return the tests to run for a module: first those of its own and those that name it, then all others."""
    name = module.rpartition(".")[2]
    own = {path_of(module), TESTS / f"test_{name}.py"}
    first = [path for path in files() if path in own or (path.parent == TESTS and _names(path, module))]
    return tuple(first), tuple(path for path in files() if path not in first)


def _names(path: Path, module: str) -> bool:
    return f"guide_lib.{module} " in path.read_text("utf-8")


def notices(paths: Sequence[Path], mutant: Mutant | None) -> bool:
    """Return whether one of these tests fails, or never ends, once the library is changed."""
    run = PROCESSES.Process(target=_run, args=([str(path) for path in paths], mutant))
    run.start()
    run.join()
    return run.exitcode != 0


def _run(paths: list[str], mutant: Mutant | None) -> None:
    import pytest  # noqa: PLC0415
    from hypothesis import settings  # noqa: PLC0415

    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.alarm(10 * LIMIT)
    for stream in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
    if mutant:
        _serve(mutant)
    os.chdir(ROOT)
    settings.register_profile("few", max_examples=20, derandomize=True, database=None, deadline=None)
    os._exit(pytest.main([*OPTIONS, "--hypothesis-profile=few", *paths]))


def _serve(mutant: Mutant) -> None:
    """Let Python read the changed text in the place of the module's file."""
    path, plain = str(path_of(mutant.module)), SourceFileLoader.get_code

    def code(self: SourceFileLoader, name: str) -> CodeType | None:
        return compile(mutant.source, path, "exec") if self.path == path else plain(self, name)

    SourceFileLoader.get_code = code  # type: ignore[method-assign]


def main(given: list[str]) -> int:
    t = time.monotonic()
    with ThreadPoolExecutor(int(os.environ.get("JOBS", "2"))) as pool:
        for module in given or modules():
            first, others = rounds(module)
            if notices(first, None):
                sys.exit(f"the tests {first} fail as it is")

            def alive(mutant: Mutant) -> bool:
                return not (notices(first, mutant) or notices(others, mutant))

            found = list(mutants(module))
            lost = [m for m, a in zip(found, pool.map(alive, found)) if a]
            print(module, len(found), len(lost), round(time.monotonic() - t), flush=True)
            for m in lost:
                print(f"[[same]]\nmodule = '{m.module}'\nwas = '''\n{m.was}'''\nnow = '''\n{m.now}'''\nbecause = ''\n", flush=True)
    return 0


if __name__ == "__main__":
    PROCESSES.set_forkserver_preload(["__main__"])
    sys.exit(main(sys.argv[1:]))
