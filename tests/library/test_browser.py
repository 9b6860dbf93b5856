"""Which browser the tests take, and what the run says where there is none."""

import os
import subprocess
import sys
from pathlib import Path

from conftest import NO_CHROMIUM, ROOT, chromium_on


def _planted(folder: Path, name: str) -> str:
    path = folder / name
    path.write_text("#!/bin/sh\n", "utf-8")
    path.chmod(0o755)
    return str(path)


def test_the_systems_chromium_comes_first_then_playwrights(tmp_path: Path) -> None:
    assert chromium_on(str(tmp_path), lambda: str(tmp_path / "none")) is None
    playwrights = _planted(tmp_path, "chrome")
    assert chromium_on(str(tmp_path), lambda: playwrights) == playwrights
    systems = _planted(tmp_path, "chromium")
    assert chromium_on(str(tmp_path), lambda: playwrights) == systems


def test_a_run_without_a_browser_says_how_many_tests_it_left_out_and_how_to_get_one(tmp_path: Path) -> None:
    test = tmp_path / "test_of_a_page.py"
    test.write_text("def test_one(chromium): pass\ndef test_two(chromium): pass\n", "utf-8")
    env = os.environ | {"PATH": str(tmp_path), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path), "CI": "", "PYTHONPATH": ""}
    options = ("-q", "-n", "0", "-o", "addopts=", "-p", "conftest", "-p", "no:cacheprovider")
    command = [sys.executable, "-m", "pytest", *options, f"--rootdir={tmp_path}", str(test)]
    env["PYTHONPATH"] = str(ROOT / "tests")
    said = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=120, check=False)
    assert f"2 tests that need a browser were skipped: {NO_CHROMIUM}." in said.stdout
