"""What a language's site is made of: its notebooks, where its pages lie beside the English ones, its own build."""

import json
import logging
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from functools import cache
from importlib import import_module
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path

import mkdocs.commands.build
from babel import Locale
from babel.numbers import format_decimal
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException, PluginError
from mkdocs.structure.pages import Page

import cells
import traces
import wording

ENGLISH = "en"
SPEAKS = ExitStack()
"""Lets the library speak the language of a build from its beginning on."""


class Asked:
    """What MkDocs was asked to do: while pages are only shown as they are written, there is less to make."""

    serves = False


class _Sites:
    """What changes with anything a language's site is made of, by its code; worked out once for a build."""

    keys: dict[str, str] = {}  # noqa: RUF012 - MkDocs has one build at a time
    child = False


def spoken() -> str:
    """Return the code of the language of this build."""
    return os.environ.get("GUIDE_LANGUAGE", ENGLISH)


def megabytes(count: int) -> str:
    """Return so many bytes as millions, with one decimal, as the language of this build writes it (CLDR)."""
    return str(format_decimal(count / 1e6, "0.0", locale=Locale.parse(spoken(), sep="-")))


def prose() -> dict[str, dict[str, dict[str, str]]]:
    """Return the prose of this build's language, by page and key."""
    return _prose(spoken())


@cache
def _prose(code: str) -> dict[str, dict[str, dict[str, str]]]:
    return wording.rows_of(code)


def notebooks(config: MkDocsConfig) -> Path:
    """Return the folder that holds notebooks/ in this language, made anew where something has changed."""
    root = Path(config.config_file_path).parent
    if spoken() == ENGLISH:
        return root
    made = _kept(config, spoken())
    key = _Sites.keys[spoken()]
    if not (made / "key").is_file() or (made / "key").read_text(encoding="utf-8") != key:
        shutil.rmtree(made / "notebooks", ignore_errors=True)
        (made / "notebooks").mkdir(parents=True)
        with import_module("guide_lib.words.language").in_language(spoken()):
            for path in sorted((root / "notebooks").glob("*.ipynb")):
                says = {id: row["says"] for id, row in prose()[path.name].items()}
                text = cells.translated(path, says)
                (made / "notebooks" / path.name).write_text(text, encoding="utf-8")
        (made / "key").write_text(key, encoding="utf-8")
    return made


def outside(uri: str, page: Page, config: MkDocsConfig) -> str | None:
    """Return where a page that is English only lies, seen from a page in another language; None if there is none."""
    path = Path(config.docs_dir) / uri
    if spoken() == ENGLISH or uri in wording.PAGES or path.suffix != ".md" or not path.is_file():
        return None
    place = uri.removesuffix(".md").removesuffix("index")
    return "../" * (page.url.count("/") + 1) + place + ("/" if place and not place.endswith("/") else "")


def alternates(page: Page | None) -> list[dict[str, str]]:
    """Return each language with its name, where this page is in it, and what it offers to a reader who speaks it."""
    language, words = import_module("guide_lib.words.language"), import_module("guide_lib.words")
    root = "../" * (page.url.count("/") if page else 0) + ("" if spoken() == ENGLISH else "../")
    here_too = bool(page and (page.file.src_uri in wording.PAGES or page.file.src_uri.endswith(".ipynb")))
    here = page.url if page and here_too else ""
    found = []
    for code in language.languages():
        with language.in_language(code):
            offer = words.words("site", "language", "offer")
        name = language.locale(code).get_display_name()
        place = "" if code == ENGLISH else f"{code}/"
        link = f"{root}{place}{here}" or "./"
        found.append({"lang": code, "name": name[0].upper() + name[1:], "link": link, "offer": offer, "here": here_too})
    return found


def build(config: MkDocsConfig) -> None:
    """Build each language that has changed, some at a time, and put all of them into the site.

    Each is built by a process of its own; where the system can fork, it has all that this one has read and worked out.
    """
    keys = {code: _Sites.keys[code] for code in others(config)}
    changed = [code for code, key in keys.items() if _known(config, code)[0] != key]
    given = [(code, keys[code], config.config_file_path, config.strict) for code in changed]
    context = get_context("fork" if "fork" in get_all_start_methods() else "spawn")
    if given:
        with context.Pool(os.cpu_count(), maxtasksperchild=1) as pool:
            for code, fault in zip(changed, pool.imap(_built, given), strict=True):
                if fault:
                    raise PluginError(f"The site in the language {code} was not built: {fault}")
    for code in keys:
        folder, target = _kept(config, code) / "site", Path(config.site_dir) / code
        if traces.contents(target) != _known(config, code)[1]:
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(folder, target)


def others(config: MkDocsConfig) -> list[str]:
    """Return the languages that a build makes beside English: all, where it is not told which one."""
    return list(config.extra.get("languages", ())) if "GUIDE_LANGUAGE" not in os.environ else []


def _built(given: tuple[str, str, str, bool]) -> str:
    """Build the site of a language, and remember what it was made of; return what is wrong, if anything is."""
    code, key, file, strict = given
    os.environ["GUIDE_LANGUAGE"] = code
    _Sites.keys, _Sites.child = {code: key}, True
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    try:
        config = load_config(file, strict=strict)
        config.site_dir = str(_kept(config, code) / "site")
        memory = _memory(config, code)
        memory.unlink(missing_ok=True)
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs.commands.build.build(config)
    except MkDocsException as error:
        return str(error)
    memory.write_text(json.dumps([key, traces.contents(Path(config.site_dir))]), encoding="utf-8")
    return ""


def _kept(config: MkDocsConfig, code: str) -> Path:
    """Return where all that is made of a language is kept."""
    return Path(config.config_file_path).parent / ".cache" / "languages" / code


def _memory(config: MkDocsConfig, code: str) -> Path:
    return _kept(config, code) / "site.json"


def _known(config: MkDocsConfig, code: str) -> list[str]:
    """Return what the site of a language was made of, and what it became; nothing of one that was not built."""
    memory = _memory(config, code)
    found: list[str] = json.loads(memory.read_text(encoding="utf-8")) if memory.is_file() else ["", ""]
    return found


def made_of(config: MkDocsConfig) -> str:
    """Return what changes with anything that the site in this build's language is made of; look it up for the others.

    A child of another build has been told.
    """
    if not _Sites.child:
        _Sites.keys = _traced(config, [spoken(), *others(config)])
    return _Sites.keys[spoken()]


def _traced(config: MkDocsConfig, codes: Iterable[str]) -> dict[str, str]:
    """Return, for each language, what changes with anything its site is made of: all but the words of other ones."""
    root = Path(config.config_file_path).parent
    offers = map(_offered, sorted((root / "guide_lib" / "words").glob("*.toml")))
    files = traces.sources(root, Path(config.site_dir))
    common = [str(config.site_url), os.environ["SOURCE_DATE_EPOCH"], *offers, *traces.environment()]
    aside = {code: set(of_others(root, code)) for code in codes}
    return {
        code: traces.digest([*common, *(files[path] for path in files if path not in aside[code])]) for code in aside
    }


def _offered(words: Path) -> str:
    """Return what a language's words say on the pages of the others; to read all of them would take longer."""
    return words.read_text(encoding="utf-8").partition("\n[site.language]\n")[2].partition("\n[")[0]


def of_others(root: Path, code: str) -> Iterator[Path]:
    """Yield the files of other languages, of which a build in this one is not made."""
    for folder in (root / "guide_lib" / "words", root / "docs" / "languages"):
        yield from (path for path in sorted(folder.glob("*.toml")) if path.stem not in (ENGLISH, code))
