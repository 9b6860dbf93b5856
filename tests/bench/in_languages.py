"""How far each language of the guide goes, what it weighs and what it takes: docs/benchmarks/languages.md.

`uv run python tests/bench/in_languages.py` builds the site of all languages three times, and runs the tests of the
languages; `--lighthouse` measures Lighthouse's scores of three pages in each, too, whose row stays else.
"""

import shutil
import subprocess
import sys
import time
import tomllib
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / folder) for folder in ("tests", "tests/site", "docs/making")]

from babel import Locale  # noqa: E402
from build import cost  # noqa: E402
from copies import copied  # noqa: E402
from hosting import Row, chromium, hosted, pace  # noqa: E402
from scores import CATEGORIES, lighthouse  # noqa: E402
from test_light import loaded, packed  # noqa: E402

import translate  # noqa: E402
import wording  # noqa: E402
from guide_lib.words.language import ENGLISH, languages  # noqa: E402

PAGE = ROOT / "docs/benchmarks/languages.md"
BACK = ROOT / "tests/data/read_back.toml"
CODES = [code for code in languages() if code != ENGLISH]
BUILD = (sys.executable, "-m", "mkdocs", "build", "--strict")
MORE, WHEEL, CHECK = 6.0, 40.0, 60.0
"""kB of a first visit more than in English; kB of the wheel for a language; seconds of the whole check."""
COLD, AGAIN, ONE_WORD = 75.0, 2.0, 10.0
"""Seconds of a build of all languages."""
SCORED = ("", "when/", "notebooks/03-waiting-to-be-sent/")
EQUAL = "dates, figures, marks, links and answers as in English, each page; axe but for colours; no English left"
HEAD = """\
# In eleven languages

What `uv run python tests/bench/in_languages.py` has measured. The languages beside English: {named}.
Each is whole: the shopper's pages, the notebooks, the tool, the forms and their errors, the calendar file, the search.
Nobody who grew up with one of them has checked it yet; each page says so, and how to tell us.

| measure | target | measured | met? |
|---|---|---|---|
"""
READ = """
## Put back by a second translator

A second translator, who had not seen the English, put each text of {count} words or more, and each name of a day on
which only banks close, back into English. A third held the two side by side. What had come to mean something else, or
could be read so, was said anew; so was what was stiff or wrong in the language. Counted are texts; those that meant
something else are listed.

| language | texts read | another meaning | language alone | said anew |
|---|---:|---:|---:|---:|
"""
FEWEST = 3
"""Words that a text has at least to be put back: less is a label."""


@dataclass(frozen=True, slots=True)
class Read:
    """What the second and the third reader found of a language: how many texts they read, and each that differed."""

    texts: int
    rows: tuple[dict[str, str], ...]

    def of(self, kind: str) -> list[dict[str, str]]:
        """Return the texts that differed in meaning, or in language alone."""
        return [row for row in self.rows if row["kind"] == kind]


def read_back() -> dict[str, Read]:
    """Return what was found of each language."""
    given = tomllib.loads(BACK.read_text("utf-8"))
    return {code: Read(given[code]["texts"], tuple(given[code]["differed"])) for code in CODES if code in given}


def name(code: str) -> str:
    """Return the English name of a language."""
    return str(Locale.parse(code, sep="-").get_display_name("en"))


def whole() -> Iterator[Row]:
    """Yield how many languages lack nothing and use the words of their glossary, and what one adds to the wheel."""
    lacking = [code for code in CODES if any(translate.check(code))]
    told = f"{len(CODES) - len(lacking)} of {len(CODES)}"
    yield Row("languages complete, every text as new as the English", "10 of 10", told, told == "10 of 10")
    strays = sum(len(list(translate.strays(code))) for code in CODES)
    terms = f"the {len(translate.TERMS)} terms of the glossary, each used where the English has it"
    yield Row(terms, "0 strays", f"{strays} strays", not strays)
    sizes = {code: packed([wording.words_file(code)]) / 1000 for code in CODES}
    most = max(sizes, key=lambda code: sizes[code])
    told = f"+ {sizes[most]:.1f} kB at most ({name(most)})"
    yield Row("the wheel, packed, for a language", f"+ {WHEEL:.0f} kB", told, sizes[most] <= WHEEL)


def built(place: Path) -> tuple[float, list[Row]]:
    """Return the seconds that languages add to a build, and what it takes: cold, again, and after one word of one."""
    cold, again = (cost(place, BUILD, language="") for _ in range(2))
    words = place / f"guide_lib/words/{CODES[0]}.toml"
    said = wording.read(words)[("status", "shipped", "name")]
    words.write_text(words.read_text("utf-8").replace(f'"{said}"', f'"{said}."'), "utf-8")
    changed = cost(place, BUILD, language="")
    rows = [
        Row(f"{what} (seconds by the clock)", f"≤ {most:.0f} s", f"{found.clock:.1f} s", found.clock <= most)
        for what, found, most in (
            ("build of all languages, cold", cold, COLD),
            ("again, nothing changed", again, AGAIN),
            ("after one word of one language", changed, ONE_WORD),
        )
    ]
    shutil.rmtree(place / ".cache")
    english = cost(place, (*BUILD, "--site-dir", str(place.with_name("english"))))
    told = f"{english.clock:.1f} s, of {cold.clock:.1f} s for all"
    one = Row("`mkdocs serve` builds one language: English, or as `GUIDE_LANGUAGE` says; cold", "no target", told, True)
    return cold.clock - english.clock, [*rows, one]


def visited(site: Path) -> Iterator[Row]:
    """Yield what a first visit to the home page weighs beside the English one."""
    pages = {ENGLISH: "", **{code: f"{code}/" for code in CODES}}
    weights = {code: packed(loaded(site, page)) / 1000 for code, page in pages.items()}
    most = max(CODES, key=lambda code: weights[code])
    more = weights[most] - weights[ENGLISH]
    told = f"+ {more:.1f} kB at most ({name(most)}); English {weights[ENGLISH]:.1f} kB"
    yield Row("first visit to the home page, packed", f"≤ English + {MORE:.0f} kB", told, more <= MORE)


def tested(site: Path, build: float) -> Iterator[Row]:
    """Yield what the tests of the languages say, and how long they took, with what the build took longer."""
    files = ["tests/site/test_languages.py", "tests/site/test_in_languages.py"]
    # In the whole check other files fill the other worker while one is busy with these, and the workers run already.
    command = [sys.executable, "-m", "pytest", "-q", "--dist=load", "--site", str(site), *files]

    def run(*options: str) -> tuple[float, subprocess.CompletedProcess[str]]:
        start = time.monotonic()
        done = subprocess.run([*command, *options], cwd=ROOT, capture_output=True, text=True, check=False)
        return time.monotonic() - start, done

    starting, _ = run("-k", "none_of_them")
    took, done = run()
    took, held = took - starting, done.returncode == 0
    if not held:
        print(done.stdout)
    yield Row(EQUAL, "all of it", "all of it" if held else "not all of it", held)
    told = f"{took + build:.0f} s: {took:.0f} s of tests, {build:.0f} s of the build"
    yield Row("time added to the whole check", f"≤ {CHECK:.0f} s", told, took + build <= CHECK)


def scored(site: Path) -> Iterator[Row]:
    """Yield the lowest of Lighthouse's scores, as a phone, of three pages in each language, beside the English ones."""
    with hosted(site) as base:
        short = list[str]()
        lowest = dict.fromkeys(CATEGORIES, 100)
        for code in (ENGLISH, *CODES):
            for page in SCORED:
                path = page if code == ENGLISH else f"{code}/{page}"
                found = {each: round(score) for each, score in lighthouse(base + path, chromium(), "mobile").items()}
                print(path or "home", *found.values(), flush=True)
                lowest = {category: min(lowest[category], found[category]) for category in CATEGORIES}
                if min(found.values()) < 100:
                    short.append(path or "home")
    told = " / ".join(map(str, lowest.values())) + "".join(f"; `{path}`" for path in short)
    yield Row(f"Lighthouse mobile, {len(SCORED)} pages in each language, lowest", "100 × 4", told, not short)


def found_back() -> Iterator[str]:
    """Yield what the second and the third reader found, as a table, and each text that meant something else."""
    read = read_back()
    yield READ.format(count=FEWEST)
    for code, each in read.items():
        meaning, language = (len(each.of(kind)) for kind in ("meaning", "language"))
        yield f"| {name(code)} | {each.texts} | {meaning} | {language} | {meaning + language} |\n"
    for code, each in read.items():
        rows = "\n".join(f"- `{row['key']}` was read as: {row['read_as']}" for row in each.of("meaning"))
        yield f"\n### {name(code)}\n\n{rows}\n"


def main() -> None:
    """Measure, and write the page."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--lighthouse", action="store_true", help="Lighthouse, too")
    parser.add_argument("--read", action="store_true", help="only what was read back; what was measured stays")
    given = parser.parse_args()
    if given.read:
        PAGE.write_text(PAGE.read_text("utf-8").partition(READ[:20])[0] + "".join(found_back()), "utf-8")
        return
    with TemporaryDirectory() as folder:
        place = copied(Path(folder) / "guide")
        added, builds = built(place)
        site = place / "site"
        rows = [*whole(), *pace(), *builds, *visited(site), *tested(site, added)]
        if given.lighthouse:
            rows += scored(site)
    named = ", ".join(map(name, CODES))
    kept = (
        [] if given.lighthouse else [line for line in PAGE.read_text("utf-8").splitlines() if "| Lighthouse " in line]
    )
    text = HEAD.format(named=named) + "\n".join([*map(str, rows), *kept]) + "\n" + "".join(found_back())
    print(text)
    PAGE.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
