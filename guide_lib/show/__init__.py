"""How the answers look: pieces of HTML and SVG without a rule, a figure or a date of their own."""

from guide_lib.show.answer import after, answer, checks, others, reasons, steps, unknown, verdict, wrong
from guide_lib.show.html import Html
from guide_lib.show.map import map_of
from guide_lib.show.overview import choices, claims, every_path, in_words, table, why

__all__ = [
    "Html",
    "after",
    "answer",
    "checks",
    "choices",
    "claims",
    "every_path",
    "in_words",
    "map_of",
    "others",
    "reasons",
    "steps",
    "table",
    "unknown",
    "verdict",
    "why",
    "wrong",
]
