"""The words that a reader sees, with the labels of the site and the figures of the claims put in."""

from functools import cache
from typing import Any

from guide_lib.errors import GuideError, unknown
from guide_lib.sources import read_toml
from guide_lib.sources.claims import CLAIMS, Claim, figure
from guide_lib.sources.facts import topics
from guide_lib.sources.figures import Figure
from guide_lib.sources.labels import ARTICLE, labels
from guide_lib.sources.text import Label, Text, fill
from guide_lib.words.language import ENGLISH, language, locale


@cache
def _words(language: str) -> dict[str, Any]:
    return read_toml(f"words/{language}.toml")


def words(*path: str) -> Any:
    """Return what the word file holds under these names; UnknownNameError for a name that is not there."""
    return _at(language(), path)


def in_english(*path: str) -> Any:
    """Return what the English word file holds under these names; UnknownNameError as `words`."""
    return _at(ENGLISH, path)


def _at(code: str, path: tuple[str, ...]) -> Any:
    here: Any = _words(code)
    for name in path:
        if name not in here:
            raise unknown("entry in the word file", ".".join(path), here)
        here = here[name]
    return here


def translated(english: str, *path: str) -> str:
    """Return what a row of data says: in English as it stands there, else the words under these names."""
    return english if language() == ENGLISH else str(words(*path))


def told(*path: str, **values: object) -> str:
    """Return the words under these names with these values put in, as they are; UnknownNameError as `words`.

    >>> told("refund", "verdict", "data", data="holidays 0.109")
    'Holiday data: holidays 0.109.'
    """
    template: str = words(*path)
    return template.format(**values)


def say(*path: str) -> Text:
    """Return the words under these names, filled in; UnknownNameError for a field that is no label, claim or topic.

    >>> str(say("step", "see_progress", "text"))
    'Open **My Orders**, then **Returns and disputes**.'
    """
    return fill(words(*path), _said)


def _said(field: str) -> str:
    topic, _, part = field.partition(".")
    if field in CLAIMS:
        return amount(figure(field))
    if topic not in topics():
        return label(field)
    found = topics()[topic]
    if part in found.answers:
        return counted(found.answers[part], "page")
    if found.figure is None:
        raise GuideError(f"Other pages give no figure on {topic}; the words cannot name it as {{{field}}}.")
    return _ends(found.figure, part)


def _ends(figure: Figure, part: str) -> str:
    """Return a figure in words, or only its `least`, or its `range` without the unit."""
    if part == "range" and figure.least is not None:
        return told("amount", "range", least=figure.least, most=figure.count)
    return amount(figure.lowest if part == "least" else figure)


def label(id: str) -> Label:
    """Return what the site calls a status or a button in this language, or in English where nobody has seen that.

    UnknownNameError for no such label.
    """
    return labels(language())[id]


def claim(row: Claim) -> Text:
    """Return what a claim says, filled in; UnknownNameError for a field that is no label and no figure of it.

    >>> claim(CLAIMS["C38"]).plain
    'After a successful cancellation the money is usually there within 14 days.'
    """
    own = {"figure": amount(row.figure)} if row.figure else {}
    return fill(translated(row.says, "claim", row.id), lambda field: own.get(field) or ARTICLE[field])


def amount(figure: Figure) -> str:
    """Return a figure in words.

    >>> from guide_lib.sources.figures import Unit
    >>> amount(Figure(15, Unit.BANKING_DAY)), amount(Figure(1, Unit.DAY)), amount(Figure(None, Unit.MINUTE))
    ('15 banking days', 'a day', 'minutes')
    >>> amount(Figure(72, Unit.HOUR, least=48))
    '48 to 72 hours'
    """
    category = "any" if figure.count is None else plural(figure.count)
    count = figure.count if figure.least is None else told("amount", "range", least=figure.least, most=figure.count)
    return told("amount", figure.unit, category, count=count)


def counted(count: int, unit: str) -> str:
    """Return a number of something in words.

    >>> counted(1, "day"), counted(3, "banking day")
    ('1 day', '3 banking days')
    """
    return told("unit", unit, plural(count), count=count)


def plural(count: int) -> str:
    """Return the plural category of a count (CLDR)."""
    if language() == ENGLISH:
        return "one" if count == 1 else "other"
    return str(locale(language()).plural_form(count))


def name(status: str) -> str:
    """Return what a reader calls a status.

    >>> name("awaiting_shipment")
    'Awaiting shipment'
    """
    plain = say("status", status, "name").plain
    return plain[0].upper() + plain[1:]
