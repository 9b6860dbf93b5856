"""What the site calls its statuses and buttons: as people who describe it have seen it, and as the article has it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from types import MappingProxyType
from typing import Any

from guide_lib.errors import GuideError, Known
from guide_lib.sources import check_fields, read_toml
from guide_lib.sources.text import Label

ENGLISH = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Words that were seen on the site, for a status or a button: where, as of when, and when that was read.

    ids: what it is called in the words and claims, more than one where the site has one button for what the article
    names twice; as_of: the newest date that a page gives, or empty.
    """

    ids: tuple[str, ...]
    language: str
    says: str
    where: tuple[str, ...]
    as_of: str
    read: str
    note: str = ""


def seen_of(row: dict[str, Any]) -> Seen:
    """Return a row of the file; GuideError, naming the row, for one that lacks something or that nobody has seen."""
    called = f"labels.toml, {row.get('says', row.get('ids', 'a row without words'))}"
    known = {field.name for field in fields(Seen)}
    check_fields(called, row, known, known - {"note", "as_of"}, "label")
    if not (row["ids"] and row["where"]):
        raise GuideError(f"{called}: it names no status or nowhere; a label stands where somebody has seen it.")
    return Seen(**row | {"ids": tuple(row["ids"]), "where": tuple(row["where"]), "as_of": row.get("as_of", "")})


SEEN: tuple[Seen, ...] = tuple(map(seen_of, read_toml("sources/labels.toml")["label"]))
"""What was seen on the site, by id and language the best evidenced first."""

ARTICLE: Mapping[str, Label] = MappingProxyType(
    Known("label", {id: Label(label) for id, label in read_toml("sources/claims.toml")["labels"].items()})
)
"""What the article calls them, in a machine's translation."""


def seen(id: str, language: str = ENGLISH) -> tuple[Label, ...]:
    """Return what the site calls a status or a button in a language, the best evidenced first.

    >>> seen("payment_verification")[0]
    'Payment being verified'
    """
    return tuple(Label(row.says) for row in SEEN if id in row.ids and row.language == language)


@cache
def spoken(language: str) -> frozenset[str]:
    """Return the labels that were seen in a language."""
    return frozenset(row.says for row in SEEN if row.language == language)


@cache
def labels(language: str) -> Mapping[str, Label]:
    """Return what the site writes on its buttons and fields in a language, by id.

    Where nobody has seen that: what it writes in English, or else what the article has.
    """
    ids = dict.fromkeys([*ARTICLE, *(id for row in SEEN if row.language == ENGLISH for id in row.ids)])
    found = {id: (*seen(id, language), *_in_english(id)) for id in ids}
    return MappingProxyType(Known("label", {id: names[0] for id, names in found.items() if names}))


def _in_english(id: str, most: int | None = None) -> tuple[Label, ...]:
    return (*seen(id)[:most], *filter(None, [ARTICLE.get(id)]))


LABELS: Mapping[str, Label] = labels(ENGLISH)
"""What the site writes on its buttons and fields in English, by id."""


def also(id: str, language: str = ENGLISH) -> tuple[Label, ...]:
    """Return what else a status or a button is called, by others who saw it and then by the article.

    In another language: by others who saw it there, and then in English, as the site and the article have it.

    >>> also("payment_verification")
    ('Payment is checked',)
    """
    names = dict.fromkeys([*seen(id, language), *_in_english(id, None if language == ENGLISH else 1)])
    known = labels(language)
    first = known[id].casefold() if id in known else ""
    return tuple(name for name in names if name.casefold() != first)
