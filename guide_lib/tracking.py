"""Tracking numbers of post offices (S10 of the Universal Postal Union, UPU).

A post office writes the number of a parcel or letter as two letters for the kind of mail, eight digits, a check
digit, and the two letters of its country: standard S10, edition 12, of 17 October 2017
(https://www.upu.int/UPU/media/upu/files/postalSolutions/programmesAndServices/standards/S10-12.pdf).

The number alone tells three things apart, and never that a parcel exists:

>>> classify("RR 473 124 829 CN")  # well formed: proves nothing about a parcel
<Shape.WELL_FORMED: 'well_formed'>
>>> classify("RR 473 124 823 CN")  # the check digit is wrong: proves the number wrong
<Shape.MALFORMED: 'malformed'>
>>> classify("LP00123456789012")  # another carrier's: cannot be checked
<Shape.OTHER_CARRIER: 'other_carrier'>

Rejecting a right number is worse than letting a wrong one pass. So any two letters may begin a number (post
offices use at home even those that S10 reserves), and one that does not end in a country is another carrier's.

>>> validate("rr473124829cn")
'RR473124829CN'
>>> validate("RR473124823CN")
Traceback (most recent call last):
    ...
guide_lib.tracking.MalformedError: The ninth digit is the check: it is 3 but should be 9, so the number is wrong.
>>> calc_check_digit("47312482")
'9'
>>> format("RR473124829CN")
'RR 473 124 829 CN'
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from operator import mul
from string import ascii_letters, digits, punctuation
from types import MappingProxyType
from typing import Final
from unicodedata import category, name

from guide_lib.claims import CLAIMS, read_toml
from guide_lib.errors import GuideError, quoted

WORDS: Final = MappingProxyType(read_toml("tracking_words.toml"))
TABLES: Final = MappingProxyType(read_toml("tracking.toml"))
COUNTRIES: Final = frozenset(TABLES["countries"].split())
WEIGHTS: Final = (8, 6, 4, 2, 3, 5, 9, 7)

# Wide on purpose: the formats that carriers publish run from nine characters (Parcelforce) to 34 (FedEx).
SHORTEST, LONGEST = 5, 40

_S10 = re.compile(r"([A-Z]{2})([0-9]{8})([0-9])([A-Z]{2})")
_NEARLY_S10 = re.compile(r"[A-Z]{2}[0-9OIL]{8,10}([A-Z]{2})")
_CAINIAO = re.compile(r"LP[0-9]{12,16}")


class MalformedError(GuideError):
    """A number that is proved wrong; its text is one sentence for a person."""


class OtherCarrierError(GuideError):
    """A number that is not written as post offices write theirs, and cannot be checked."""


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
        return str(WORDS["table"]["unsure" if self.good is None else "yes" if self.good else "no"])


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

    def _repr_html_(self) -> str:
        from guide_lib.show.tracking import number_card  # noqa: PLC0415 - the look is loaded when it is looked at

        return number_card(self)


def compact(number: str) -> str:
    """Return the number without spaces and hyphens, in capitals; MalformedError where no carrier's can be meant.

    >>> compact(" rr-473 124 829-cn ")
    'RR473124829CN'
    """
    if not isinstance(number, str):
        raise GuideError(f"A tracking number is text, such as 'RR473124829CN'; {quoted(number)} is not.")
    # Numbers are copied from pages and chats: with line ends around them, dashes and hard spaces in them.
    body = number.strip("\t\r\n ")
    signs = ((place, sign) for place, sign in enumerate(body, 1) if category(sign) not in ("Zs", "Pd"))
    places = list(islice(signs, LONGEST + 1))
    if not places:
        raise MalformedError(WORDS["malformed"]["empty"])
    if len(places) > LONGEST:
        raise MalformedError(WORDS["malformed"]["long"].format(longest=LONGEST))
    for place, sign in places:
        if sign not in ascii_letters + digits:
            raise MalformedError(WORDS["malformed"]["character"].format(place=place, sign=_shown(sign)))
    if len(places) < SHORTEST:
        raise MalformedError(WORDS["malformed"]["short"].format(shortest=SHORTEST))
    tidy = "".join(sign for _, sign in places).upper()
    if not any(sign in digits for sign in tidy):
        raise MalformedError(WORDS["malformed"]["no_digit"])
    return tidy


def _shown(sign: str) -> str:
    """Return a sign that a keyboard has as it is, and any other, which may look like a letter, with its name."""
    if sign in punctuation:
        return str(WORDS["malformed"]["plain"].format(sign=sign))
    known = name(sign, "").capitalize() or f"U+{ord(sign):04X}"
    return str(WORDS["malformed"]["named"].format(sign=quoted(sign), name=known))


def calc_check_digit(serial: str) -> str:
    """Return the check digit of eight digits: weighted sum, modulo 11, from 11; 10 is written 0 and 11 is written 5.

    GuideError for anything but eight digits 0 to 9 (S10, 5.4).
    """
    if not isinstance(serial, str) or not re.fullmatch("[0-9]{8}", serial):
        raise GuideError(f"A check digit is worked out from eight digits, such as '47312482'; {quoted(serial)} is not.")
    rest = 11 - sum(map(mul, WEIGHTS, map(int, serial))) % 11
    return {10: "0", 11: "5"}.get(rest, str(rest))


def validate(number: str) -> str:
    """Return the compact number if it is well formed by S10; else MalformedError or OtherCarrierError."""
    tidy = compact(number)
    match = _S10.fullmatch(tidy)
    if not match:
        nearly = _NEARLY_S10.fullmatch(tidy)
        reason = "digits" if nearly and nearly[1] in COUNTRIES else "cainiao" if _CAINIAO.fullmatch(tidy) else "other"
        raise OtherCarrierError(WORDS["other_carrier"][reason])
    _, serial, check, country = match.groups()
    if country not in COUNTRIES:
        raise OtherCarrierError(WORDS["other_carrier"]["country"].format(country=country))
    right = calc_check_digit(serial)
    if check != right:
        raise MalformedError(WORDS["malformed"]["check"].format(check=check, right=right))
    return tidy


def is_valid(number: str) -> bool:
    """Return whether the number is well formed by S10, which proves nothing about a parcel."""
    try:
        return bool(validate(number))
    except GuideError:
        return False


def format(number: str) -> str:
    """Return the number in the groups in which post offices print it; another carrier's number stays one group."""
    tidy = compact(number)
    return " ".join((tidy[:2], tidy[2:5], tidy[5:8], tidy[8:11], tidy[11:])) if _S10.fullmatch(tidy) else tidy


def classify(number: str) -> Shape:
    """Return what the number alone proves; any text has an answer, anything but text is a GuideError."""
    return explain(number).shape


def explain(number: str) -> Explained:
    """Return in words what the number proves and what it does not; any text has an answer, the rest is a GuideError.

    >>> print(explain("RR473124829CN"))
    RR473124829CN has a good shape
    Kind of mail: RR, registered letter (yes)
    Eight digits and the check: 47312482 + 9 (yes)
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
        shape, why = Shape.WELL_FORMED, WORDS["well_formed"]["why"]
    except MalformedError as wrong:
        shape, why = Shape.MALFORMED, str(wrong)
    except OtherCarrierError as other:
        shape, why = Shape.OTHER_CARRIER, str(other)
    verdict = WORDS[shape]["verdict"].format(number=tidy) if tidy else WORDS["malformed"]["unreadable"]
    claim = "C34" if shape is Shape.MALFORMED else "C33"
    means = WORDS[shape]["means"].format(says=CLAIMS[claim].says)
    return Explained(tidy or quoted(number), shape, verdict, why, means, _parts(tidy), (claim,))


def _parts(tidy: str) -> tuple[Part, ...]:
    match = _S10.fullmatch(tidy)
    if not match or match[4] not in COUNTRIES:
        return ()
    letters, serial, check, country = match.groups()
    names, kind = WORDS["parts"], _kind(letters)
    return (
        Part(names["kind"], f"{letters}, {WORDS['kinds'][kind]}", None if kind == "unset" else True),
        Part(names["digits"], f"{serial} + {check}", check == calc_check_digit(serial)),
        Part(names["country"], country, True),
    )


def _kind(letters: str) -> str:
    for kind, spans in TABLES["kinds"].items():
        if any(span[:2] <= letters <= span[3:] for span in spans.split()):
            return str(kind)
    return "unset"
