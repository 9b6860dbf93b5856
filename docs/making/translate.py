"""What a language of the guide is made of: its words, its prose, what of them is new, changed or wrong.

`uv run docs/making/translate.py new sv` writes the two files of a language with the English in them, `check sv` tells
what is not right in them, `accept sv` notes that every word and row fits the English as it is now.
"""

import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml
from babel import Locale

from guide_lib.refund.days.statement import BECAUSE
from guide_lib.sources.claims import CLAIMS
from guide_lib.sources.facts import facts
from guide_lib.words import words

ROOT = Path(__file__).parents[2]
PAGES = ("index.md", "when.md", "number.md", "questions.md", "dates.md")
"""The pages of docs/ that a shopper reads; those about the making of the guide stay English."""
OWN = {("dates",), ("places",), ("site", "search", "slips")}
"""Tables of the English words that another language has from CLDR, or fills as it likes."""
SAME = {"zh"}
"""What every language has in common, by its last name."""
BY_PLURAL = ("unit", "amount")
USED = 2 / 3
"""How many of the texts with a term say it by its word of the glossary; the others say it around."""
FIELD = re.compile(r"\{[^{}]*\}|…|\{\{.*?\}\}")
TARGET = re.compile(r"\]\(([^)]*)\)")

Path_ = tuple[str, ...]


def leaves(part: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    """Yield each text of a table with the names under which it stands."""
    if not isinstance(part, dict):
        yield path, part
        return
    for key, inside in part.items():
        yield from leaves(inside, (*path, key))


def english(language: str) -> dict[Path_, Any]:
    """Return what a language has to say, in English, by its names: a count once for each of its plural categories."""
    found = {path: said for path, said in leaves(words()) if not any(path[: len(own)] == own for own in OWN)}
    found = {path: said for path, said in found.items() if path[-1] not in SAME}
    found |= {("claim", id): claim.says for id, claim in CLAIMS.items()}
    found |= {("fact", fact.id): fact.says for fact in facts()}
    found |= {("because", key): said for key, said in BECAUSE.items()}
    tags = [*sorted(Locale.parse(language, sep="-").plural_form.tags), "other"]
    return {each: said for path, said in found.items() for each, said in _by_plural(path, said, tags)}


def _by_plural(path: Path_, said: Any, tags: Iterable[str]) -> Iterator[tuple[Path_, Any]]:
    if path[0] not in BY_PLURAL or path[-1] not in {"one", "other"}:
        yield path, said
    elif path[-1] == "other":
        for tag in tags:
            yield (*path[:-1], tag), words(*path[:-1], "one" if tag == "one" else "other")


def prose() -> dict[tuple[str, str], str]:
    """Return the prose of the pages, by page and by the stored id of a cell or what its words come to."""
    found = {("mkdocs.yml", key): said for key, said in _settings()}
    for page in PAGES:
        for key, said in blocks((ROOT / "docs" / page).read_text(encoding="utf-8")):
            found[page, key] = said
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                found[path.name, cell["id"]] = "".join(cell["source"])
    return found


def _settings() -> Iterator[tuple[str, str]]:
    loader = type("Loader", (yaml.SafeLoader,), {})
    loader.add_multi_constructor("", lambda loader, suffix, node: None)  # type: ignore[attr-defined]
    settings = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), loader)
    for key in ("site_name", "site_description", "copyright"):
        yield key, settings[key]
    for entry in settings["nav"]:
        if isinstance(entry, dict):
            title, inside = next(iter(entry.items()))
            yield digest(title), title
            if isinstance(inside, str) and inside not in PAGES:
                raise ValueError(f"{inside} has a title in the navigation, and is no page that is translated.")
    for scheme in settings["theme"]["palette"]:
        yield digest(scheme["toggle"]["name"]), scheme["toggle"]["name"]


def blocks(markdown: str) -> Iterator[tuple[str, str]]:
    """Yield the title and the description of a page, and each block of it that has words, by what names them."""
    head, body = _parted(markdown)
    for key in ("title", "description"):
        if line := re.search(rf"(?m)^{key}: (.*)$", head):
            yield key, line[1]
    for block in body.split("\n\n"):
        if re.search(r"[A-Za-z]{2}", re.sub(r"\{\{.*?\}\}|<[^>]*>|\{ [^}]* \}", "", block)):
            yield digest(block.strip()), block.strip()


def _parted(markdown: str) -> tuple[str, str]:
    match = re.match(r"(?s)---\n(.*?\n)---\n(.*)", markdown)
    return (match[1], match[2]) if match else ("", markdown)


def digest(text: object) -> str:
    """Return what tells one text from another."""
    return sha256(str(text).encode()).hexdigest()[:8]


def words_file(language: str) -> Path:
    """Return where the words of a language stand."""
    return ROOT / "guide_lib" / "words" / f"{language}.toml"


def prose_file(language: str) -> Path:
    """Return where the prose of a language stands."""
    return ROOT / "docs" / "languages" / f"{language}.toml"


def _toml(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def written(texts: Mapping[Path_, Any]) -> str:
    """Return texts as TOML, in tables by all their names but the last."""
    tables: dict[Path_, list[str]] = {}
    for path, said in texts.items():
        tables.setdefault(path[:-1], []).append(f"{_key(path[-1])} = {_toml(said)}")
    return "\n\n".join("\n".join([f"[{'.'.join(map(_key, path))}]", *rows]) for path, rows in tables.items()) + "\n"


def _key(name: str) -> str:
    return name if re.fullmatch(r"[\w-]+", name, re.ASCII) else _toml(name)


def new(language: str) -> None:
    """Write the files of a language, with the English where nothing is said yet; what is there stays."""
    said = _read(words_file(language))
    texts = {path: said.get(path, text) for path, text in english(language).items()}
    own = {path: text for path, text in said.items() if path[:3] == ("site", "search", "slips")}
    words_file(language).write_text(written(texts | own), encoding="utf-8")

    before = _read(prose_file(language))
    rows: dict[Path_, str] = {("glossary", term): before.get(("glossary", term), term) for term in TERMS}
    for place, text in prose().items():
        rows |= {(*place, "en"): before.get((*place, "en"), text), (*place, "says"): before.get((*place, "says"), text)}
    rows |= {path: text for path, text in before.items() if path[0] == "words"}
    prose_file(language).parent.mkdir(exist_ok=True)
    prose_file(language).write_text(written(rows), encoding="utf-8")


def rows_of(language: str) -> dict[str, dict[str, dict[str, str]]]:
    """Return the prose of a language: what the English says and what it says, by page and key."""
    rows: dict[str, dict[str, dict[str, str]]] = tomllib.loads(prose_file(language).read_text(encoding="utf-8"))
    return rows


def _read(path: Path) -> dict[Path_, Any]:
    return dict(leaves(tomllib.loads(path.read_text(encoding="utf-8")))) if path.is_file() else {}


def accept(language: str) -> None:
    """Note of each word, and each row of prose, that it says what the English says now."""
    rows = _read(prose_file(language)) | {(*place, "en"): text for place, text in prose().items()}
    rows = {path: said for path, said in rows.items() if path[0] != "words"}
    rows |= {("words", ".".join(path)): digest(text) for path, text in english(language).items()}
    prose_file(language).parent.mkdir(exist_ok=True)
    prose_file(language).write_text(written(rows), encoding="utf-8")


def check(language: str) -> Iterator[str]:
    """Yield a sentence for each word and row of a language that is missing, idle, old or not as it should be."""
    said, texts = _read(words_file(language)), english(language)
    rows, pages = _read(prose_file(language)), prose()
    own = {path for path in said if path[:3] == ("site", "search", "slips")}
    file = f"words/{language}.toml"
    yield from (f"{file} has no {'.'.join(path)}; say it." for path in texts.keys() - said.keys())
    yield from (f"{file} has {'.'.join(path)}, which nobody says." for path in said.keys() - texts.keys() - own)
    for path, text in texts.items():
        if path in said:
            named = f"{file}, {'.'.join(path)}"
            yield from _faults(named, text, said[path])
            if rows.get(("words", ".".join(path))) != digest(text):
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
    said, rows = _read(words_file(language)), _read(prose_file(language))
    pairs = [(str(text), str(said.get(path, ""))) for path, text in english(language).items() if path[-1] != "finds"]
    pairs += [(text, rows.get((*place, "says"), "")) for place, text in prose().items()]
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
