"""What a number proves, in words for a person."""

from dataclasses import dataclass
from enum import StrEnum

from guide_lib.errors import quoted
from guide_lib.sources.claims import CLAIMS
from guide_lib.tracking.number import (
    COUNTRIES,
    S10,
    TABLES,
    MalformedError,
    OtherCarrierError,
    calc_check_digit,
    compact,
    validate,
)
from guide_lib.words import claim as said_by
from guide_lib.words import told, words


class Shape(StrEnum):
    """What the number alone proves: that it is wrong (`malformed`), or nothing (the other two)."""

    MALFORMED = "malformed"
    WELL_FORMED = "well_formed"
    OTHER_CARRIER = "other_carrier"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a post office number; `good` is None where S10 leaves it open."""

    name: str
    here: str
    good: bool | None

    @property
    def answer(self) -> str:
        """Whether the part is good, in a word or two."""
        return told("tracking", "table", "unsure" if self.good is None else "yes" if self.good else "no")


@dataclass(frozen=True, slots=True)
class Explained:
    """What can be said of a number, in words: the verdict, why, what it means for the reader, and the parts."""

    number: str
    shape: Shape
    verdict: str
    why: str
    means: str
    parts: tuple[Part, ...]
    claims: tuple[str, ...]

    def __str__(self) -> str:
        parts = (f"{part.name}: {part.here} ({part.answer})" for part in self.parts)
        return "\n".join((self.verdict, *parts, self.why, self.means))


def classify(number: str) -> Shape:
    """Return what the number alone proves; any text has an answer, anything but text is a GuideError."""
    return explain(number).shape


def explain(number: str) -> Explained:
    """Return in words what the number proves and what it does not; any text has an answer, the rest is a GuideError.

    >>> print(explain("RR473124829CN"))
    RR473124829CN has a good shape
    Kind of mail: RR, registered letter (yes)
    Eight digits and the check: 47312482\N{NO-BREAK SPACE}+\N{NO-BREAK SPACE}9 (yes)
    Country: CN (yes)
    It has two letters, nine digits and a country, and the check digit fits. Post offices write a number like this.
    This proves nothing about your parcel. One made-up number in ten has a good check digit too. \
A number that looked right can prove bad in three ways: it does not work, tracking stops, or the parcel goes to \
somebody else.
    """
    tidy = ""
    try:
        tidy = compact(number)
        validate(tidy)
        shape, why = Shape.WELL_FORMED, told("tracking", "well_formed", "why")
    except MalformedError as wrong:
        shape, why = Shape.MALFORMED, str(wrong)
    except OtherCarrierError as other:
        shape, why = Shape.OTHER_CARRIER, str(other)
    verdict = told("tracking", shape, "verdict", number=tidy) if tidy else told("tracking", "malformed", "unreadable")
    claim = "C34" if shape is Shape.MALFORMED else "C33"
    means = told("tracking", shape, "means", says=said_by(CLAIMS[claim]).plain)
    return Explained(tidy or quoted(number), shape, verdict, why, means, _parts(tidy), (claim,))


def _parts(tidy: str) -> tuple[Part, ...]:
    match = S10.fullmatch(tidy)
    if not match or match[4] not in COUNTRIES:
        return ()
    letters, serial, check, country = match.groups()
    names, kind = words("tracking", "parts"), _kind(letters)
    sort = told("tracking", "here", "kind", letters=letters, kind=told("tracking", "kinds", kind))
    digits = told("tracking", "here", "digits", serial=serial, check=check)
    return (
        Part(names["kind"], sort, None if kind == "unset" else True),
        Part(names["digits"], digits, check == calc_check_digit(serial)),
        Part(names["country"], country, True),
    )


def _kind(letters: str) -> str:
    for kind, spans in TABLES["kinds"].items():
        if any(span[:2] <= letters <= span[3:] for span in spans.split()):
            return str(kind)
    return "unset"
