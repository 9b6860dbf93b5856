"""The days between two dates that are no banking days, and why each is none."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from guide_lib.refund.days.banking import BankingCalendar
from guide_lib.refund.days.places import in_words


class Why(StrEnum):
    """Why a day is skipped; a holiday that falls on a weekend is told as the holiday."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class SkippedDay:
    """A day between the confirmation and the latest date that does not count; a mere weekend day has no name."""

    date: date
    why: Why
    name: str


def skipped(calendar: BankingCalendar, after: date, before: date) -> tuple[SkippedDay, ...]:
    """Return the weekend days and holidays of a calendar strictly between two days."""
    closed = (day for day, is_open in calendar.between(after, before) if not is_open)

    def told(day: date) -> SkippedDay:
        why = Why.HOLIDAY if day in calendar.names else Why.WEEKEND
        return SkippedDay(day, why, in_words(calendar.country, calendar.names.get(day, "")))

    return tuple(map(told, closed))
