"""What a language of the guide is made of: its words, its prose, what of them is new, changed or wrong.

`uv run docs/making/translate.py new sv` writes the two files of a language with the English in them, `check sv` tells
what is not right in them, `accept sv` notes that every word and row fits the English as it is now.
"""

import re
import sys
from collections.abc import Iterator
from typing import Any

import wording

USED = 2 / 3
"""How many of the texts with a term say it by its word of the glossary; the others say it around."""
FIELD = re.compile(r"\{[^{}]*\}|…|\{\{.*?\}\}")
TARGET = re.compile(r"\]\(([^)]*)\)")


def new(language: str) -> None:
    """Write the files of a language, with the English where nothing is said yet; what is there stays."""
    said = wording.read(wording.words_file(language))
    texts = {path: said.get(path, text) for path, text in wording.english(language).items()}
    own = {path: text for path, text in said.items() if path[:3] == ("site", "search", "slips")}
    wording.words_file(language).write_text(wording.written(texts | own), encoding="utf-8")

    before = wording.read(wording.prose_file(language))
    rows: dict[wording.Path_, str] = {("glossary", term): before.get(("glossary", term), term) for term in TERMS}
    for place, text in wording.prose().items():
        rows |= {(*place, "en"): before.get((*place, "en"), text), (*place, "says"): before.get((*place, "says"), text)}
    rows |= {path: text for path, text in before.items() if path[0] == "words"}
    wording.prose_file(language).parent.mkdir(exist_ok=True)
    wording.prose_file(language).write_text(wording.written(rows), encoding="utf-8")


def accept(language: str) -> None:
    """Note of each word, and each row of prose, that it says what the English says now."""
    rows = wording.read(wording.prose_file(language)) | {
        (*place, "en"): text for place, text in wording.prose().items()
    }
    rows = {path: said for path, said in rows.items() if path[0] != "words"}
    rows |= {("words", ".".join(path)): wording.digest(text) for path, text in wording.english(language).items()}
    wording.prose_file(language).parent.mkdir(exist_ok=True)
    wording.prose_file(language).write_text(wording.written(rows), encoding="utf-8")


def check(language: str) -> Iterator[str]:
    """Yield a sentence for each word and row of a language that is missing, idle, old or not as it should be."""
    said, texts = wording.read(wording.words_file(language)), wording.english(language)
    rows, pages = wording.read(wording.prose_file(language)), wording.prose()
    own = {path for path in said if path[:3] == ("site", "search", "slips")}
    file = f"words/{language}.toml"
    yield from (f"{file} has no {'.'.join(path)}; say it." for path in texts.keys() - said.keys())
    yield from (f"{file} has {'.'.join(path)}, which nobody says." for path in said.keys() - texts.keys() - own)
    for path, text in texts.items():
        if path in said:
            named = f"{file}, {'.'.join(path)}"
            yield from _faults(named, text, said[path])
            if rows.get(("words", ".".join(path))) != wording.digest(text):
                yield f"{named}: the English has changed since; look at it, then accept it."
    file = f"languages/{language}.toml"
    places = {(path[0], path[1]) for path in rows if len(path) == 3}
    yield from (f"{file} has no {page}.{key}; say it." for page, key in pages.keys() - places)
    yield from (f"{file} has {page}.{key}, which is gone from the page." for page, key in places - pages.keys())
    for place, text in pages.items():
        if place in places:
            named = f"{file}, {'.'.join(place)}"
            yield from _faults(named, text, rows.get((*place, "says"), ""))
            if rows.get((*place, "en")) != text:
                yield f"{named}: the English has changed since; look at it, then accept it."
    yield from (f"{file} has no glossary.{term}; say it." for term in TERMS if ("glossary", term) not in rows)


def strays(language: str) -> Iterator[str]:
    """Yield each term of the glossary that is said in other words in more than a third of the texts that have it."""
    said, rows = wording.read(wording.words_file(language)), wording.read(wording.prose_file(language))
    pairs = [
        (str(text), str(said.get(path, ""))) for path, text in wording.english(language).items() if path[-1] != "finds"
    ]
    pairs += [(text, rows.get((*place, "says"), "")) for place, text in wording.prose().items()]
    for term in TERMS:
        has = re.compile(rf"\b{term[:-1] if term.endswith('y') else term}", re.IGNORECASE)
        stems = re.compile(rows[("glossary", term)], re.IGNORECASE)
        found = [bool(stems.search(other)) for one, other in pairs if has.search(FIELD.sub("", one))]
        if sum(found) < USED * len(found):
            yield f"languages/{language}.toml, glossary.{term}: only {sum(found)} of {len(found)} texts say it so."


def _faults(named: str, text: Any, said: Any) -> Iterator[str]:
    """Yield what is not as in English: the fields, the targets of links, the length, the words themselves."""
    if isinstance(text, list):
        if not isinstance(said, list) or len(said) != len(text):
            yield f"{named}: it should be a list of {len(text)}."
        return
    if not isinstance(said, str) or (not said.strip() and text.strip()):
        yield f"{named}: it says nothing."
        return
    for kind, what in (("field", FIELD), ("link", TARGET)):
        one, other = ({*what.findall(each)} for each in (text, said))
        one -= {"{count}"} if named.rsplit(", ", maxsplit=1)[-1].startswith(("unit.", "amount.")) else set()
        if lacking := one - other:
            yield f"{named}: the {kind} {min(lacking)} is missing."
        if odd := other - one - {"{count}"}:
            yield f"{named}: the {kind} {min(odd)} is not in the English."
    if len(said) > 1.5 * len(text) + 25 and not named.rsplit(", ", maxsplit=1)[-1].endswith("finds"):
        yield f"{named}: it is {len(said)} characters long, more than half longer than the English."


def _main(given: list[str]) -> int:
    orders = {"new": new, "accept": accept}
    match given:
        case [order, language] if order in orders:
            orders[order](language)
            return 0
        case ["check", language]:
            faults = sorted(check(language))
            print("\n".join(faults) or "All is well.")
            return int(bool(faults))
    print(__doc__)
    return 2


TERMS = (
    """
order, seller, site, cancel, refund, money, dispute, parcel, tracking number, carrier, check digit, payment, card, bank,
banking day, weekend, holiday, latest date, status, reason, message, source, article, screenshot, proof, account,
reminder, statement, wallet, button
""".strip()
    .replace("\n", " ")
    .split(", ")
)
"""The words that this guide uses for one thing each, in every language."""

if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
