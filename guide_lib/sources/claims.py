"""What the article says, claim by claim, with its figures, and what other sources say about the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from guide_lib.errors import GuideError, Known
from guide_lib.sources import read_toml
from guide_lib.sources.facts import Fact, facts
from guide_lib.sources.figures import Figure, written


class Kind(StrEnum):
    """What sort of statement a claim is."""

    RULE = "rule"
    FIGURE = "figure"
    STEP = "step"
    ADVICE = "advice"
    WARNING = "warning"


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

    @property
    def others(self) -> tuple[Fact, ...]:
        """What other sources say about the same, newest first."""
        return tuple(fact for fact in facts() if self.id in fact.about)


_ROWS = {id: row for id, row in read_toml("sources/claims.toml").items() if id != "labels"}


def _claim(id: str, row: Mapping[str, Any]) -> Claim:
    figure = written(row["figure"]) if "figure" in row else None
    return Claim(id, row["at"], Kind(row["kind"]), row["says"], figure)


CLAIMS: Mapping[str, Claim] = MappingProxyType(Known("claim", {id: _claim(id, row) for id, row in _ROWS.items()}))
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
