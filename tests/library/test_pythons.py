"""The library on the other Pythons that it is for, as far as this machine has them; the workflow has them all."""

import shutil
import subprocess
import sys
import tomllib

import pytest
from conftest import ROOT

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
HERE = "{}.{}".format(*sys.version_info)
DOCTESTS = ("python", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "0", "guide_lib")


def _uv(*arguments: str) -> subprocess.CompletedProcess[str]:
    uv = shutil.which("uv")
    if uv is None:
        pytest.skip("no uv on the PATH")
    command = [uv, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("python", [each for each in PYTHONS if each != HERE])
def test_the_examples_of_the_library_hold(python: str) -> None:
    found = _uv("python", "find", "--no-python-downloads", python)
    if found.returncode:
        pytest.skip(f"this machine has no Python {python}")
    apart = ("--offline", "--isolated", "--no-default-groups", "--group", "test", "--python", found.stdout.strip())
    if _uv("run", *apart, "python", "-c", "").returncode:
        pytest.skip(f"what the library needs is not at hand for Python {python}; a test fetches nothing")
    done = _uv("run", *apart, *DOCTESTS)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_oldest_python_is_the_one_that_is_promised() -> None:
    assert SETTINGS["project"]["requires-python"] == f">={PYTHONS[0]}"
    workflow = (ROOT / ".github/workflows/ci.yml").read_text("utf-8")
    assert [each for each in PYTHONS if f'"{each}"' not in workflow] == []
