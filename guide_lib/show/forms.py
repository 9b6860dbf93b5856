"""The two forms of the site and the dates to print; the scripts that answer look up what stands here and in the tables.

The words and the tables that a script needs stand beside its form, as JSON.
"""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from operator import mul
from string import ascii_letters, digits
from typing import Any
from unicodedata import category, combining, name, normalize

from markupsafe import Markup

from guide_lib import lookup, tracking
from guide_lib.claims import CLAIMS, figure, read_toml
from guide_lib.countries import countries
from guide_lib.refund import CLAIMS_OF_REFUND, RefundWindow, refund_window
from guide_lib.refund_words import WORDS, short_month
from guide_lib.show.html import Html, icon, marks
from guide_lib.show.sources import said_elsewhere

H = Markup
_FORMS: dict[str, dict[str, str]] = read_toml("show/forms.toml")
_WEEK = 7
_WEEKS = 53
_MODULUS = 11
"""What the check digit is worked out by (S10, 5.4)."""
_SIGNS = (*range(0x21, 0x100), *range(0x391, 0x3CA), *range(0x400, 0x460), *range(0x2016, 0x2028), 0x200B, 0xFEFF)
"""The signs that a tracking number is likely to be copied with; of all others a reader is told the code point."""
_USED = ascii_letters + digits


def when() -> Html:
    """Return the form that asks for a day and a country, the place for its answer, and what its script needs."""
    words = _FORMS["when"]
    options = H("").join(H('<option value="{}">{}</option>').format(code, called) for code, called in by_name().items())
    template = H(
        '<div class="g-two">\n<div>\n<form class="g-form" id="when" novalidate>\n'
        '<p><label for="day">{day}</label> <input type="date" id="day" name="day" min="{first}" max="{last}"></p>\n'
        '<p><label for="country">{country}</label> <select id="country" name="country" aria-describedby="suggested">'
        '<option value="">{choose}</option>{options}</select>'
        ' <span class="g-quiet" id="suggested" hidden>{suggested}</span></p>\n'
        '<p hidden><label for="region">{region}</label> <select id="region" name="region">'
        '<option value="">{any}</option></select></p>\n'
        '<p><button class="md-button">{show}</button></p>\n'
        "</form>\n"
        "<noscript><p>{no_script}</p></noscript>\n"
        '<output id="answer" for="day country region"></output>\n'
        '<p><button class="md-button md-button--primary" id="save" type="button" hidden>{save}</button></p>\n</div>\n'
        '<div id="count"></div>\n</div>\n{icons}\n{said}'
    )
    icons = H("\n").join(H('<template id="icon-{}">{}</template>').format(key, icon(key)) for key in ("yes", "wait"))
    said = _json("when-words", _when_words())
    first, last = lookup.FIRST.isoformat(), lookup.LAST.isoformat()
    return Html(
        template.format_map({**words, "first": first, "last": last, "options": options, "icons": icons, "said": said})
    )


def by_name() -> dict[str, str]:
    """Return how each country is called in a list, by its code, in the order of the alphabet."""
    places: dict[str, str] = WORDS["places"]
    called = {code: places.get(code, known).removeprefix("the ") for code, known in countries().items()}
    return dict(sorted(called.items(), key=lambda row: _plain(row[1])))


def _plain(text: str) -> str:
    return "".join(sign for sign in normalize("NFKD", text).casefold() if not combining(sign))


def _when_words() -> dict[str, Any]:
    calendar: dict[str, str] = WORDS["calendar"]
    return {
        **{key: WORDS[key] for key in ("weekdays", "months", "short", "verdict", "regions")},
        "calendar": calendar | {"caption": calendar["caption"].format(wait=figure("C14"))},
        "say": {key: words for key, words in _FORMS["when"].items() if key.startswith(("no_", "out", "mis", "odd"))},
        "reminder": lookup.reminders(),
    }


def _json(id: str, data: object) -> Markup:
    """Return data for a script as JSON, in which no character can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return H('<script type="application/json" id="{}">{}</script>').format(id, H(text))


def number() -> Html:
    """Return the form that asks for a tracking number, the place for its answer, and what its script needs."""
    template = H(
        '<form class="g-form" id="number">\n'
        '<p><label for="given">{label}</label> <input id="given" name="number" maxlength="200" autocomplete="off"'
        ' autocapitalize="characters" spellcheck="false"></p>\n'
        '<p><button class="md-button">{check}</button></p>\n</form>\n'
        "<noscript><p>{no_script}</p></noscript>\n"
        '<div id="answer" role="status"></div>\n{marks}\n{said}'
    )
    known = ("C30", "C33")
    each = H("\n").join(H('<template id="mark-{}">{}</template>').format(claim, marks([claim])) for claim in known)
    return Html(
        template.format_map({**_FORMS["number"], "marks": each, "said": _json("number-words", _number_words())})
    )


def _number_words() -> dict[str, Any]:
    signs = [sign for sign in map(chr, _SIGNS) if category(sign) not in ("Zs", "Pd") and sign not in _USED]
    return {
        "words": dict(tracking.WORDS),
        "says": {id: CLAIMS[id].says for id in ("C30", "C33")},
        "countries": sorted(tracking.COUNTRIES),
        "kinds": tracking.TABLES["kinds"],
        "weights": tracking.WEIGHTS,
        "shortest": tracking.SHORTEST,
        "longest": tracking.LONGEST,
        "names": {sign: name(sign).capitalize() for sign in signs if name(sign, "")},
    }


def by_hand(given: str) -> Html:
    """Return how the check digit of a well-formed tracking number is worked out; MalformedError for any other."""
    words = _FORMS["number"]
    tidy = tracking.validate(given)
    serial = tidy[2:10]
    digits_of = [int(digit) for digit in serial]
    products = list(map(mul, digits_of, tracking.WEIGHTS))
    rows = H("").join(
        H('<tr><th scope="row">{}</th>{}</tr>').format(words[key], H("").join(map(H("<td>{}</td>").format, row)))
        for key, row in (("digit", digits_of), ("times", tracking.WEIGHTS), ("gives", products))
    )
    total = sum(products)
    rest = total % _MODULUS
    says = words["sum"].format(
        sum=total, modulus=_MODULUS, rest=rest, left=_MODULUS - rest, right=tracking.calc_check_digit(serial)
    )
    table = H('<table class="g-dates">\n<caption>{}</caption>\n<tbody>{}</tbody>\n</table>\n<p>{}</p>')
    return Html(table.format(words["hand"].format(number=tracking.format(tidy)), rows, says))


def others() -> Html:
    """Return what other sources say about when the money is back, folded."""
    facts = {fact.id: fact for claim in CLAIMS_OF_REFUND for fact in CLAIMS[claim].others}
    return said_elsewhere(facts.values())


def dates() -> Html:
    """Return the latest dates of the year after the holiday data came out, a table for each of the large countries."""
    return Html(H("\n").join(_printed(*code.split("-")) for code in lookup.SETTINGS["printed"]))


def _printed(country: str, subdivision: str | None = None) -> Markup:
    words = _FORMS["print"]
    monday = lookup.RELEASED - timedelta(days=lookup.RELEASED.weekday())
    windows = [refund_window(monday + timedelta(days=n), country, subdivision) for n in range(_WEEKS * _WEEK)]
    calendar = windows[0].calendar
    differs = any(len({*window.by_region, window.latest}) > 1 for window in windows)
    notes = [
        words["firm" if all(window.firm for window in windows) else "moves"],
        *([words["parts"].format(place=calendar.place)] if differs else []),
        WORDS["verdict"]["data"].format(data=calendar.data),
    ]
    heads = H("").join(
        H('<th scope="col"><abbr title="{}">{}</abbr></th>').format(called, called[: WORDS["short"]])
        for called in WORDS["weekdays"]
    )
    rows = H("\n").join(_week(windows[at : at + _WEEK]) for at in range(0, len(windows), _WEEK))
    template = H(
        '<details class="g-more g-print">\n<summary>{}</summary>\n<p>{}</p>\n'
        '<table class="g-dates">\n<caption>{}</caption>\n'
        '<thead><tr><th scope="col">{}</th>{}</tr></thead>\n<tbody>\n{}\n</tbody>\n</table>\n</details>'
    )
    called = calendar.place.removeprefix("the ")
    caption = words["caption"].format(place=calendar.place)
    return template.format(called, " ".join(notes), caption, words["week"], heads, rows)


def _week(windows: Sequence[RefundWindow]) -> Markup:
    """Return a row of the printed dates: the week, then the latest date for a yes on each of its days."""
    monday = windows[0].confirmed
    cells = H("").join(H("<td>{}{}</td>").format(_short(day.latest), "" if day.firm else "*") for day in windows)
    return H('<tr><th scope="row">{} {}</th>{}</tr>').format(_short(monday), monday.year, cells)


def _short(day: date) -> str:
    return f"{day.day} {short_month(day)}"
