"""A copy of the guide, as somebody who has just cloned it would find it."""

import shutil
from pathlib import Path

from conftest import ROOT

PARTS = (
    "CONTRIBUTING.md",
    "LICENSE",
    "README.md",
    "docs",
    "guide_lib",
    "mkdocs.yml",
    "notebooks",
    "pyproject.toml",
    "tests",
)


def copied(target: Path) -> Path:
    """Copy the tree without what was made from it, and return the copy."""
    target.mkdir(parents=True)
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, target / part, ignore=shutil.ignore_patterns("__pycache__", "node_modules", ".*"))
        else:
            shutil.copy(source, target / part)
    return target
