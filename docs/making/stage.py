"""Stage Python for the reader's browser: `uv run docs/making/stage.py` lays it out in docs/runtime/, which git ignores.

Pyodide comes from npm (docs/making/runtime.toml says which), what the library needs from the environment that the
notebooks were run in, so that a page is checked with the releases that printed it. Each file is checked against the
hash that its package gives. Needs Node 20 and npm; the site itself needs neither.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterator
from importlib.metadata import Distribution, PackagePath, distribution
from pathlib import Path
from tempfile import TemporaryDirectory

from packaging.requirements import Requirement

from archives import named, packed, write, zipped

HERE = Path(__file__).resolve().parent
PINS = tomllib.loads((HERE / "runtime.toml").read_text(encoding="utf-8"))
RUNTIME = HERE.parent / "runtime"
KEPT = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide-lock.json", "start.zip", "rest.zst")
BROWSER = {
    "extra": "",
    "sys_platform": "emscripten",
    "platform_system": "Emscripten",
    "python_version": PINS["pyodide"]["python"],
}
LEFT_OUT = {".so", ".pyd", ".c", ".pyi", ".po", ".pyc", ".typed", ".gz"}


def pyodide(folder: Path) -> None:
    """Lay out the npm package in a folder; SystemExit if it is not the one that is known."""
    pin = PINS["pyodide"]
    command = ["npm", "pack", "--silent", "--pack-destination", str(folder), f"pyodide@{pin['version']}"]
    archive = folder / subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()[-1]
    check("the npm package pyodide", archive.read_bytes(), pin["integrity"])
    with tarfile.open(archive) as inside:
        inside.extractall(folder, filter="data")


def check(what: str, data: bytes, integrity: str) -> None:
    """End with a sentence if some data do not have the hash (Subresource Integrity, W3C) that they should have."""
    kind = integrity.partition("-")[0]
    found = f"{kind}-{b64encode(hashlib.new(kind, data).digest()).decode()}"
    if found != integrity:
        sys.exit(f"{what} is not what was pinned: its hash is {found} and should be {integrity}.")


def needed(name: str, found: dict[str, Distribution]) -> dict[str, Distribution]:
    """Add to what was found the distributions that one needs in a browser, and what these need."""
    for each in map(Requirement, distribution(name).requires or ()):
        if each.name not in found and (each.marker is None or each.marker.evaluate(BROWSER)):
            found[each.name] = distribution(each.name)
            needed(each.name, found)
    return found


def files(of: Distribution) -> Iterator[tuple[PackagePath, bytes]]:
    """Yield the files of a distribution that a browser has a use for; SystemExit if one is not as it was installed."""
    for path in of.files or ():
        if of.name.casefold() == "babel":
            continue  # English needs nothing of it; each other language brings its own (docs/making/archives.py)
        if path.suffix in LEFT_OUT or {"..", "tests"} & set(path.parts):
            continue
        if path.suffix == ".mo" and "en_US" not in path.parts:
            continue
        if path.parent.suffix == ".dist-info" and path.name != "METADATA":
            continue
        data = Path(str(path.locate())).read_bytes()
        if path.hash is not None:
            found = urlsafe_b64encode(hashlib.new(path.hash.mode, data).digest()).rstrip(b"=").decode()
            if found != path.hash.value:
                sys.exit(f"{path} of {of.name} is not as it was installed; install {of.name} anew.")
        yield path, data


def libraries() -> bytes:
    """Return all that the library needs as a zip archive of sources."""
    found = needed("guide-lib", {}).values()
    return zipped({path.as_posix(): data for each in found for path, data in files(each)})


def main() -> None:
    """Stage everything anew, under a name that tells what is in it."""
    if missing := [tool for tool in ("node", "npm") if not shutil.which(tool)]:
        sys.exit(f"There is no {' and no '.join(missing)} on the PATH; staging needs Node 20 or later with npm.")
    with TemporaryDirectory() as scratch:
        pyodide(Path(scratch))
        folder = Path(scratch) / "package"
        (folder / "libraries.zip").write_bytes(libraries())
        lock = json.loads((folder / "pyodide-lock.json").read_text(encoding="utf-8"))
        (folder / "pyodide-lock.json").write_text(json.dumps(lock | {"packages": {}}), encoding="utf-8")
        subprocess.run(["node", str(HERE / "stage.mjs"), str(folder)], check=True)
        # JupyterLite is built in an environment of its own, so that this one stays as it is.
        lite = ["uv", "run", "--quiet", "--isolated", "--group", "live", str(HERE / "stage_lite.py"), str(folder)]
        subprocess.run(lite, check=True)
        kept = {name: (folder / name).read_bytes() for name in KEPT}
    sizes = [sum(map(size, kept.values())) for size in (len, packed)]
    place = RUNTIME / named(kept)
    shutil.rmtree(RUNTIME, ignore_errors=True)
    write(kept | {"sizes.json": json.dumps(sizes).encode()}, place)
    print(f"Staged {sizes[0] / 1e6:.1f} MB in {os.path.relpath(place)}; a host sends {sizes[1] / 1e6:.1f} MB of them.")


if __name__ == "__main__":
    main()
