"""The parts of an answer: what is said, what to do, what may happen, each with the claims that it rests on."""

from dataclasses import dataclass
from datetime import datetime

from guide_lib.order.kinds import Does
from guide_lib.order.order import Payment
from guide_lib.order.workflow import Event, Status
from guide_lib.sources.facts import Told
from guide_lib.sources.figures import Figure
from guide_lib.sources.labels import also, labels
from guide_lib.sources.text import Label, Text
from guide_lib.words.language import language


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that the guide says, and the claims that it rests on."""

    text: Text
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """A message ready to copy, in English and in Chinese, and what it says, in the reader's language."""

    id: str
    en: str
    zh: str
    says: str


@dataclass(frozen=True, slots=True)
class Step:
    """One thing for the reader to do; `labels` are what to look for, choose or press, exactly as on the site."""

    id: str
    does: Does
    title: Text
    text: Text
    claims: tuple[str, ...]
    message: Message | None

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the site in the order in which the step uses them."""
        return self.text.labels

    @property
    def also(self) -> tuple[tuple[Label, tuple[Label, ...]], ...]:
        """Each label with what else it is called, by those who saw it and by the article."""
        here, code = labels(language()), language()
        known = {label: [id for id in here if here[id] == label] for label in self.text.labels}
        return tuple(
            (label, tuple(dict.fromkeys(name for id in ids for name in also(id, code)))) for label, ids in known.items()
        )


@dataclass(frozen=True, slots=True)
class Reason:
    """What the buyer may give as the cause; a neutral one leaves the seller's rating alone."""

    id: str
    neutral: bool
    text: Text
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaymentCheck:
    """How long the check of a payment takes; `until` is its end at the latest, if the time of payment is known."""

    paid_with: Payment
    takes: Figure
    until: datetime | None
    claim: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What other pages say on a topic of a status, in words, what to do about it if anything, and their facts."""

    topic: str
    says: Text
    does: Text | None
    told: Told


@dataclass(frozen=True, slots=True)
class Next:
    """One thing that may happen after the steps, and the status that the order is in then."""

    event: Event
    what: Text
    status: Status
    leads_to: str
    claims: tuple[str, ...]
