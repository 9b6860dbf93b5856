"""What the site calls a status, beside the name that the guide gives it."""

import re
from functools import cache

from guide_lib.errors import GuideError, unknown
from guide_lib.order.workflow import Status
from guide_lib.sources.labels import ARTICLE, SEEN, Seen, also, seen
from guide_lib.sources.text import Label
from guide_lib.words import in_english, name
from guide_lib.words.language import language


def site_calls(status: Status) -> tuple[Label, ...]:
    """Return what else a status is called: as it was seen on the site, then as the article has it.

    GuideError where the labels name a status that there is not.

    >>> site_calls(Status.PAYMENT_VERIFICATION)[-1]
    'Payment is checked'
    """
    _checked()
    names = (*seen(status, language()), *also(status, language()))
    return tuple(dict.fromkeys(label for label in names if label.casefold() != name(status).casefold()))


@cache
def _checked() -> None:
    for row in SEEN:
        check(row)


def check(row: Seen) -> None:
    """Do nothing for labels of statuses and buttons that there are; GuideError, naming the row, for others."""
    known = [*Status, *ARTICLE, *re.findall(r"\{(\w+)\}", str(in_english("step")))]
    if odd := [id for id in row.ids if id not in known]:
        raise GuideError(f"labels.toml, {row.says}: {unknown('status or button', odd[0], known)}")
