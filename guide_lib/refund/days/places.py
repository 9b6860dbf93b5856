"""Countries and their subdivisions, as `holidays` knows them, by code or by name; and what they call their days off."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from itertools import zip_longest
from typing import Any
from unicodedata import combining, normalize

from guide_lib.errors import UnknownNameError, quoted
from guide_lib.words import in_english, words
from guide_lib.words.dates import called
from guide_lib.words.language import ENGLISH, language, locale

_YEARS = range(2024, 2030)
"""A name is looked for in these years: most return each year."""


@cache
def countries() -> dict[str, str]:
    """Return the English name of every country, by its ISO 3166-1 code of two letters.

    >>> countries()["KR"]
    'South Korea'
    """
    from holidays.registry import COUNTRIES  # noqa: PLC0415

    return {code: _spaced(name) for name, code, *_ in COUNTRIES.values()}


def _spaced(name: str) -> str:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name)
    return re.sub(r"\b(?:And|Of|The)\b", lambda match: match[0].lower(), words)


def place(country: str, subdivision: str | None = None) -> str:
    """Return how a country or its subdivision, both as codes, is called after "in"; in other languages as in a list.

    >>> place("US"), place("GB", "ENG"), place("IT", "Pesaro")
    ('the United States', 'England', 'Pesaro')
    """
    if subdivision is None and language() != ENGLISH:
        return str(locale(language()).territories.get(country) or countries()[country])
    if subdivision is None:
        return str(words("places").get(country) or countries()[country])
    return next(
        (alias for alias, code in entity(country).subdivisions_aliases.items() if code == subdivision), subdivision
    )


def country_code(given: str) -> str:
    """Return the ISO 3166-1 code of two letters for a country's code or English name, in any case.

    UnknownNameError, with the nearest right ones, for what is neither.

    >>> country_code("de"), country_code("Germany"), country_code("UK")
    ('DE', 'DE', 'GB')
    >>> country_code("Germny")
    Traceback (most recent call last):
    guide_lib.errors.UnknownNameError: There is no country 'Germny'; did you mean Germany (DE)?
    """
    from holidays.registry import COUNTRIES  # noqa: PLC0415

    name = str(given).strip()
    wanted = name.upper()
    for codes in COUNTRIES.values():
        if wanted in codes:
            return str(codes[1])
    known = {code.casefold(): code for code in countries()} | _country_names()
    return known.get(name.casefold()) or _fail("country", given, known, countries())


@cache
def _country_names() -> dict[str, str]:
    names = {name.casefold(): code for code, name in countries().items()}
    return names | {name.casefold(): code for code, name in in_english("places").items()}


def subdivision_code(country: str, given: str) -> str:
    """Return the code that `holidays` uses for a subdivision, given by code or name in any case; "GB-ENG" is "ENG".

    UnknownNameError, with the nearest right ones, for what the country does not have.

    >>> subdivision_code("GB", "england"), subdivision_code("DE", "DE-BY")
    ('ENG', 'BY')
    """
    aliases: dict[str, str] = entity(country).subdivisions_aliases
    labels = dict.fromkeys(subdivisions(country)) | {code: name for name, code in reversed(aliases.items())}
    known = {name.casefold(): code for name, code in aliases.items()} | {code.casefold(): code for code in labels}
    name = str(given).strip().casefold().removeprefix(f"{country.casefold()}-")
    if not known:
        raise UnknownNameError(f"There is no subdivision {quoted(given)}; {place(country)} has none, so leave it out.")
    return known.get(name) or _fail(f"subdivision of {place(country)}", given, known, labels)


def subdivisions(country: str) -> tuple[str, ...]:
    """Return the codes of a country's subdivisions that `holidays` knows, none where it knows no difference."""
    found: tuple[str, ...] = entity(country).subdivisions
    return found


def in_order(name: str) -> str:
    """Return what a name is sorted by in a list: its letters without accents, in no capitals.

    >>> sorted(["Zimbabwe", "Åland", "Albania"], key=in_order)
    ['Åland', 'Albania', 'Zimbabwe']
    """
    return "".join(sign for sign in normalize("NFKD", name).casefold() if not combining(sign))


def release() -> str:
    """Return the name and the release of the holiday data that is installed."""
    from holidays.version import __version__  # noqa: PLC0415

    return f"holidays {__version__}"


def entity(code: str) -> Any:
    """Return what `holidays` has for the code of a country or of a payment system, still unbuilt."""
    import holidays  # noqa: PLC0415 - heavy, and needed only once a date is asked for

    return getattr(holidays, code)


def in_words(country: str, name: str) -> str:
    """Return what a day off, or several that fall together, is called in this language.

    >>> in_words("RU", "Day off (substituted from 01/04/2026)")
    'a moved day off'
    """
    code, days = language(), called(name).split("; ")
    known: Mapping[str, str] = words()["holiday"]  # what `holidays` lacks
    if code == ENGLISH:
        return "; ".join(known.get(day, day) for day in days)
    known = {**known, **_names(country, code)}
    return "; ".join(known.get(day) or known.get(day.partition(" (")[0], day) for day in days)


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
            for one, other in pairs:
                if one and other:
                    found.setdefault(called(one), other if called(one) == one else other.partition(" (")[0])
    return found


def _fail(what: str, given: object, known: dict[str, str], labels: dict[str, Any]) -> str:
    near = dict.fromkeys(known[name] for name in get_close_matches(str(given)[:80].casefold(), known, cutoff=0.8))
    some = ", ".join(sorted(labels)[:12]) + (", …" if len(labels) > 12 else "")
    names = " or ".join(f"{labels[code]} ({code})" if labels[code] else code for code in near)
    raise UnknownNameError(
        f"There is no {what} {quoted(given)}; " + (f"did you mean {names}?" if near else f"it is one of {some}.")
    )
