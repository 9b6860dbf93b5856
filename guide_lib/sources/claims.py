"""What the article says, claim by claim, with its figures and labels, and what other sources say about the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar

from guide_lib.errors import GuideError, unknown
from guide_lib.sources import read_toml
from guide_lib.sources.text import Label

V = TypeVar("V")


class Kind(StrEnum):
    """What sort of statement a claim is."""

    RULE = "rule"
    FIGURE = "figure"
    STEP = "step"
    ADVICE = "advice"
    WARNING = "warning"


class Unit(StrEnum):
    """What a figure counts."""

    MINUTE = "minute"
    DAY = "day"
    BANKING_DAY = "banking day"
    DOLLAR = "dollar"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the article with its unit; the count is None where the article names a unit and counts nothing."""

    count: int | None
    unit: Unit

    def __int__(self) -> int:
        """Return the count; GuideError where the article counts nothing."""
        if self.count is None:
            raise GuideError(f"The article names the unit {self.unit} and no number; it cannot be counted with.")
        return self.count

    def at_most(self) -> timedelta:
        """Return the longest time that the figure can mean; "minutes" without a number end where an hour begins.

        GuideError for a figure that is no length of time by the clock, such as banking days or dollars.
        """
        match self.unit:
            case Unit.MINUTE:
                return timedelta(minutes=60 if self.count is None else self.count)
            case Unit.DAY:
                return timedelta(days=int(self))
        raise GuideError(f"A {self.unit} is not a length of time by the clock; only minutes and days are.")


@dataclass(frozen=True, slots=True)
class Fact:
    """What another public page says about some claims, and whether it agrees with them; where, and as of when.

    stance: agrees, differs or adds; by: site, copy or third; as_of: an ISO date, a year, or empty where none is given.
    """

    id: str
    stance: str
    about: tuple[str, ...]
    says: str
    by: str
    where: str
    as_of: str
    note: str = ""
    short: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One checkable statement of the article: where it stands, what kind it is, what it says, and what others say.

    In what it `says` the labels and the figure are named in braces; `words.claim` fills them in.
    """

    id: str
    at: str
    kind: Kind
    says: str
    figure: Figure | None
    others: tuple[Fact, ...]


class _Known(dict[str, V]):
    """A table in which an unknown key is an error that names it."""

    def __init__(self, what: str, rows: Mapping[str, V]) -> None:
        super().__init__(rows)
        self.what = what

    def __missing__(self, key: str) -> V:
        raise unknown(self.what, key, self)


_ROWS = read_toml("sources/claims.toml")

LABELS: Mapping[str, Label] = MappingProxyType(
    _Known("label", {key: Label(label) for key, label in _ROWS.pop("labels").items()})
)
"""What the site writes on its buttons and fields, by the names that the claims and the words call them."""

FACTS: tuple[Fact, ...] = tuple(
    Fact(**row | {"about": tuple(row["about"])}) for row in read_toml("sources/other_sources.toml")["fact"]
)
"""What other sources say, with the claims that it is about."""


def _claim(id: str, row: Mapping[str, Any]) -> Claim:
    figure = Figure(row["figure"].get("count"), Unit(row["figure"]["unit"])) if "figure" in row else None
    return Claim(id, row["at"], Kind(row["kind"]), row["says"], figure, tuple(f for f in FACTS if id in f.about))


CLAIMS: Mapping[str, Claim] = MappingProxyType(_Known("claim", {id: _claim(id, row) for id, row in _ROWS.items()}))
"""What the article says, by id (`C01` to `C41`), in the order of its paragraphs."""


def figure(id: str) -> Figure:
    """Return the figure of a claim; UnknownNameError for no such claim, GuideError for a claim without one.

    >>> int(figure("C14"))
    15
    """
    found = CLAIMS[id].figure
    if found is None:
        others = ", ".join(claim.id for claim in CLAIMS.values() if claim.figure)
        raise GuideError(f"Claim {id} carries no figure; those that do are {others}.")
    return found
