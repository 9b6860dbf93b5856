"""A number by S10: tidied, checked and written in groups (see `guide_lib.tracking`)."""

import re
from itertools import islice
from operator import mul
from string import ascii_letters, digits, punctuation
from types import MappingProxyType
from typing import Final
from unicodedata import category, name

from guide_lib.errors import GuideError, quoted
from guide_lib.sources import read_toml
from guide_lib.words import told

TABLES: Final = MappingProxyType(read_toml("tracking/number.toml"))
COUNTRIES: Final = frozenset(TABLES["countries"].split())
WEIGHTS: Final = (8, 6, 4, 2, 3, 5, 9, 7)

# Wide on purpose: the formats that carriers publish run from nine characters (Parcelforce) to 34 (FedEx).
SHORTEST, LONGEST = 5, 40

S10 = re.compile(r"([A-Z]{2})([0-9]{8})([0-9])([A-Z]{2})")
_NEARLY_S10 = re.compile(r"[A-Z]{2}[0-9OIL]{8,10}([A-Z]{2})")
_CAINIAO = re.compile(r"LP[0-9]{12,16}")


class MalformedError(GuideError):
    """A number that is proved wrong; its text is one sentence for a person."""


class OtherCarrierError(GuideError):
    """A number that is not written as post offices write theirs, and cannot be checked."""


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
        raise MalformedError(told("tracking", "malformed", "empty"))
    if len(places) > LONGEST:
        raise MalformedError(told("tracking", "malformed", "long", longest=LONGEST))
    for place, sign in places:
        if sign not in ascii_letters + digits:
            raise MalformedError(told("tracking", "malformed", "character", place=place, sign=_shown(sign)))
    if len(places) < SHORTEST:
        raise MalformedError(told("tracking", "malformed", "short", shortest=SHORTEST))
    tidy = "".join(sign for _, sign in places).upper()
    if not any(sign in digits for sign in tidy):
        raise MalformedError(told("tracking", "malformed", "no_digit"))
    return tidy


def _shown(sign: str) -> str:
    """Return a sign that a keyboard has as it is, and any other, which may look like a letter, with its name."""
    if sign in punctuation:
        return told("tracking", "malformed", "plain", sign=sign)
    known = name(sign, "").capitalize() or f"U+{ord(sign):04X}"
    return told("tracking", "malformed", "named", sign=quoted(sign), name=known)


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
    match = S10.fullmatch(tidy)
    if not match:
        nearly = _NEARLY_S10.fullmatch(tidy)
        reason = "digits" if nearly and nearly[1] in COUNTRIES else "cainiao" if _CAINIAO.fullmatch(tidy) else "other"
        raise OtherCarrierError(told("tracking", "other_carrier", reason))
    _, serial, check, country = match.groups()
    if country not in COUNTRIES:
        raise OtherCarrierError(told("tracking", "other_carrier", "country", country=country))
    right = calc_check_digit(serial)
    if check != right:
        raise MalformedError(told("tracking", "malformed", "check", check=check, right=right))
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
    return " ".join((tidy[:2], tidy[2:5], tidy[5:8], tidy[8:11], tidy[11:])) if S10.fullmatch(tidy) else tidy
