"""The language in which the guide speaks: English, or another for as long as it is asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from typing import Any

from guide_lib.errors import unknown

ENGLISH = "en"

_LANGUAGE = ContextVar("language", default=ENGLISH)


def language() -> str:
    """Return the language in which the guide speaks now, by its code (BCP 47)."""
    return _LANGUAGE.get()


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages that the guide speaks, English first."""
    names = (path.name.partition(".") for path in files("guide_lib.words").iterdir())
    found = sorted(code for code, _, kind in names if kind == "toml")
    return (ENGLISH, *(code for code in found if code != ENGLISH))


@cache
def locale(code: str) -> Any:
    """Return what CLDR has for a language; Babel, which is large, is imported for this alone."""
    from babel import Locale  # noqa: PLC0415

    return Locale.parse(code, sep="-")


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """Let the guide speak another language here, in this thread or task alone; UnknownNameError for one it has not.

    >>> with in_language("en"):
    ...     language()
    'en'
    """
    given = str(code).strip().replace("_", "-").casefold()
    known = {each.casefold(): each for each in languages()}
    if given not in known:
        raise unknown("language of the guide", code, languages())
    token = _LANGUAGE.set(known[given])
    try:
        yield
    finally:
        _LANGUAGE.reset(token)
