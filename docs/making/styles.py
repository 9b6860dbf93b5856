"""The styles that pages use, worked out from the built pages: the theme's sheets hold many times as many rules.

A rule stays if its selectors may match: their classes, ids, tags and attributes stand on a page of the kind, or as a
word in a script. What a selector excludes does not count, and what is not understood stays. Pages that ask for the
same sheets are a kind, and get one sheet (CSS Syntax 3, as tinycss2 reads it).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from typing import Any

import tinycss2  # type: ignore[import-untyped]

Nodes = list[Any]
Given = Sequence[tuple[str, str | None]]
TAG = re.compile(r"""<[A-Za-z](?:[^>"']|"[^"]*"|'[^']*')*>""")
IMPLIED = ("html", "head", "body", "tbody", "colgroup")
"""Tags that a browser puts in where a page leaves them out."""
DYNAMIC = {"hidden", "open", "checked", "disabled", "style", "class", "lang", "type", "for", "tabindex"}
"""Attributes whose values change while a page is read."""
EITHER = {"is", "where", "has", "matches", "any", "host"}
INSIDE = {"media", "supports", "layer", "container"}
ATTRIBUTE = re.compile(r"(?s)\s*([\w-]+)\s*(?:([~|^$*]?=)\s*(.*?))?(?:\s+[is])?\s*")
WORD = re.compile(r"[A-Za-z_][\w-]*")
VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
DECLARED = re.compile(r"(?<=[{;])(--[\w-]+):(?:[^;{}\"']|\"[^\"]*\"|'[^']*')*(?:;|(?=}))")
KEYFRAMES = re.compile(r"@keyframes ([\w-]+)\{(?:[^{}]*\{[^{}]*\})*\}")


class _Tag(HTMLParser):
    """A start tag as a browser reads it."""

    name = ""
    given: Given = ()

    def handle_starttag(self, tag: str, attrs: Given) -> None:
        self.name, self.given = tag, attrs


@dataclass
class Seen:
    """What stands on pages: tags, classes, ids, attributes by name and by name and value; and the words of scripts."""

    tags: set[str] = field(default_factory=lambda: set(IMPLIED))
    classes: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=lambda: set(DYNAMIC))
    values: set[tuple[str, str]] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)

    def page(self, html: str) -> None:
        """Take in a page, with what its templates hold; a tag that is written as one before is known."""
        tags = set(TAG.findall(html))
        for tag in tags - self.written:
            reader = _Tag()
            reader.feed(tag)
            self.tags.add(reader.name)
            for name, value in reader.given:
                self.attributes.add(name)
                self.values.add((name, value or ""))
            given = dict(reader.given)
            self.classes.update((given.get("class") or "").split())
            self.ids.add(given.get("id") or "")
        self.written |= tags

    def script(self, code: str) -> None:
        """Take in a script: any word of it may be a class, a tag or an id that it adds."""
        self.words.update(WORD.findall(code))


def used(sheets: Iterable[str], seen: Seen) -> str:
    """Return the rules of some sheets, in order, that pages may use, without the variables that none of them reads."""
    text = "".join("".join(_kept_of(rules(sheet), seen)) for sheet in sheets)
    read: set[str] = set()
    while read != (read := set(VARIABLE.findall(text))):
        text = DECLARED.sub(_read_by(read), text)
    moves = set(re.findall(r"animation(?:-name)?:([^;}]*)", text))
    return KEYFRAMES.sub(lambda found: found[0] if any(found[1] in each for each in moves) else "", text)


def _read_by(read: set[str]) -> Callable[[re.Match[str]], str]:
    return lambda found: found[0] if found[1] in read else ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of a sheet: its selectors, each with its text, and its block; or an at-rule, with its rules or whole."""

    selectors: tuple[tuple[Nodes, str], ...]
    block: str
    inside: "tuple[Rule, ...]" = ()


@cache
def rules(sheet: str) -> tuple[Rule, ...]:
    """Return the rules of a style sheet."""
    return tuple(_rules(tinycss2.parse_stylesheet(sheet, True, True)))


def _rules(nodes: Nodes) -> Iterator[Rule]:
    for node in nodes:
        if node.type == "qualified-rule":
            yield Rule(tuple((one, _written(one)) for one in _split(node.prelude)), _block(node.content))
        elif node.type == "at-rule" and node.lower_at_keyword in INSIDE and node.content is not None:
            inside = tuple(_rules(tinycss2.parse_rule_list(node.content, True, True)))
            yield Rule((), f"@{node.at_keyword} {_written(node.prelude)}", inside)
        elif node.type == "at-rule" and node.lower_at_keyword != "charset":
            block = f"{{{_tidy(tinycss2.serialize(node.content))}}}" if node.content is not None else ";"
            yield Rule((), f"@{node.at_keyword} {_written(node.prelude)}{block}")


def _kept_of(rules: Iterable[Rule], seen: Seen) -> Iterator[str]:
    for rule in rules:
        kept = [text for nodes, text in rule.selectors if _may_match(nodes, seen)]
        if rule.inside:
            if inside := "".join(_kept_of(rule.inside, seen)):
                yield f"{rule.block}{{{inside}}}"
        elif not rule.selectors:
            yield rule.block
        elif kept and rule.block:
            yield f"{','.join(kept)}{{{rule.block}}}"


def _block(content: Nodes) -> str:
    """Return the declarations of a rule; with rules inside them, as they are."""
    parts = tinycss2.parse_blocks_contents(content, True, True)
    if any(part.type != "declaration" for part in parts):
        return _tidy(tinycss2.serialize(content))
    return ";".join(f"{part.name}:{_written(part.value)}{'!important' * part.important}" for part in parts)


def _written(nodes: Nodes) -> str:
    return _tidy(tinycss2.serialize(nodes)).strip()


def _tidy(text: str) -> str:
    return re.sub(r"\s*([{};])\s*", r"\1", re.sub(r"\s+", " ", re.sub(r"(?s)/\*.*?\*/", "", text)))


def _split(nodes: Nodes) -> list[Nodes]:
    """Return a list of selectors one by one."""
    parts: list[Nodes] = [[]]
    for node in nodes:
        if node == ",":
            parts.append([])
        else:
            parts[-1].append(node)
    return parts


def _may_match(selector: Nodes, seen: Seen) -> bool:
    before = ""
    for node in selector:
        if node.type == "ident" and not _ident(before, node.value, seen):
            return False
        if node.type == "hash" and node.value not in seen.ids | seen.words:
            return False
        if node.type == "[] block" and not _attribute(tinycss2.serialize(node.content), seen):
            return False
        if node.type == "function" and node.lower_name in EITHER:
            either = [_may_match(one, seen) for one in _split(node.arguments)]
            if not any(either):
                return False
        before = node.value if node.type == "literal" else ""
    return True


def _ident(before: str, name: str, seen: Seen) -> bool:
    match before:
        case ":":
            return True
        case ".":
            return name in seen.classes or name in seen.words
    return name.lower() in seen.tags or name in seen.words or name in {"from", "to"}


def _attribute(text: str, seen: Seen) -> bool:
    found = ATTRIBUTE.fullmatch(text)
    if not found or found[1] in DYNAMIC or found[1].startswith("aria-") or found[1] in seen.words:
        return True
    value = (found[3] or "").strip("\"'")
    if found[2] == "=":
        return (found[1], value) in seen.values or value in seen.words
    return found[1] in seen.attributes
