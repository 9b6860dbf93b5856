"""What the library says when it is asked something it cannot answer: one sentence, what was wrong and what is right."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import TypeVar

V = TypeVar("V")


class GuideError(ValueError):
    """A question that cannot be answered as it was put; its text is one sentence for a person."""


class UnknownNameError(GuideError, LookupError):
    """A status, event, claim, country or the like that does not exist."""


class NotAllowedError(GuideError):
    """An event that cannot happen in this status."""


def quoted(given: object, limit: int = 40) -> str:
    """Return what was given as a short, printable quotation.

    >>> quoted("a" * 100)
    "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…'"
    """
    text = given if isinstance(given, str) else repr(given)
    return ascii(text[: limit - 1]).removesuffix("'") + "…'" if len(text) > limit else repr(text)


def unknown(what: str, given: object, known: Iterable[str]) -> UnknownNameError:
    """Return the error for a name that is not among the known ones, with the nearest right ones.

    >>> unknown("status", "canceled", ["cancelled", "refunded"])
    UnknownNameError("There is no status 'canceled'; did you mean cancelled?")
    """
    names = [str(name) for name in known]
    near = get_close_matches(str(given)[:80].casefold(), names)
    some = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
    hint = f"did you mean {' or '.join(near)}?" if near else f"it is one of {some}."
    return UnknownNameError(f"There is no {what} {quoted(given)}; {hint}")


class Known(dict[str, V]):
    """A table in which an unknown key is an error that names it and the nearest right ones."""

    def __init__(self, what: str, rows: Mapping[str, V]) -> None:
        """Keep the rows, and what one of them is called, such as "claim"."""
        super().__init__(rows)
        self.what = what

    def __missing__(self, key: str) -> V:
        raise unknown(self.what, key, self)
