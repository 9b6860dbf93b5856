"""The words that a reader sees, with the labels of the site and the figures of the claims put in."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import Any

from guide_lib.claims import CLAIMS, LABELS, figure, read_toml
from guide_lib.errors import unknown


class Label(str):
    """Words exactly as the site shows them."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Text:
    """Words for a person, in which the labels of the site are marked; as a string the labels stand between **."""

    parts: tuple[str, ...]

    def __str__(self) -> str:
        return "".join(f"**{part}**" if isinstance(part, Label) else part for part in self.parts)

    @property
    def labels(self) -> tuple[Label, ...]:
        """The labels in it, in order."""
        return tuple(part for part in self.parts if isinstance(part, Label))

    @property
    def plain(self) -> str:
        """The words with nothing marked."""
        return "".join(self.parts)


def fill(template: str) -> Text:
    """Return a template of the word file as text; UnknownNameError for a field that is no label and no claim.

    >>> str(fill("Open {orders}. It takes {C14}."))
    'Open **My Orders**. It takes 15 banking days.'
    """
    return Text(tuple(_parts(template)))


def _parts(template: str) -> Iterator[str]:
    for words, field, _, _ in Formatter().parse(template):
        if words:
            yield words
        if field is not None:
            yield str(figure(field)) if field in CLAIMS else Label(LABELS[field])


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
    """Return the words under these names, filled in.

    >>> str(say("step", "see_progress", "text"))
    'Open **My Orders**, then **Returns and disputes**.'
    """
    return fill(words(*path))


def name(status: str) -> str:
    """Return what a reader calls a status.

    >>> name("awaiting_shipment")
    'Is expected to be sent'
    """
    plain = say("status", status, "name").plain
    return plain[0].upper() + plain[1:]
