"""What a language's site is made of: its notebooks, where its pages lie beside the English ones, its own build."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib import import_module
from pathlib import Path

from babel import Locale
from babel.numbers import format_decimal
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page

import rerun
import traces
import translate

ENGLISH = "en"


def spoken() -> str:
    """Return the code of the language of this build."""
    return os.environ.get("GUIDE_LANGUAGE", ENGLISH)


def megabytes(count: int) -> str:
    """Return so many bytes as millions, with one decimal, as the language of this build writes it (CLDR)."""
    return str(format_decimal(count / 1e6, "0.0", locale=Locale.parse(spoken(), sep="-")))


@cache
def prose() -> dict[str, dict[str, dict[str, str]]]:
    """Return the prose of this build's language, by page and key."""
    return translate.rows_of(spoken())


def notebooks(config: MkDocsConfig) -> Path:
    """Return the folder that holds notebooks/ in this language, made anew where something has changed."""
    root = Path(config.config_file_path).parent
    if spoken() == ENGLISH:
        return root
    made = root / ".cache" / "languages" / spoken()
    key = _key(config, spoken())
    if not (made / "key").is_file() or (made / "key").read_text(encoding="utf-8") != key:
        shutil.rmtree(made / "notebooks", ignore_errors=True)
        (made / "notebooks").mkdir(parents=True)
        with import_module("guide_lib.words.language").in_language(spoken()):
            for path in sorted((root / "notebooks").glob("*.ipynb")):
                says = {id: row["says"] for id, row in prose()[path.name].items()}
                text = rerun.translated(path, says)
                (made / "notebooks" / path.name).write_text(text, encoding="utf-8")
        (made / "key").write_text(key, encoding="utf-8")
    return made


def outside(uri: str, page: Page, config: MkDocsConfig) -> str | None:
    """Return where a page that is English only lies, seen from a page in another language; None if there is none."""
    path = Path(config.docs_dir) / uri
    if spoken() == ENGLISH or uri in translate.PAGES or path.suffix != ".md" or not path.is_file():
        return None
    place = uri.removesuffix(".md").removesuffix("index")
    return "../" * (page.url.count("/") + 1) + place + ("/" if place and not place.endswith("/") else "")


def alternates(page: Page | None) -> list[dict[str, str]]:
    """Return each language with its name, where this page is in it, and what it offers to a reader who speaks it."""
    language, words = import_module("guide_lib.words.language"), import_module("guide_lib.words")
    root = "../" * (page.url.count("/") if page else 0) + ("" if spoken() == ENGLISH else "../")
    here_too = bool(page and (page.file.src_uri in translate.PAGES or page.file.src_uri.endswith(".ipynb")))
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
    """Build each language that has changed, some at a time, and put all of them into the site."""
    root = Path(config.config_file_path).parent
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda code: _put(root, code, config), others(config)))


def others(config: MkDocsConfig) -> list[str]:
    """Return the languages that a build makes beside its own."""
    return list(config.extra.get("languages", ())) if spoken() == ENGLISH else []


def _put(root: Path, code: str, config: MkDocsConfig) -> None:
    """Put the site of a language into the site, built anew if something of it has changed."""
    folder, memory = (root / ".cache" / "languages" / code / name for name in ("site", "site.json"))
    key, target = _key(config, code), Path(config.site_dir) / code
    known = json.loads(memory.read_text(encoding="utf-8")) if memory.is_file() else ["", ""]
    if known[0] != key:
        memory.unlink(missing_ok=True)
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", *["--strict"] * bool(config.strict)]
        command += ["--config-file", config.config_file_path, "--site-dir", str(folder)]
        env = os.environ | {"GUIDE_LANGUAGE": code}
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
        if done.returncode:
            raise PluginError(f"The site in the language {code} was not built: {done.stderr.strip()}")
        known = [key, traces.contents(folder)]
        memory.write_text(json.dumps(known), encoding="utf-8")
    if traces.contents(target) != known[1]:
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(folder, target)


def _key(config: MkDocsConfig, code: str) -> str:
    """Return what changes with all that a language's site is made of."""
    return traces.digest([str(config.site_url), *sources(config, code)])


def sources(config: MkDocsConfig, code: str) -> list[str]:
    """Return what the site in a language is made of: all but the words and the prose of others."""
    root = Path(config.config_file_path).parent
    return [*offers(), *traces.sources(root, Path(config.site_dir), set(of_others(root, code)))]


def offers() -> list[str]:
    """Return what each language offers to its readers on the pages of the others."""
    return [json.dumps(each["offer"]) for each in alternates(None)]


def of_others(root: Path, code: str) -> Iterator[Path]:
    """Yield the files of other languages, of which a build in this one is not made."""
    for folder in (root / "guide_lib" / "words", root / "docs" / "languages"):
        yield from (path for path in sorted(folder.glob("*.toml")) if path.stem not in (ENGLISH, code))
