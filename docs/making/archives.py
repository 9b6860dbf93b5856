"""Files as a browser gets them: archives that are the same bytes each time, names that tell what is in them."""

import gzip
import hashlib
import io
import zipfile
from itertools import accumulate
from pathlib import Path
from typing import Any

Files = dict[str, bytes]


def named(files: Files) -> str:
    """Return a name for a folder that tells what is in it."""
    parts = (part for name in sorted(files) for part in (name.encode(), hashlib.sha256(files[name]).digest()))
    return hashlib.sha256(b"".join(parts)).hexdigest()[:12]


def zipped(files: Files) -> bytes:
    """Return a zip archive of files, the same bytes each time."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        for name, data in sorted(files.items()):
            out.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED, 9)
    return made.getvalue()


def packed(data: bytes) -> int:
    """Return how many bytes of a file a host sends; zip archives, fonts and Zstandard it leaves as they are."""
    return len(data) if data.startswith((b"PK", b"wOF2", b"(\xb5/\xfd")) else len(gzip.compress(data, 6))


def write(files: Files, folder: Path) -> None:
    """Write files into a folder, by path."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def library(root: Path, language: str = "en") -> Files:
    """Return the guide's own library as it is now, with the words of English and of one language."""
    words = root / "guide_lib" / "words"
    others = {*words.glob("*.toml")} - {words / "en.toml", words / f"{language}.toml"}
    paths = (path for path in (root / "guide_lib").rglob("*") if path.suffix in (".py", ".toml") and path not in others)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def cldr(language: str) -> Files:
    """Return what a language needs of Babel: plurals, dates, names; English needs nothing."""
    if language == "en":
        return {}
    import babel  # noqa: PLC0415

    names = ["root", *accumulate(language.split("-"), "{}_{}".format)]
    # What CLDR says is stored with types of these modules, and they need the time zone of the machine.
    modules = ("__init__", "core", "dates", "localedata", "numbers", "plural")
    kept = ["global.dat", *(f"{name}.py" for name in modules), *(f"locale-data/{name}.dat" for name in names)]
    kept += [f"localtime/{name}.py" for name in ("__init__", "_fallback", "_helpers", "_unix")]
    folder = Path(babel.__file__).parent
    return {f"cldr/babel/{name}": (folder / name).read_bytes() for name in kept}


def wheel(root: Path, release: str) -> bytes:
    """Return the library as it is now, as a wheel."""
    told = f"guide_lib-{release}.dist-info"
    return zipped(
        library(root)
        | {
            f"{told}/METADATA": f"Metadata-Version: 2.1\nName: guide-lib\nVersion: {release}\n".encode(),
            f"{told}/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        }
    )


def entry(name: str, file: str, data: bytes) -> dict[str, Any]:
    """Return what Pyodide's lock file says of a package."""
    told = {"name": name, "version": "0", "file_name": file, "sha256": hashlib.sha256(data).hexdigest()}
    return told | {"install_dir": "site", "package_type": "package", "imports": [], "depends": []}
