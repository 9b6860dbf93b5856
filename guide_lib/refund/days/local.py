"""The names of days off in the language that the guide speaks, where `holidays` has them, else in English."""

from collections.abc import Mapping
from functools import cache
from itertools import zip_longest

from guide_lib.refund.days.places import entity, subdivisions
from guide_lib.words.language import ENGLISH, language

_YEARS = range(2024, 2030)
"""A name is looked for in these years: most return each year."""


def in_words(country: str, name: str) -> str:
    """Return what a day off, or several that fall together, is called in this language.

    >>> in_words("DE", "New Year's Day")
    "New Year's Day"
    """
    code = language()
    if code == ENGLISH:
        return name
    known = _names(country, code)
    return "; ".join(known.get(each, each) for each in name.split("; "))


@cache
def _names(country: str, code: str) -> Mapping[str, str]:
    """Return what the days off of a country and of its parts are called in a language, by their English names."""
    source = entity(country)
    spoken = [each for each in source.supported_languages if each.split("_")[0] == code.split("-", maxsplit=1)[0]]
    if not spoken:
        return {}
    found: dict[str, str] = {}
    for part in (None, *subdivisions(country)):
        given = {"years": _YEARS, "expand": False, "subdiv": part, "categories": source.supported_categories}
        here, there = (source(**given, language=each) for each in ("en_US", spoken[0]))
        for day, names in here.items():
            pairs = zip_longest(names.split("; "), there.get(day, "").split("; "))
            found.update((one, other) for one, other in pairs if one and other and one not in found)
    return found
