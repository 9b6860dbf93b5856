"""What the article says, what others say and what the site calls things, as data; and how a data file is read."""

import re
import tomllib
from collections.abc import Collection
from importlib.resources import files
from typing import Any

from guide_lib.errors import GuideError

_LIBRARY = files("guide_lib")

DATED = re.compile(r"(\d{4}(-\d\d(-\d\d)?)?)?")
"""A date as the data files have it: a day, a month, a year, or nothing."""


def read_toml(name: str) -> dict[str, Any]:
    """Return a data file of the library, by its path in there, as a table."""
    return tomllib.loads(read_text(name))


def read_text(name: str) -> str:
    """Return a data file of the library, by its path in there, as it is written."""
    return _LIBRARY.joinpath(name).read_bytes().decode()


def check_fields(called: str, row: dict[str, Any], known: Collection[str], needed: Collection[str], kind: str) -> None:
    """Check that a row has what it needs, nothing of another name, and dates; GuideError, by its name, if not."""
    if lacking := sorted(name for name in needed if row.get(name) is None):
        raise GuideError(f"{called}: it has no {' and no '.join(lacking)}.")
    if odd := sorted(row.keys() - set(known)):
        raise GuideError(f"{called}: it has {' and '.join(odd)}, which is no field of a {kind}.")
    for name in ("as_of", "read"):
        if not DATED.fullmatch(row.get(name, "")) or (name == "read" and not row[name]):
            raise GuideError(f"{called}: {name} is no date; write 2025-03-16, 2025-03 or 2025, and nothing for none.")
