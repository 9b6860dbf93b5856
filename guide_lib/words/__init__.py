"""The words that a reader sees, with the labels of the site and the figures of the claims put in."""

from functools import cache
from typing import Any

from guide_lib.errors import unknown
from guide_lib.sources import read_toml
from guide_lib.sources.claims import CLAIMS, LABELS, figure
from guide_lib.sources.text import Text, fill


def _value(field: str) -> str:
    return str(figure(field)) if field in CLAIMS else LABELS[field]


@cache
def _words() -> dict[str, Any]:
    return read_toml("words/en.toml")


def words(*path: str) -> Any:
    """Return what the word file holds under these names; UnknownNameError for a name that is not there."""
    here: Any = _words()
    for name in path:
        if name not in here:
            raise unknown("entry in the word file", ".".join(path), here)
        here = here[name]
    return here


def told(*path: str, **values: object) -> str:
    """Return the words under these names with these values put in, as they are; UnknownNameError as `words`.

    >>> told("refund", "verdict", "data", data="holidays 0.109")
    'Holiday data: holidays 0.109.'
    """
    template: str = words(*path)
    return template.format(**values)


def say(*path: str) -> Text:
    """Return the words under these names, filled in; UnknownNameError for a field that is no label and no claim.

    >>> str(say("step", "see_progress", "text"))
    'Open **My Orders**, then **Returns and disputes**.'
    """
    return fill(words(*path), _value)


def name(status: str) -> str:
    """Return what a reader calls a status.

    >>> name("awaiting_shipment")
    'Is expected to be sent'
    """
    plain = say("status", status, "name").plain
    return plain[0].upper() + plain[1:]
