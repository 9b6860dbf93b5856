"""Stage JupyterLite, which opens a page as a notebook, in docs/lite/: docs/making/stage.py calls this.

`uv run --isolated --group live docs/making/stage_lite.py PYODIDE` is given the folder of the npm package. The
notebooks, the library and the settings are not in it: docs/making/lite.py adds these to each build of the site.
"""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import Distribution, distribution
from pathlib import Path
from tempfile import TemporaryDirectory

from archives import Files, named, write, zipped
from stage import files, needed

LITE = Path(__file__).resolve().parents[1] / "lite"
EXTENSION = Path(sys.prefix, "share/jupyter/labextensions/@jupyterlite/pyodide-kernel-extension/static")
KERNEL = ("ipykernel", "pyodide_kernel")
"""What the extension itself brings for Python; its installer is replaced (docs/making/jupyterlite/)."""
WANTED = ("guide-lib", "ipython", "jedi", "comm")
APP = ("build", "extensions", "api/translations", "config-utils.js", "jupyter-lite.json")
LEFT_OUT = {".map", ".eot", ".ttf", ".svg", ".whl"}
"""What is for debuggers, for older browsers, or for the installer that is replaced."""


def app(folder: Path) -> Files:
    """Return the notebook application, as its own command lays it out in a folder."""
    command = [sys.executable, "-m", "jupyterlite_core", "build", "--apps=notebooks", "--no-sourcemaps"]
    command += ["--no-unused-shared-packages", f"--lite-dir={folder}", f"--output-dir={folder / 'out'}"]
    # This environment has extensions for other purposes, too.
    command += ["--ignore-sys-prefix", f"--LiteBuildConfig.federated_extensions={EXTENSION.parent}"]
    done = subprocess.run(command, check=False, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"JupyterLite could not be built:\n{done.stdout}{done.stderr}")
    paths = (path for name in APP for path in [folder / "out" / name, *(folder / "out" / name).rglob("*")])
    kept = (path for path in paths if path.is_file() and path.suffix not in LEFT_OUT)
    return {path.relative_to(folder / "out").as_posix(): path.read_bytes() for path in kept}


def libraries() -> Files:
    """Return the sources of what the guide and the kernel need."""
    found: dict[str, Distribution] = {name: distribution(name) for name in WANTED[1:]}
    for name in WANTED:
        needed(name, found)
    inside = {path.as_posix(): data for each in found.values() for path, data in files(each)}
    for name in KERNEL:
        with zipfile.ZipFile(next(EXTENSION.glob(f"pypi/{name}-*.whl"))) as given:
            inside |= {each: given.read(each) for each in given.namelist()}
    return inside


def main() -> None:
    """Stage everything anew, under a name that tells what is in it."""
    with TemporaryDirectory() as scratch:
        kept = app(Path(scratch))
    kept["python_stdlib.zip"] = Path(sys.argv[1], "python_stdlib.zip").read_bytes()
    kept["libraries.zip"] = zipped(libraries())
    lock = json.loads(Path(sys.argv[1], "pyodide-lock.json").read_text(encoding="utf-8"))
    kept["pyodide-lock.json"] = json.dumps(lock | {"packages": {}}).encode()
    place = LITE / named(kept)
    shutil.rmtree(LITE, ignore_errors=True)
    write(kept, place)
    print(f"Staged {sum(map(len, kept.values())) / 1e6:.1f} MB in {os.path.relpath(place)}.")


if __name__ == "__main__":
    main()
