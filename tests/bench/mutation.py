"""Does a test notice? The library is changed as mutmut changes code, one piece at a time, and a test must fail.

`uv run --group mutation tests/bench/mutation.py` tries every change of guide_lib, keeps what it finds in .cache/ and
writes docs/benchmarks/mutation.md; `… mutation.py order.order` does so for the modules named, and with `--again`
only what is not yet known to be noticed is tried. Each change is tried in a process of its own that loads the library
anew: so what runs at import, or only once into a cache, or behind a decorator is changed as well, which mutmut's own
runner leaves out. First come the tests of the module, then all others.
"""

import gc
import json
import os
import pkgutil
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.machinery import SourceFileLoader
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext
from pathlib import Path
from types import CodeType
from typing import Any

from mutants import LIBRARY, ROOT, Mutant, modules, mutants, path_of
from mutation_page import Found, told, write

TESTS = ROOT / "tests"
FOUND = ROOT / ".cache" / "mutation.json"
LEFT_OUT = {
    *("browser", "build", "crosscheck", "drills", "evidence", "lazy", "licences", "lite", "live", "mutation"),
    *("notebooks", "pythons", "refresh", "rooms", "scripts", "sensitivity"),
}
"""Tests of the notebooks and the tools: they show what the functions return, and take long."""

OPTIONS = (
    *("-x", "-q", "--assert=plain", "--doctest-modules", "--hypothesis-profile=few", "-o", "addopts="),
    *("-p", "no:cacheprovider", "-p", "no:unraisableexception", "-p", "no:nbval"),
)
SECONDS, MEMORY = 45, 4 << 30
"""What one run may take of the processor and of memory; one that takes more has noticed the change."""

PASSED = {0, 5}
"""How pytest ends where no test fails, and where there is none."""

HEAVY = (
    *("pytest", "hypothesis", "_hypothesis_pytestplugin", "playwright.sync_api", "bs4", "pandas", "dask.dataframe"),
    *("numpy", "icalendar", "statemachine", "vobject"),
)


@cache
def processes() -> ForkServerContext:
    """Return what starts a process for each run, with all that is heavy loaded once for all of them."""
    context = get_context("forkserver")
    context.set_forkserver_preload(heavy())
    return context


def heavy() -> list[str]:
    """Return the names of what every run needs, loaded once for all: everything but the library and its tests."""
    import holidays.countries  # noqa: PLC0415 - only the main process asks

    countries = pkgutil.iter_modules(holidays.countries.__path__, "holidays.countries.")
    return [*HEAVY, *(country.name for country in countries)]


@cache
def rounds(module: str) -> tuple[tuple[Path, ...], ...]:
    """Return the tests to run for a module, doctests among them: first its own, then those that name it, then all."""
    tests = sorted(path for path in TESTS.rglob("test_*.py") if path.stem.removeprefix("test_") not in LEFT_OUT)
    named = module.removesuffix(".__init__")
    own = {path_of(module), *(path for path in tests if path.stem == f"test_{named.rpartition('.')[2]}")}
    near = {path for path in tests if f"guide_lib.{named} import" in path.read_text("utf-8")}
    every = (*sorted(LIBRARY.rglob("*.py")), *tests)
    return tuple(tuple(path for path in every if path in some) for some in (own, near - own, set(every) - near - own))


def noticed(mutant: Mutant) -> bool:
    """Return whether any test fails, or does not end, once the library is changed."""
    return any(fails(paths, mutant) for paths in rounds(mutant.module) if paths)


class WithoutSite:
    """Leaves out the tests for which the site would be built, or a browser opened."""

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        """Keep the others; what a fixture rests on is among its names."""
        items[:] = [item for item in items if not {"site", "chromium"} & {*getattr(item, "fixturenames", ())}]


def fails(paths: Sequence[Path], mutant: Mutant | None = None) -> bool:
    """Return whether one of these tests fails, in a process of its own."""
    process = processes().Process(target=_run, args=([str(path) for path in paths], mutant))
    process.start()
    process.join()
    return process.exitcode not in PASSED


def _run(paths: list[str], mutant: Mutant | None) -> None:
    import resource  # noqa: PLC0415 - not on every system

    import pytest  # noqa: PLC0415 - it is loaded already where this runs
    from hypothesis import settings  # noqa: PLC0415

    for limit, most in ((resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_AS, MEMORY)):
        resource.setrlimit(limit, (most, most))
    for stream in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
    gc.disable()
    sys.dont_write_bytecode = False
    os.chdir(ROOT)
    if mutant:
        _put(mutant)
    settings.register_profile("few", max_examples=20, derandomize=True, database=None, deadline=None)
    os._exit(pytest.main([*OPTIONS, *paths], plugins=[WithoutSite()]))


def _put(mutant: Mutant) -> None:
    """Let Python read the changed text in the place of the module's file."""
    path, plain = str(path_of(mutant.module)), SourceFileLoader.get_code

    def code(self: SourceFileLoader, name: str) -> CodeType | None:
        return compile(mutant.source, path, "exec") if self.path == path else plain(self, name)

    SourceFileLoader.get_code = code  # type: ignore[assignment,method-assign]


def tried(module: str, known: dict[str, bool]) -> dict[str, bool]:
    """Return of every change of a module whether a test notices it, as far as that is not known already."""
    every = list(mutants(module))
    new, fresh = [mutant for mutant in every if not known.get(mutant.key)], dict[str, bool]()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        tries = list(zip(new, pool.map(noticed, new), strict=True))
    for mutant, seen in tries:
        # Two changes may read alike: they are noticed only if both are.
        fresh[mutant.key] = seen and fresh.get(mutant.key, True)
    known = known | fresh
    print(f"{module}: {len(every)} changes, {len(new)} tried", file=sys.stderr)
    return {mutant.key: known[mutant.key] for mutant in every}


def main(given: list[str]) -> int:
    """Try the modules named, or all; write the page, and return 1 if there is a gap in what was tried."""
    again, named = "--again" in given, [name for name in given if name != "--again"]
    found: Found = json.loads(FOUND.read_text("utf-8")) if FOUND.exists() else {}
    if fails([path for paths in rounds("__init__") for path in paths]):
        raise SystemExit("A test fails before anything is changed; mend that first.")
    for module in named or modules():
        found[module] = tried(module, found.get(module, {}) if again else {})
        FOUND.parent.mkdir(exist_ok=True)
        FOUND.write_text(json.dumps(found, indent=0, ensure_ascii=False), "utf-8")
    some = {module: found[module] for module in modules() if module in found}
    write(some)
    gaps = told({module: some[module] for module in named or some})
    print("\n".join(gaps), file=sys.stderr)
    return bool(gaps)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
