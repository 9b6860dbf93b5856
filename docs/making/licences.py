"""Under which licences the packages stand that the library and the site are made with, as they are installed."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PAGE = "licences.md"
NAMES = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
"""The names that packages without an SPDX expression give, and their short ones."""


@dataclass(frozen=True, slots=True, order=True)
class Package:
    """A package, its release and its licence; empty where it names none."""

    name: str
    release: str
    licence: str


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Give a site that has the page for it `library_licences` and `site_licences`."""
    if files.get_file_from_path(PAGE):
        root = Path(config.config_file_path).parent
        settings: dict[str, Any] = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
        library = packages(settings["project"]["dependencies"])
        site = packages(settings["dependency-groups"]["site"])
        config.extra |= {"library_licences": library, "site_licences": [each for each in site if each not in library]}
    return files


def packages(needed: list[str]) -> list[Package]:
    """Return what these requirements bring, and what that needs, in order of their names."""
    found: dict[str, Package] = {}
    open_ones = [Requirement(line) for line in needed]
    while open_ones:
        asked = open_ones.pop()
        name = canonicalize_name(asked.name)
        for extra in ("", *asked.extras):
            key = f"{name}[{extra}]" if extra else name
            if key in found or not (package := _installed(name)):
                continue
            found[key] = Package(name, package.version, licence(package))
            open_ones += _needs(package, extra)
    return sorted(set(found.values()))


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:  # needed on other systems only
        return None


def _needs(package: Distribution, extra: str) -> Iterator[Requirement]:
    for line in package.requires or ():
        needed = Requirement(line)
        if needed.marker is None or needed.marker.evaluate({"extra": extra}):
            yield needed


def licence(package: Distribution) -> str:
    """Return the licence that a package names: its expression, else its classifiers, else its first short line."""
    told = package.metadata
    if told["License-Expression"]:
        return str(told["License-Expression"])
    classified = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier") or () if line.startswith("License")]
    if named := [NAMES.get(name, name) for name in classified if name != "OSI Approved"]:
        return " OR ".join(named)
    written = str(told["License"] or "").strip()
    return NAMES.get(written, written) if re.fullmatch(r"[^\n]{1,40}", written) else ""
