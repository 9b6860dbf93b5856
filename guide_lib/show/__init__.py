"""How the answers look: pieces of HTML and SVG without a rule, a figure or a date of their own."""

from guide_lib.show.answer import (
    after,
    answer,
    reasons,
    steps,
    unknown,
    verdict,
    wrong,
)
from guide_lib.show.count import dates_html as dates
from guide_lib.show.looks import html, tell_ipython
from guide_lib.show.map import map_of
from guide_lib.show.overview import checks, choices, claim, claims, every_path, in_words, table, why
from guide_lib.show.pieces import Html, marks, text, word
from guide_lib.show.sources import cancels_itself, differences, fact, host, others, place, row_of, stance, topics

__all__ = [
    "Html",
    "after",
    "answer",
    "cancels_itself",
    "checks",
    "choices",
    "claim",
    "claims",
    "dates",
    "differences",
    "every_path",
    "fact",
    "host",
    "html",
    "in_words",
    "map_of",
    "marks",
    "others",
    "place",
    "reasons",
    "row_of",
    "stance",
    "steps",
    "table",
    "tell_ipython",
    "text",
    "topics",
    "unknown",
    "verdict",
    "why",
    "word",
    "wrong",
]

tell_ipython()
