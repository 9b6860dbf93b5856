"""What the library and the site are made with may be used, changed and passed on by anybody."""

import tomllib
from email.message import Message
from importlib.metadata import Distribution

import pytest
from conftest import ROOT

from licences import licence, packages

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
FREE = {
    *("0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause"),
    *("CC0-1.0", "ISC", "MIT", "MPL-2.0", "PSF-2.0", "Zlib"),
}
NEEDED = {
    "library": SETTINGS["project"]["dependencies"],
    "numpy": SETTINGS["project"]["optional-dependencies"]["numpy"],
    "site": SETTINGS["dependency-groups"]["site"],
}


@pytest.mark.parametrize("part", NEEDED)
def test_everything_is_under_a_free_licence(part: str) -> None:
    found = packages(NEEDED[part])
    assert found
    assert [each for each in found if not _is_free(each.licence)] == []


def _is_free(licence: str) -> bool:
    return all(FREE.intersection(part.strip("()").split(" OR ")) for part in licence.split(" AND "))


@pytest.mark.parametrize(("licence", "free"), [("MIT AND GPL-3.0", False), ("GPL-3.0 OR MIT", True), ("", False)])
def test_of_two_that_hold_together_both_are_free(licence: str, free: bool) -> None:
    assert _is_free(licence) is free


def test_what_a_package_needs_is_found_too() -> None:
    names = [each.name for each in packages(["holidays"])]
    assert names == sorted({"holidays", "python-dateutil", "six"})


@pytest.mark.parametrize(
    ("told", "is_"),
    [
        ({"License-Expression": "MIT", "License": "old"}, "MIT"),
        ({"Classifier": "License :: OSI Approved :: ISC License (ISCL)"}, "ISC"),
        ({"Classifier": "License :: OSI Approved", "License": "Apache 2.0"}, "Apache-2.0"),
        ({"License": "Copyright (c) somebody\n\nPermission is hereby granted"}, ""),
        ({}, ""),
    ],
)
def test_a_licence_is_what_the_package_names(told: dict[str, str], is_: str) -> None:
    class Told(Distribution):
        @property
        def metadata(self) -> Message:  # type: ignore[override]
            message = Message()
            for key, value in told.items():
                message[key] = value
            return message

        def read_text(self, filename: str) -> None:
            raise NotImplementedError

        locate_file = read_text  # type: ignore[assignment]

    assert licence(Told()) == is_
