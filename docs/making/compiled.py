"""Python's modules as a browser wants them: compiled ahead, without what only a debugger reads. Runs in Pyodide.

Compiling takes most of a start, and most of a start's bytes are words for people. The code must run on the release
that compiled it, so this is run by the Pyodide that is staged (docs/making/stage.py).
"""

import io
import marshal
import sys
import zipfile
from compression import zstd
from importlib.util import MAGIC_NUMBER, source_hash
from types import CodeType

Files = dict[str, bytes]

SAME_LINE = 0x80 | 13 << 3
"""An entry of the line table (CPython, InternalDocs/code_objects.md): no column, and as many lines on as follows."""
UNCHECKED = (0b01).to_bytes(4, "little")
"""A module whose source is not looked for (PEP 552)."""
LEFT_OUT = {"multiprocessing", "_pyrepl"}
"""A browser has no processes and no terminal."""
TIGHT = {zstd.CompressionParameter.compression_level: 22, zstd.CompressionParameter.window_log: 25}


def compiled(source: bytes, name: str) -> bytes:
    """Return a module's source as a .pyc file, without docstrings and assertions.

    In a traceback each of its functions stands at its first line.
    """
    code = _lean(compile(source, name.rpartition("/")[2], "exec", dont_inherit=True, optimize=2))
    return MAGIC_NUMBER + UNCHECKED + source_hash(source) + marshal.dumps(code)


def _lean(code: CodeType) -> CodeType:
    whole, rest = divmod(len(code.co_code) // 2, 8)
    lines = bytes((SAME_LINE | 7, 0)) * whole + (bytes((SAME_LINE | rest - 1, 0)) if rest else b"")
    inside = tuple(_lean(each) if isinstance(each, CodeType) else each for each in code.co_consts)
    return code.replace(co_linetable=lines, co_consts=inside)


def read(archive: bytes) -> Files:
    """Return the files of a zip archive, its modules compiled."""
    with zipfile.ZipFile(io.BytesIO(archive)) as given:
        files = {name: given.read(name) for name in given.namelist() if not name.endswith("/")}
    return {
        (f"{name}c" if name.endswith(".py") else name): compiled(data, name) if name.endswith(".py") else data
        for name, data in files.items()
    }


def zipped(files: Files, kind: int) -> bytes:
    """Return a zip archive of files, the same bytes each time."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        for name, data in sorted(files.items()):
            out.writestr(zipfile.ZipInfo(name), data, kind, 9 if kind else None)
    return made.getvalue()


def packed(stdlib: bytes, libraries: bytes) -> tuple[bytes, bytes]:
    """Return what Python starts with, as a zip archive that it can read at once, and all else, packed more tightly.

    What it starts with are the modules of the standard library that are loaded by now: docs/live/kernel.py is.
    """
    loaded = {_package(name.replace(".", "/")) for name in sys.modules}
    files = {name: data for name, data in read(stdlib).items() if _package(name) not in LEFT_OUT}
    start = {name: data for name, data in files.items() if _package(name) in loaded}
    rest = {name: data for name, data in files.items() if name not in start} | read(libraries)
    return zipped(start, zipfile.ZIP_DEFLATED), zstd.compress(zipped(rest, zipfile.ZIP_STORED), options=TIGHT)


def _package(path: str) -> str:
    """Return the outermost module of a path: "email" of "email/utils.pyc", "os" of "os.pyc"."""
    return path.partition("/")[0].partition(".")[0]
