"""Words for a person, in which the labels of the site stand out from the rest."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from string import Formatter


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


def fill(template: str, value: Callable[[str], str]) -> Text:
    """Return a template as text, with what `value` gives for each name in braces; a Label stays one.

    >>> str(fill("Press {button}.", {"button": Label("Send")}.__getitem__))
    'Press **Send**.'
    """
    return Text(tuple(_parts(template, value)))


def _parts(template: str, value: Callable[[str], str]) -> Iterator[str]:
    for words, field, _, _ in Formatter().parse(template):
        if words:
            yield words
        if field is not None:
            yield value(field)
