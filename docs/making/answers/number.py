"""The form that explains a tracking number (S10), and how its check digit is worked out by hand."""

from operator import mul
from typing import Any
from unicodedata import name

from markupsafe import Markup

from answers.beside import json_for, templates
from guide_lib import tracking
from guide_lib.show.number import next_steps
from guide_lib.show.pieces import Html, icon, marks
from guide_lib.sources.claims import CLAIMS
from guide_lib.words import claim, words

H = Markup
_MODULUS = 11
"""What the check digit is worked out by (S10, 5.4)."""
_SIGNS = (*range(0xA1, 0x100), *range(0x391, 0x3CA), *range(0x400, 0x460), *range(0x2016, 0x2028), 0x200B, 0xFEFF)
"""The signs, not on a keyboard, that a number is likely to be copied with; of all others one is told the code point."""
_NUMBER_CLAIMS = ("C33", "C34")


def number() -> Html:
    """Return the form that asks for a tracking number, the place for its answer, and what its script needs."""
    template = H(
        '<form class="g-form" id="number" method="dialog">\n'
        '<p><label for="given">{label}</label> <input id="given" name="number" maxlength="200" autocomplete="off"'
        ' autocapitalize="characters" spellcheck="false" required></p>\n'
        '<p><button class="md-button">{check}</button></p>\n</form>\n'
        "<noscript><p>{no_script}</p></noscript>\n"
        '<div id="answer" role="status"></div>\n{templates}\n{said}'
    )
    next_of = words("site", "next")
    title = H("<h2>{}</h2>\n").format(next_of["title"])
    parts = {f"icon-{key}": icon(key) for key in ("yes", "no")}
    parts |= {f"mark-{claim}": marks([claim]) for claim in _NUMBER_CLAIMS}
    parts |= {f"next-{shape}": title + next_steps(next_of[shape]) for shape in tracking.Shape}
    says = {**words("site", "number"), "templates": templates(parts)}
    return Html(template.format_map({**says, "said": json_for("number-words", _number_words())}))


def _number_words() -> dict[str, Any]:
    return {
        "words": words("tracking"),
        "says": {id: claim(CLAIMS[id]).plain for id in _NUMBER_CLAIMS},
        "countries": sorted(tracking.COUNTRIES),
        "kinds": tracking.TABLES["kinds"],
        "weights": tracking.WEIGHTS,
        "shortest": tracking.SHORTEST,
        "longest": tracking.LONGEST,
        "names": {sign: name(sign).capitalize() for sign in map(chr, _SIGNS) if name(sign, "")},
    }


def by_hand(given: str) -> Html:
    """Return how the check digit of a well-formed tracking number is worked out; MalformedError for any other."""
    says = words("site", "number")
    tidy = tracking.validate(given)
    serial = tidy[2:10]
    digits_of = [int(digit) for digit in serial]
    products = list(map(mul, digits_of, tracking.WEIGHTS))
    rows = H("").join(
        H('<tr><th scope="row" dir="auto">{}</th>{}</tr>').format(
            says[key], H("").join(map(H("<td>{}</td>").format, row))
        )
        for key, row in (("digit", digits_of), ("times", tracking.WEIGHTS), ("gives", products))
    )
    total = sum(products)
    rest = total % _MODULUS
    summed = says["sum"].format(
        sum=total, modulus=_MODULUS, rest=rest, left=_MODULUS - rest, right=tracking.calc_check_digit(serial)
    )
    table = H(
        '<table class="g-dates" dir="ltr">\n<caption dir="auto">{}</caption>\n<tbody>{}</tbody>\n</table>\n<p>{}</p>'
    )
    return Html(table.format(says["hand"].format(number=tracking.format(tidy)), rows, summed))
