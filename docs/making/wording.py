"""The texts of a language: what it has to say, in English and in its own words, and the files in which they stand."""

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml
from babel import Locale

from guide_lib.refund.days.statement import BECAUSE
from guide_lib.sources import read_toml
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
    found |= {("holiday", name): name for name in sorted(_named())}
    tags = [*sorted(Locale.parse(language, sep="-").plural_form.tags), "other"]
    return {each: said for path, said in found.items() for each, said in _by_plural(path, said, tags)}


def _named() -> set[str]:
    """Return what days are called that banks keep, and that `holidays` may not have."""
    return {row["name"] for row in read_toml("refund/days/bank_days.toml")["day"] if "name" in row}


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


def rows_of(language: str) -> dict[str, dict[str, dict[str, str]]]:
    """Return the prose of a language: what the English says and what it says, by page and key."""
    rows: dict[str, dict[str, dict[str, str]]] = tomllib.loads(prose_file(language).read_text(encoding="utf-8"))
    return rows


def read(path: Path) -> dict[Path_, Any]:
    """Return the texts of a file by their names; none where it is not there."""
    return dict(leaves(tomllib.loads(path.read_text(encoding="utf-8")))) if path.is_file() else {}
