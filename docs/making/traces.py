"""What tells one state of files from another: what a site is made of, and what it became."""

import hashlib
import os
import sys
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import Path

LEFT_BY_TOOLS = {"__pycache__", "node_modules"}


def sources(root: Path, site: Path, aside: Collection[Path]) -> Iterator[str]:
    """Yield what a site is made of: all files but those aside, and the site itself."""
    yield from (*environment(), os.environ["SOURCE_DATE_EPOCH"])
    for path in sorted(root.glob("[!.]*")):
        if path != site:
            yield from (path.name, *_contents(path, aside))


def contents(folder: Path, aside: Collection[Path] = ()) -> str:
    """Return what changes with any file of a folder, save those aside."""
    return digest(_contents(folder, aside))


def environment() -> Iterator[str]:
    """Yield the release of Python and of everything that is installed beside MkDocs."""
    import mkdocs  # noqa: PLC0415

    yield sys.version
    yield from sorted(path.name for path in Path(mkdocs.__file__).parents[1].glob("*.dist-info"))


def _contents(folder: Path, aside: Collection[Path] = ()) -> Iterator[str]:
    """Yield each file of a folder, or this one file, with what is in it; what tools leave there is no part of it."""
    if folder.is_file():
        yield _hash(folder, folder.stat().st_mtime_ns)
    for place, inside, files in os.walk(folder):
        inside[:] = sorted(name for name in inside if name not in LEFT_BY_TOOLS and Path(place, name) not in aside)
        for name in sorted(files):
            path = Path(place, name)
            if path.is_file() and path not in aside:
                yield path.relative_to(folder).as_posix()
                yield _hash(path, path.stat().st_mtime_ns)


@cache
def _hash(path: Path, changed: int) -> str:
    """Return the hash of a file that was changed last at a time: many languages are made of the same files."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def digest(lines: Iterable[str]) -> str:
    """Return what changes with any of some lines."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
