"""What the article says, what others say and what the site calls things, as data; and how a data file is read."""

import re
import tomllib
from importlib.resources import files
from typing import Any

_LIBRARY = files("guide_lib")

DATED = re.compile(r"(\d{4}(-\d\d(-\d\d)?)?)?")
"""A date as the data files have it: a day, a month, a year, or nothing."""


def read_toml(name: str) -> dict[str, Any]:
    """Return a data file of the library, by its path in there, as a table."""
    return tomllib.loads(read_text(name))


def read_text(name: str) -> str:
    """Return a data file of the library, by its path in there, as it is written."""
    return _LIBRARY.joinpath(name).read_bytes().decode()
