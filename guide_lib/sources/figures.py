"""A number with its unit, as the article or another source gives it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from guide_lib.errors import GuideError, unknown


class Unit(StrEnum):
    """What a figure counts."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    BANKING_DAY = "banking day"
    DOLLAR = "dollar"


_BY_THE_CLOCK = {Unit.MINUTE: timedelta(minutes=1), Unit.HOUR: timedelta(hours=1), Unit.DAY: timedelta(days=1)}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit: the most, and the least where a range is given.

    The count is None where a source names a unit and counts nothing, as in "minutes".
    """

    count: int | None
    unit: Unit
    least: int | None = None

    def __int__(self) -> int:
        """Return the count; GuideError where nothing is counted."""
        if self.count is None:
            raise GuideError(f"The article names the unit {self.unit} and no number; it cannot be counted with.")
        return self.count

    @property
    def lowest(self) -> "Figure":
        """The least that it says, alone; itself where it is no range."""
        return self if self.least is None else Figure(self.least, self.unit)

    def at_most(self) -> timedelta:
        """Return the longest time that the figure can mean; "minutes" without a number end where an hour begins.

        GuideError for a figure that is no length of time by the clock, such as banking days or dollars.
        """
        if self.unit not in _BY_THE_CLOCK:
            raise GuideError(f"A {self.unit} is not a length of time by the clock; only minutes, hours and days are.")
        if self.unit is Unit.MINUTE and self.count is None:
            return timedelta(hours=1)
        return int(self) * _BY_THE_CLOCK[self.unit]


def written(row: Mapping[str, Any]) -> Figure:
    """Return a figure as a data file writes it: `count` or `most`, `least` if it is a range, and `unit`.

    GuideError for one without a unit or with an odd one, and for a range whose end comes before its beginning.

    >>> written({"least": 48, "most": 72, "unit": "hour"}).at_most()
    datetime.timedelta(days=3)
    """
    if "unit" not in row:
        raise GuideError(f"The figure {dict(row)} has no unit; give one of {', '.join(Unit)}.")
    if row["unit"] not in list(Unit):
        raise unknown("unit", row["unit"], list(Unit))
    count, least = row.get("count", row.get("most")), row.get("least")
    if least is not None and (count is None or least >= count):
        raise GuideError(f"The figure {dict(row)} ends before it begins; its most is more than its least.")
    return Figure(count, Unit(row["unit"]), least)
