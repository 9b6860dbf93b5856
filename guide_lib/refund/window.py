"""The two dates of a refund: the usual one and the latest one, counted from the seller's confirmation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING

from guide_lib.refund.days.banking import BankingCalendar
from guide_lib.refund.days.calendars import banking_calendar
from guide_lib.refund.others import Other, by_the_help, of_the_way, others, way_of_paying
from guide_lib.refund.skipped import SkippedDay, skipped
from guide_lib.refund.today import Dates, Today, stands
from guide_lib.refund.zones import local_date
from guide_lib.sources.claims import figure
from guide_lib.words import label, told
from guide_lib.words.dates import long_date

if TYPE_CHECKING:
    from guide_lib.refund.days.settled import Standing

CLAIMS_OF_REFUND = ("C14", "C15", "C16", "C17", "C38", "C39")
"""The claims on which the dates, and what is said about them, rest."""

_USUAL = figure("C38").at_most()


@dataclass(frozen=True)
class RefundWindow:
    """When the money is back: usually by one date, at the latest by another, to the end of that day for the buyer.

    How sure the latest date is, is looked up once, when it is first asked for, and kept with the window.
    """

    confirmed: date
    usual: date
    latest: date
    calendar: BankingCalendar
    pays: str | None = None

    @property
    def country(self) -> str:
        """The country's ISO 3166-1 code."""
        return self.calendar.country

    @property
    def subdivision(self) -> str | None:
        """The subdivision's code, if one was given."""
        return self.calendar.subdivision

    @property
    def counting(self) -> BankingCalendar:
        """The calendar of the count: where no part of the country was named, of one in which the date is the last."""
        return self.calendar.counting(self.confirmed)

    @property
    def counted(self) -> tuple[date, ...]:
        """The banking days of the count, day 1 first; the last is the latest date."""
        return tuple(day for day, is_open in self.counting.between(self.confirmed, self.latest) if is_open)

    @property
    def skipped(self) -> tuple[SkippedDay, ...]:
        """The weekend days and holidays strictly after the confirmation and before the latest date."""
        return skipped(self.counting, self.confirmed, self.latest)

    @property
    def usual_banking_day(self) -> date:
        """The usual date, or the next banking day where banks are closed on it."""
        is_open = self.counting.is_banking_day(self.usual)
        return self.usual if is_open else self.counting.next_banking_day(self.usual)

    @property
    def firm(self) -> bool:
        """Whether every day from the confirmation to the latest date is settled (see `settled.standing`)."""
        return self._standing.firm

    @property
    def provisional_because(self) -> str:
        """Why the latest date is not firm, as a sentence; nothing if it is."""
        return self._standing.because

    @property
    def earliest_latest(self) -> tuple[date, date]:
        """The first and the last day on which the latest date may come to fall; twice the same if it is firm."""
        standing = self._standing
        return standing.earliest, standing.latest

    @property
    def limit(self) -> date:
        """The day by which the money is back in any case: the latest date, or the last day to which it may move."""
        return self._standing.latest

    @property
    def moves(self) -> bool:
        """Whether the latest date may turn out later than is likely; where it cannot, it holds in any case."""
        return self.latest < self.limit

    @property
    def earlier(self) -> Mapping[str, timedelta]:
        """By how much the latest date is earlier in parts of the country, by their names, if none of them was given."""
        latest = {part: part.latest(self.confirmed) for part in self.calendar.parts}
        return {part.place: self.latest - day for part, day in latest.items() if day < self.latest}

    @property
    def others(self) -> tuple[Other, ...]:
        """What others' figures come to as dates, the newest source first."""
        return others(self.calendar, self.confirmed, self.pays)

    @property
    def by_the_help(self) -> Other | None:
        """The longest that the site's own help says, as a date, for the way of paying if that was given."""
        return by_the_help(self.calendar, self.confirmed, self.pays)

    @property
    def of_the_way(self) -> Other | None:
        """What is said of the way of paying alone, as a date; None where none was given."""
        return of_the_way(self.calendar, self.confirmed, self.pays)

    @property
    def beside(self) -> tuple[Other, ...]:
        """What is told beside the article's dates: what the site's help says, and what is said of the way of paying."""
        return tuple(dict.fromkeys(filter(None, [self.by_the_help, self.of_the_way])))

    @property
    def last(self) -> date:
        """The day after which no source that we know calls the refund in time: of the article's and the help's."""
        limit, helped = self.limit, self.by_the_help
        return max(limit, helped.latest) if helped else limit

    @cached_property
    def _standing(self) -> "Standing":
        from guide_lib.refund.days.settled import standing  # noqa: PLC0415 - its statement is a large file

        return standing(self.calendar, self.confirmed)

    @property
    def definition(self) -> str:
        """Which days count, in a sentence or two for a reader."""
        return self.calendar.definition

    @property
    def data(self) -> str:
        """The release of the holiday data that the dates rest on, such as "holidays 0.109"."""
        return self.calendar.data

    @property
    def progress_at(self) -> tuple[str, str]:
        """The labels to press, in order, to see how far the refund has got (C17)."""
        return label("orders"), label("progress")

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that the dates rest on."""
        return CLAIMS_OF_REFUND

    def on(self, today: date, *, zone: tzinfo | str | None = None) -> Today:
        """Return where the refund stands on a day, or at an aware moment in the buyer's zone, and what to do then.

        >>> window = refund_window(date(2026, 12, 18), "NL")
        >>> window.on(date(2027, 1, 15)).over
        3
        """
        dates = Dates(self.confirmed, self.usual_banking_day, self.limit, self.last)
        return stands(local_date(today, zone), dates, self.counting)

    def __str__(self) -> str:
        likely = {"probable": self.latest} if self.moves else {}
        dates = {"usual": self.usual, **likely, "latest": self.limit}
        said = [f"{told('refund', 'verdict', which)} {long_date(day)}." for which, day in dates.items()]
        return " ".join([*said, *(other.says for other in self.beside)])


def refund_window(  # noqa: PLR0913 - each may be left out
    confirmed: date,
    country: str,
    subdivision: str | None = None,
    *,
    zone: tzinfo | str | None = None,
    days: str | None = None,
    pays: str | None = None,
) -> RefundWindow:
    """Return the usual (C38) and the latest date (C14) of a refund that the seller confirmed.

    The confirmation is a date, or an aware datetime together with the buyer's zone; `days` chooses which days are
    banking days (see `Days`); `pays` is the way of paying, for what others say of it (see `others.ways_of_paying`).
    GuideError for a naive datetime, a missing zone or a day out of range, UnknownNameError for an unknown country,
    subdivision, zone or way of paying.

    >>> print(refund_window(date(2026, 12, 18), "NL"))  # doctest: +NORMALIZE_WHITESPACE
    Usually by Friday 1 January 2027. Our article: at the latest by Tuesday 12 January 2027. The site’s help says up to
    20 banking days: by Tuesday 19 January 2027.
    """
    if type(confirmed) is not date:
        confirmed = local_date(confirmed, zone)
    calendar = banking_calendar(country, subdivision, days)
    latest = calendar.latest(confirmed)
    return RefundWindow(confirmed, confirmed + _USUAL, latest, calendar, way_of_paying(pays))
