"""How a table is written in few bytes: numbers as single characters, a text by what it differs in from another."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from guide_lib.refund.days.banking import BankingCalendar

_GAP = 3
"""Characters in common that are cheaper to repeat than to step over."""


class Numbers(dict[Any, int]):
    """Numbers things from 0, in the order in which they are first asked for, and keeps where each was said first."""

    def __init__(self, given: Mapping[Any, int] = MappingProxyType({})) -> None:
        """Begin with what has a number already."""
        super().__init__(given)
        self.said: list[Any] = []

    def number(self, thing: Any, where: Any) -> int:
        """Return the number of a thing, which is said where it is asked for first."""
        if thing not in self:
            self[thing] = len(self)
            self.said.append(where)
        return self[thing]


def written(numbers: Sequence[int]) -> str:
    """Return small numbers as a text, a character for each."""
    return "".join(chr(48 + number) for number in numbers)


def differences(whole: str, part: str) -> list[int | str]:
    """Return a part's text as steps: how many characters to copy from the whole country's, then what stands instead."""
    runs: list[list[int]] = []
    for at, (one, other) in enumerate(zip(whole, part, strict=True)):
        if one == other:
            continue
        if runs and at - runs[-1][1] < _GAP:
            runs[-1][1] = at + 1
        else:
            runs.append([at, at + 1])
    ends = [0, *(end for _, end in runs)]
    return [step for (start, end), done in zip(runs, ends, strict=False) for step in (start - done, part[start:end])]


def opened(calendar: BankingCalendar, text: str) -> str:
    """Return a sentence with the name of the place left open, so that the parts of a country share it."""
    return text.replace(calendar.place, "{place}")
