"""The map of the statuses as one picture: the parcel's way on the left, the way out on the right, laid out by hand.

Its boxes are links, so the picture is a group and no image; its words are the word file's, its arrows the workflow's.
"""

import re
from dataclasses import dataclass
from textwrap import wrap
from unicodedata import east_asian_width

from markupsafe import Markup

from guide_lib.order.kinds import Outlook
from guide_lib.order.rules import RULES
from guide_lib.order.workflow import ENDS, OPEN, START, TRANSITIONS, Status, named
from guide_lib.show.pieces import PAGES, Html, word
from guide_lib.words import name, words

H = Markup
S = Status
LEFT, RIGHT, WIDE, HIGH = 16, 236, 140, 50
CYRILLIC = re.compile("[а-я]")

BOXES: dict[Status, tuple[int, int]] = {
    S.PAYMENT_VERIFICATION: (LEFT, 44),
    S.AWAITING_SHIPMENT: (LEFT, 146),
    S.AWAITING_CANCELLATION: (RIGHT, 146),
    S.SHIPMENT_CLAIMED: (LEFT, 286),
    S.CANCELLED: (RIGHT, 286),
    S.TRACKING_PROVIDED: (LEFT, 422),
    S.REFUNDED: (RIGHT, 422),
    S.SHIPPED: (LEFT, 562),
    S.IN_DISPUTE: (RIGHT, 562),
}
"""Where the box of each status stands: left and top."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """How one transition is drawn: its line, and where its label stands."""

    line: str
    label: tuple[int, int]
    css: str = ""


ARROWS: dict[tuple[Status, Status], Arrow] = {
    (S.PAYMENT_VERIFICATION, S.AWAITING_SHIPMENT): Arrow("M86 94V144", (86, 124), "g-main"),
    (S.PAYMENT_VERIFICATION, S.AWAITING_CANCELLATION): Arrow("M156 69H306V144", (232, 73)),
    (S.AWAITING_SHIPMENT, S.AWAITING_CANCELLATION): Arrow("M156 160H234", (194, 152)),
    (S.AWAITING_CANCELLATION, S.AWAITING_SHIPMENT): Arrow("M236 184H158", (194, 188)),
    (S.AWAITING_SHIPMENT, S.SHIPPED): Arrow("M16 171H-2V587H14", (32, 246), "g-main"),
    (S.AWAITING_CANCELLATION, S.SHIPMENT_CLAIMED): Arrow("M262 196V232H86V284", (150, 236)),
    (S.AWAITING_CANCELLATION, S.TRACKING_PROVIDED): Arrow("M206 232V447H158", (206, 382)),
    (S.AWAITING_CANCELLATION, S.CANCELLED): Arrow("M320 196V284", (320, 246), "g-go"),
    (S.AWAITING_CANCELLATION, S.SHIPPED): Arrow("M376 171H388V634H86V614", (236, 638)),
    (S.SHIPMENT_CLAIMED, S.CANCELLED): Arrow("M156 311H234", (180, 315), "g-go"),
    (S.SHIPMENT_CLAIMED, S.TRACKING_PROVIDED): Arrow("M62 336V420", (62, 382)),
    (S.CANCELLED, S.REFUNDED): Arrow("M320 336V420", (316, 382), "g-go"),
    (S.TRACKING_PROVIDED, S.SHIPPED): Arrow("M62 472V560", (62, 506)),
    (S.TRACKING_PROVIDED, S.IN_DISPUTE): Arrow("M130 472V522H306V560", (226, 526)),
}
"""The line from one status to the next, for every pair that the workflow joins."""


def map_of(here: Status | str | None = None) -> Html:
    """Return the map, with "you are here" at a status where one is given; UnknownNameError for no such status."""
    place = None if here is None else named(Status, here)
    events = {(row.before, row.after): row.event for row in TRANSITIONS if row.before is not row.after}
    parts = (
        TIPS,
        _paid(),
        *(_line(ARROWS[ends].line, ARROWS[ends].css) for ends in events),
        *(_label(ARROWS[ends].label, words("event", event, "short")) for ends, event in events.items()),
        *(_box(status, at_it=status is place) for status in Status),
        *([_pin(place)] if place else []),
    )
    return Html(SVG.format(word("map_title"), H("\n").join(parts)) + H("\n") + _key())


SVG = H(
    '<svg class="g-map" viewBox="-12 0 410 646" width="410" height="646" role="group" aria-label="{}"'
    ' font-size="12.5" text-anchor="middle" fill="currentColor">\n{}\n</svg>'
)
TIP = H(
    '<marker id="g-tip{}" viewBox="0 0 8 8" refX="7" refY="4" markerUnits="userSpaceOnUse" markerWidth="10"'
    ' markerHeight="10" orient="auto"><path d="M0 0 8 4 0 8z"/></marker>'
)
TIPS = H("<defs>{}{}</defs>").format(TIP.format(""), TIP.format("-go"))
LINE = H(
    '<path class="g-edge {}" fill="none" stroke="currentColor" stroke-width="{}" marker-end="url(#g-tip{})" d="{}"/>'
)
LABEL = H(
    '<text class="g-event" font-size="11.5" stroke="var(--jp-layout-color0, canvas)" stroke-width="9"'
    ' stroke-linejoin="round" paint-order="stroke" x="{}" y="{}">{}</text>'
)
BOX = H(
    '<a class="{}" href="{}"{}><rect x="{}" y="{}" width="{}" height="{}" rx="{}" fill="none" stroke="currentColor"'
    ' stroke-width="{}"/>{}</a>'
)
PIN = H(
    '<g class="g-pin"><rect x="{}" y="{}" width="92" height="18" rx="9" fill="currentColor"/>'
    '<text x="{}" y="{}" font-size="11" fill="var(--jp-layout-color0, canvas)">{}</text></g>'
)


def _paid() -> Markup:
    left, top = BOXES[START]
    middle = left + WIDE // 2
    return _line(f"M{middle} 20V{top - 2}", "g-main") + _label((middle, 14), word("paid_now"))


def _line(line: str, css: str) -> Markup:
    return LINE.format(css, 3 if css == "g-main" else 1.5, "-go" * (css == "g-go"), line)


def _label(at: tuple[int, int], said: str) -> Markup:
    return LABEL.format(*at, said)


def _box(status: Status, *, at_it: bool) -> Markup:
    left, top = BOXES[status]
    outlook = RULES[status].outlook
    known_end = status in ENDS and outlook is not Outlook.ASK
    css = (
        "g-box",
        f"g-{outlook}",
        "g-final" * known_end,
        "g-open" * (status in ENDS and not known_end),
        "g-here" * at_it,
    )
    lines = [*_lines(name(status)), *([words("stops", status)] if status in ENDS & OPEN.keys() else [])]
    first = top + HIGH // 2 + 4 - 9 * (len(lines) - 1)
    return BOX.format(
        " ".join(filter(None, css)),
        PAGES[status],
        H(' aria-current="step"') if at_it else "",
        *(left, top, WIDE, HIGH, HIGH // 2 if known_end else 10, 3.5 if known_end or at_it else 1.5),
        H(" ").join(
            H('<text x="{}" y="{}">{}</text>').format(left + WIDE // 2, first + 18 * at, line)
            for at, line in enumerate(lines)
        ),
    )


def _lines(text: str) -> list[str]:
    """Return a name in lines that fit its box: fewer letters of Korean and of Cyrillic than of others."""
    korean = any(east_asian_width(letter) == "W" for letter in text)
    return wrap(text, 12 if korean else 16 if CYRILLIC.search(text) else 18)


def _key() -> Markup:
    """Return what the colours and the round ends mean, in words."""
    marks = {outlook: f"g-{outlook}" for outlook in Outlook} | {"round": "g-round"}
    row = H('<li><i class="{}"></i> {}</li>')
    return H('<ul class="g-list g-key">{}</ul>').format(
        H().join(row.format(css, words("key", key)) for key, css in marks.items())
    )


def _pin(status: Status) -> Markup:
    left, top = BOXES[status]
    middle = left + WIDE // 2
    return PIN.format(middle - 46, top + HIGH - 8, middle, top + HIGH + 5, word("here"))
