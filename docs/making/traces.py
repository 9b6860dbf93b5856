"""What tells one state of files from another: what a site is made of, and what it became."""

import hashlib
import os
import sys
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

LEFT_BY_TOOLS = {"__pycache__", "node_modules"}


def sources(root: Path, site: Path) -> dict[Path, str]:
    """Return what changes with each file that a site is made of: all but hidden ones, and the site itself."""
    tops = (path for path in sorted(root.glob("[!.]*")) if path != site)
    return {path: _trace(path, root) for top in tops for path in _files(top)}


def contents(folder: Path, aside: Collection[Path] = ()) -> str:
    """Return what changes with any file of a folder, save those aside."""
    return digest(_trace(path, folder) for path in _files(folder, aside))


def environment() -> Iterator[str]:
    """Yield the release of Python and of everything that is installed beside MkDocs."""
    import mkdocs  # noqa: PLC0415

    yield sys.version
    yield from sorted(path.name for path in Path(mkdocs.__file__).parents[1].glob("*.dist-info"))


def _files(folder: Path, aside: Collection[Path] = ()) -> Iterator[Path]:
    """Yield each file of a folder, or this one file; what tools leave there is no part of it."""
    if folder.is_file():
        yield folder
    for place, inside, files in os.walk(folder):
        inside[:] = sorted(name for name in inside if name not in LEFT_BY_TOOLS and Path(place, name) not in aside)
        yield from (path for name in sorted(files) if (path := Path(place, name)).is_file() and path not in aside)


def _trace(path: Path, folder: Path) -> str:
    return f"{path.relative_to(folder).as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}"


def digest(lines: Iterable[str]) -> str:
    """Return what changes with any of some lines."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
