"""The banking days of a country once they are known: what is asked of them, each answer a look into a table."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache, cached_property
from itertools import accumulate, compress

from guide_lib.errors import GuideError, quoted
from guide_lib.refund.days.places import place, release
from guide_lib.sources.claims import figure
from guide_lib.words import told
from guide_lib.words.dates import long_date

WAIT = int(figure("C14"))
"""How many banking days a refund may take."""

_ONE = timedelta(days=1)


class Days(StrEnum):
    """Which days are banking days: those of the banks, all but public holidays, or those of the euro's system."""

    PUBLIC = "public"
    BANK = "bank"
    TARGET = "TARGET"


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class BankingCalendar:
    """The banking days of a country, `first` to `until`; made by `banking_calendar`, one for each country.

    Confirmations are answered from `first` to `last`, which leaves a second wait before the end; any other day is a
    GuideError, never a guess. The data have holidays through `known`, after it only weekends are known. On the days
    `moved`, of a weekend, the country works to make up for a day off; of the days `unclear` nobody could tell us.
    Where no part of a country is named, a latest date is the last in all its `parts`. Whether a first one was `asked`
    is kept: it is counted, and for a second one all of them are worked out.
    """

    country: str
    subdivision: str | None
    days: Days
    first: date
    last: date
    until: date
    known: date
    names: Mapping[date, str]
    unclear: Mapping[date, str]
    moved: frozenset[date]
    open: bytes
    start: int
    parts: "tuple[BankingCalendar, ...]" = ()
    asked: list[date] = field(default_factory=list, init=False)

    def __repr__(self) -> str:
        return f"banking_calendar({self.country!r}, {self.subdivision!r}, {self.days.value!r})"

    @property
    def place(self) -> str:
        """How the country or the subdivision is called after "in"."""
        return place(self.country, self.subdivision)

    @property
    def definition(self) -> str:
        """Which days count here, in a sentence or two for a reader."""
        which = [self.days.value, "moved"] if self.moved else [self.days.value]
        return " ".join(told("refund", "definition", key, place=self.place) for key in which)

    @property
    def why(self) -> str:
        """Why these days count here and not others, in a sentence for a reader."""
        return told("refund", "why", self.days, place=self.place)

    @property
    def data(self) -> str:
        """The release of the holiday data, such as "holidays 0.109"."""
        return release()

    def latest(self, confirmed: date) -> date:
        """Return the latest date (C14): the last banking day of a count that starts strictly after the confirmation.

        GuideError for a day out of range, and for a datetime, whose date depends on the zone (see `refund_window`).

        >>> from guide_lib.refund.days.calendars import banking_calendar
        >>> banking_calendar("NL").latest(date(2026, 12, 18))
        datetime.date(2027, 1, 12)
        """
        confirmed = plain_date(confirmed)
        at = confirmed.toordinal() - self.start
        if self.asked and at >= 0:
            try:
                return self.latest_dates[at]
            except IndexError:
                raise self.outside(long_date(confirmed)) from None
        if not self.first <= confirmed <= self.last:
            raise self.outside(long_date(confirmed))
        self.asked.append(confirmed)
        return max(part.latest(confirmed) for part in self.parts) if self.parts else self.nth(confirmed, WAIT)

    @cached_property
    def latest_dates(self) -> tuple[date, ...]:
        """The latest date of each confirmation from `first` to `last`."""
        return self.ends(WAIT)

    def ends(self, count: int) -> tuple[date, ...]:
        """Return the count-th banking day after each confirmation from `first` to `last`, in all parts."""
        if self.parts:
            return tuple(map(max, *(part.ends(count) for part in self.parts)))
        answered = self.open[: (self.last - self.first).days + 1]
        return tuple(map(self._banking[count - 1 :].__getitem__, accumulate(answered)))

    @cached_property
    def _banking(self) -> tuple[date, ...]:
        return tuple(compress(_days(self.start, len(self.open)), self.open))

    def counting(self, confirmed: date, count: int = WAIT) -> "BankingCalendar":
        """Return the calendar by which so many days are counted: of a part of the country in which they end last."""
        return max(self.parts, key=lambda part: part.nth(confirmed, count), default=self)

    def is_banking_day(self, day: date) -> bool:
        """Return whether banks are open on a day; GuideError for a day out of range."""
        day = plain_date(day)
        if not self.first <= day <= self.until:
            raise self.outside(long_date(day), self.until)
        return self.open[day.toordinal() - self.start] == 1

    def nth(self, day: date, count: int) -> date:
        """Return the count-th banking day strictly after a day; GuideError where that is out of range.

        >>> from guide_lib.refund.days.calendars import banking_calendar
        >>> banking_calendar("DE").nth(date(2026, 12, 24), 1)
        datetime.date(2026, 12, 28)
        """
        self.is_banking_day(day)
        try:
            return self._banking[bisect_right(self._banking, day) + count - 1]
        except IndexError:
            raise self.outside(long_date(day)) from None

    def next_banking_day(self, day: date) -> date:
        """Return the first banking day strictly after a day."""
        return self.nth(day, 1)

    def between(self, after: date, through: date) -> Iterator[tuple[date, bool]]:
        """Yield each day after the first up to the second, with whether it is a banking day."""
        day = after
        while day < through:
            day += _ONE
            yield day, self.is_banking_day(day)

    def outside(self, day: str, last: date | None = None) -> GuideError:
        """Return the error for a day out of range, given in words: of confirmations, or of days up to another last."""
        reach = f"the calendar of {self.place} reaches from {long_date(self.first)} to {long_date(last or self.last)}"
        return GuideError(f"{day} is out of range: {reach}.")


@cache
def _days(start: int, count: int) -> tuple[date, ...]:
    """Return so many days from an ordinal on; the calendars share them, so that a day is kept once for all of them."""
    return tuple(map(date.fromordinal, range(start, start + count)))


def plain_date(given: object) -> date:
    """Return a date as nothing but a date; GuideError for a datetime, whose date depends on the zone, and all else."""
    if type(given) is date:
        return given
    if isinstance(given, datetime):
        raise GuideError(f"{quoted(str(given))} is a moment; the date it falls on depends on the zone, so give a date.")
    if isinstance(given, date):
        return date(given.year, given.month, given.day)
    raise GuideError(f"{quoted(given)} is not a date; give a datetime.date such as date(2026, 12, 18).")
