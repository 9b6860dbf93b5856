"""What others' figures for the refund come to as dates, beside the article's; each under the name of its source."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from guide_lib.errors import unknown
from guide_lib.refund.days.banking import BankingCalendar
from guide_lib.sources.facts import Fact, facts, topics
from guide_lib.sources.figures import Figure, Unit
from guide_lib.words import amount, told
from guide_lib.words.dates import long_date

TOPIC = "refund_time"
_DAY = timedelta(days=1)
_WEEK = 7 / 5


@dataclass(frozen=True, slots=True)
class Other:
    """A source's figure as a date: the last day on which the money comes by what it says, ends of that day included."""

    fact: Fact
    latest: date

    @property
    def says(self) -> str:
        """What the source says and which day that is, as a sentence."""
        return told("refund", "others", "said", whose(self.fact), most=most(self.fact), day=long_date(self.latest))


@cache
def ways_of_paying() -> tuple[str, ...]:
    """Return the ways of paying for which some source gives a time of its own."""
    counting = [fact for fact in topics()[TOPIC].facts if fact.figure and fact.figure.count]
    return tuple(dict.fromkeys(way for fact in counting for way in fact.pays))


def whose(fact: Fact) -> str:
    """Return under which words a source is told: the site's help, a page on one way of paying, or another page."""
    return "help" if fact.official else "way" if fact.pays else "page"


def most(fact: Fact) -> str:
    """Return the longest that a source says, in words such as "20 banking days"."""
    return amount(replace(fact.figure, least=None)) if fact.figure else ""


def way_of_paying(given: str | None) -> str | None:
    """Return a way of paying that a source speaks of; UnknownNameError for any other."""
    if given is not None and given not in ways_of_paying():
        raise unknown("way of paying with a time of its own", given, ways_of_paying())
    return given


def others(calendar: BankingCalendar, confirmed: date, pays: str | None = None) -> tuple[Other, ...]:
    """Return what each source that counts days says for a confirmation, the newest source first.

    Those that speak of other ways of paying are left out; GuideError, from the calendar, for a day out of range.
    """
    return tuple(Other(fact, _ends(calendar, confirmed, fact.figure)) for fact in _counting(pays) if fact.figure)


def by_the_help(calendar: BankingCalendar, confirmed: date, pays: str | None = None) -> Other | None:
    """Return what the site's own help says as a date; None where it says nothing."""
    found = longest(pays)
    return Other(found, _ends(calendar, confirmed, found.figure)) if found and found.figure else None


def longest(pays: str | None = None) -> Fact | None:
    """Return the longest time that the site's own help gives, of the way of paying where it speaks of that."""
    official = [fact for fact in _counting(pays) if fact.official]
    special = [fact for fact in official if pays in fact.pays]
    return max(special or official, key=_days, default=None)


def of_the_way(calendar: BankingCalendar, confirmed: date, pays: str | None) -> Other | None:
    """Return what is said of a way of paying alone as a date, by the site's help where it speaks of it; or None."""
    found = special(pays)
    return Other(found, _ends(calendar, confirmed, found.figure)) if found and found.figure else None


def special(pays: str | None) -> Fact | None:
    """Return the longest time given for a way of paying alone, by the site's own help or else by any source."""
    found = [fact for fact in _counting(pays) if pays in fact.pays]
    return max([fact for fact in found if fact.official] or found, key=_days, default=None)


def _counting(pays: str | None) -> Iterator[Fact]:
    for fact in facts():
        if fact.topic == TOPIC and fact.figure and fact.figure.count and (not fact.pays or pays in fact.pays):
            yield fact


def _days(fact: Fact) -> float:
    """Return how long a figure is, to compare it with others: a banking day is a little more than a day."""
    if fact.figure is None:
        return 0
    return int(fact.figure) * _WEEK if fact.figure.unit is Unit.BANKING_DAY else fact.figure.at_most() / _DAY


def _ends(calendar: BankingCalendar, confirmed: date, figure: Figure) -> date:
    if figure.unit is Unit.BANKING_DAY:
        from guide_lib.refund.days.settled import standing  # noqa: PLC0415 - its statement is a large file

        return standing(calendar, confirmed, count=int(figure)).latest
    return confirmed + figure.at_most()
