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
guide_lib.tracking.number.MalformedError: The ninth digit is the check: it is 3 but should be 9, so the number is wrong.
>>> calc_check_digit("47312482")
'9'
>>> format("RR473124829CN")
'RR 473 124 829 CN'
"""

from guide_lib.tracking.explain import Explained, Part, Shape, classify, explain
from guide_lib.tracking.number import (
    COUNTRIES,
    LONGEST,
    SHORTEST,
    TABLES,
    WEIGHTS,
    MalformedError,
    OtherCarrierError,
    calc_check_digit,
    compact,
    format,  # noqa: A004 - as python-stdnum calls it
    is_valid,
    validate,
)

__all__ = [
    "COUNTRIES",
    "LONGEST",
    "SHORTEST",
    "TABLES",
    "WEIGHTS",
    "Explained",
    "MalformedError",
    "OtherCarrierError",
    "Part",
    "Shape",
    "calc_check_digit",
    "classify",
    "compact",
    "explain",
    "format",
    "is_valid",
    "validate",
]
