"""The words that a reader sees, with the labels of the site and the figures of the claims put in."""

from functools import cache
from typing import Any

from guide_lib.claims import CLAIMS, LABELS, figure, read_toml
from guide_lib.errors import unknown
from guide_lib.text import Text, fill


def _value(field: str) -> str:
    return str(figure(field)) if field in CLAIMS else LABELS[field]


@cache
def _words() -> dict[str, Any]:
    return read_toml("words.toml")


def words(*path: str) -> Any:
    """Return what the word file holds under these names; UnknownNameError for a name that is not there."""
    here: Any = _words()
    for name in path:
        if name not in here:
            raise unknown("entry in the word file", ".".join(path), here)
        here = here[name]
    return here


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
