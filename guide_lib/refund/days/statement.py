"""The statement of which countries' days off are settled and until when: `settled.toml`, loaded and checked.

What is settled follows from the release of `holidays` and never from today's date: a year that a government
publishes counts from the release that holds it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from guide_lib.sources import read_toml


class Kind(StrEnum):
    """How a country comes by its days off."""

    LAW = "law"
    MOON = "moon"
    PUBLISHED = "published"
    NOTICE = "notice"
    NONE = "none"
    UNCHECKED = "unchecked"
    REGION = "region"


@dataclass(frozen=True, slots=True)
class Rule:
    """What is stated of one country: its kind, the source, why there is doubt, and how far one count may yet change.

    `known` tells from which release on which year is settled; `about` narrows the doubt to `around` days either side
    of the holidays whose names begin so.
    """

    kind: Kind
    source: str
    because: str
    fewer: int
    more: int
    since: str
    known: Mapping[str, int]
    about: tuple[str, ...]
    around: int

    def settled_through(self, release: str) -> int:
        """Return the last year that is settled by a release of `holidays`; 0 for none."""
        return max((year for held, year in self.known.items() if not older(release, held)), default=0)


@dataclass(frozen=True, slots=True)
class Wrong:
    """Days that releases of `holidays` before `mended` have wrong, and by how many days that may change a count."""

    country: str
    mended: str
    days: tuple[date, ...]
    because: str
    source: str
    fewer: int
    more: int


_ROWS: dict[str, Any] = read_toml("refund/days/settled.toml")

TARGET = "TARGET"
"""The payment system of the euro, which has a row of its own beside the countries."""

RELEASE: str = _ROWS["release"]
"""The release of `holidays` that the statement was written against."""

LAW_UNTIL: int = _ROWS["law_until"]
"""The last year for which days off that a law fixes are called settled."""


def older(release: str, than: str) -> bool:
    """Return whether one release of `holidays` is older than another.

    >>> older("0.88", "0.109")
    True
    """
    return _ordered(release) < _ordered(than)


@cache
def _ordered(release: str) -> tuple[int, ...]:
    return tuple(int(part) for part in release.split(".") if part.isdigit())


def _rule(kind: Kind, row: Mapping[str, Any], country: str = "") -> Rule:
    from_the_first = {"": LAW_UNTIL} if kind is Kind.LAW else {}
    fewer, more = (row.get(key, _ROWS["unchecked"][key]) for key in ("fewer", "more"))
    return Rule(
        kind=kind,
        source=row["source"],
        because=country if "because" in row else kind,
        fewer=fewer,
        more=more,
        since=row.get("since", ""),
        known=row.get("known", from_the_first),
        about=tuple(row.get("about", ())),
        around=row.get("around", 0),
    )


def _rules() -> dict[str, Rule]:
    law = {code: row if isinstance(row, dict) else {"source": row} for code, row in _ROWS["law"].items()}
    tables = _ROWS | {"law": law}
    kinds = (Kind.LAW, Kind.MOON, Kind.PUBLISHED, Kind.NOTICE, Kind.NONE)
    return {code: _rule(kind, row, code) for kind in kinds for code, row in tables[kind].items()}


RULES: Mapping[str, Rule] = _rules()
"""What is stated, by the country's code; TARGET has a row of its own."""

BECAUSE: Mapping[str, str] = (
    _ROWS["because"]
    | {
        code: row["because"]
        for kind in Kind
        for code, row in _ROWS.get(kind, {}).items()
        if isinstance(row, dict) and "because" in row
    }
    | {f"{row['country']}_{row['mended']}": row["because"] for row in _ROWS["wrong"]}
)
"""Why there is doubt, in English, by the kind, the country or the country and a release."""

WRONG = tuple(
    Wrong(**row | {"days": tuple(row["days"]), "because": f"{row['country']}_{row['mended']}"})
    for row in _ROWS["wrong"]
)
"""What older releases of `holidays` are known to have wrong."""

UNCHECKED = _rule(Kind.UNCHECKED, _ROWS["unchecked"])
REGION = _rule(Kind.REGION, _ROWS["region"])


def installed() -> str:
    """Return the release of `holidays` that is installed."""
    from holidays.version import __version__  # noqa: PLC0415

    return str(__version__)


def rule(country: str, subdivision: str | None = None, days: str = "") -> Rule:
    """Return what is stated of a country or its subdivision, both as codes; of any not listed, that nobody has looked.

    >>> rule("DE").source
    'Unification Treaty, art. 2(2), and the holiday acts of the sixteen Länder'
    """
    if days == TARGET:
        return RULES[TARGET]
    found = RULES.get(country, UNCHECKED)
    if subdivision is None or found.kind is not Kind.LAW:
        return found
    regions = _ROWS["regions"]
    if subdivision in regions["but"].get(country, [subdivision]):
        return REGION
    return replace(found, since=max(found.since, regions["since"].get(country, ""), key=_ordered))
