"""How long the site takes, beside the other tools that make one of the same notebooks: docs/benchmarks/build.md.

    uv run --group bench python tests/bench/build.py

It prints the tables and writes them to the page. `--most 80` leaves out the 800 notebooks, which take minutes.
"""

import argparse
import gzip
import json
import os
import platform
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))
from copies import copied  # noqa: E402

PAGE = ROOT / "docs/benchmarks/build.md"
SIZES = (80, 800)
SHOWN = "08-money-back"
"""The page on which the rule is seen that changes."""
OLD, NEW = "15", "16"
RULE = 'count = {}, unit = "banking day"'
MAKES = ("mkdocs", "mkdocs-material", "mkdocs-jupyter", "nbconvert")
OTHERS = ("sphinx", "myst-nb", "jupyter-cache", "jupyter-book")

STOCK = """site_name: Guide
docs_dir: notebooks
theme: {{name: material}}
plugins: [search, mkdocs-jupyter: {{include: ["*.ipynb"], execute: {}}}]
"""
SPHINX = """project, html_theme = "Guide", "alabaster"
extensions = ["myst_nb"]
nb_execution_mode = "cache"
"""
BOOK = "title: Guide\nexecute: {execute_notebooks: cache}\nsphinx: {config: {html_theme: sphinx_book_theme}}\n"


@dataclass(frozen=True, slots=True)
class Contender:
    """A way to make a site of the notebooks: its name, what it reads, its command, and where a page comes to lie."""

    name: str
    config: dict[str, str]
    command: tuple[str, ...]
    page: str
    executes: bool = False
    follows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of a command: of work on all processors together, and by the clock."""

    work: float
    clock: float

    def __str__(self) -> str:
        return f"{self.work:.1f} ({self.clock:.1f})"


@dataclass(frozen=True, slots=True)
class Row:
    """What was measured of one contender; bytes of one page, and from how many other addresses it loads."""

    name: str
    cold: Cost
    warm: Cost
    changed: Cost
    bytes: int
    packed: int
    elsewhere: int
    notices: str


def contenders(others: Path) -> list[Contender]:
    """Return all of them; `others` is the Python in which Sphinx and Jupyter Book are installed."""
    mkdocs, page = (sys.executable, "-m", "mkdocs", "build"), "site/{}/index.html"
    sphinx = (str(others), "-m", "sphinx", "-q", "notebooks", "site")
    toc = "format: jb-book\nroot: index\nchapters: [glob: '[0-9]*']\n"
    book = (str(others.with_name("jupyter-book")), "build", "-q", "notebooks")
    return [
        Contender(
            "ours, the whole guide in English",
            {},
            mkdocs,
            "site/notebooks/{}/index.html",
            follows=(sys.executable, "notebooks/refresh.py"),
        ),
        Contender("mkdocs-jupyter as it comes, `execute: false`", {"mkdocs.yml": STOCK.format("false")}, mkdocs, page),
        Contender(
            "mkdocs-jupyter as it comes, `execute: true`", {"mkdocs.yml": STOCK.format("true")}, mkdocs, page, True
        ),
        Contender(
            "Sphinx, MyST-NB, jupyter-cache", {"notebooks/conf.py": SPHINX}, sphinx, "site/{}.html", executes=True
        ),
        Contender(
            "Jupyter Book 1, jupyter-cache",
            {"notebooks/_config.yml": BOOK, "notebooks/_toc.yml": toc},
            book,
            "notebooks/_build/html/{}.html",
            executes=True,
        ),
    ]


def tree(target: Path, contender: Contender, size: int = 0) -> Path:
    """Write what a contender builds from: the guide's notebooks, and as many more copies of them as are asked for."""
    copied(target)
    books = sorted((target / "notebooks").glob("*.ipynb"))
    for number in range(len(books) + 1, size + 1):
        source = books[number % len(books)]
        book = json.loads(source.read_text("utf-8"))
        book["cells"][0]["source"] += [f"\n\nThis is copy {number}."]  # else a cache would know them all by the first
        source.with_name(f"{number}-{source.name[3:]}").write_text(json.dumps(book), "utf-8")
    if contender.config:
        home = "# Guide\n" if "mkdocs.yml" in contender.config else "# Guide\n\n```{toctree}\n:glob:\n[0-9]*\n```\n"
        (target / "notebooks/index.md").write_text(home, "utf-8")
    for file, text in contender.config.items():
        (target / file).write_text(text, "utf-8")
    return target


def cost(place: Path, *commands: Sequence[str], language: str = "en") -> Cost:
    """Run commands one after the other, and return what they took; their output is shown if one fails.

    A site is made in one language, for the others make no more; in all that there are where none is given.
    """
    env = os.environ | {"PYTHONPATH": str(place), "NO_MKDOCS_2_WARNING": "1", "SITE_URL": "", "NO_COLOR": "1"}
    env |= {"GUIDE_LANGUAGE": language} if language else {}
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # with it each process compiles again all that it imports
    env["PATH"] = f"{Path(commands[0][0]).parent}{os.pathsep}{env['PATH']}"
    start, worked = time.monotonic(), _worked()
    for command in commands:
        done = subprocess.run(command, cwd=place, env=env, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"{' '.join(command)} failed:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    return Cost(_worked() - worked, time.monotonic() - start)


def _worked() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measured(contender: Contender, place: Path) -> Row:
    """Build cold, then with nothing changed, then after one figure of the library has changed."""
    tree(place, contender)
    if contender.follows:
        cost(place, contender.follows)  # the outputs are stored: whoever builds has run them before
    cold, warm = (cost(place, contender.command) for _ in range(2))
    html = (place / contender.page.format(SHOWN)).read_bytes()
    rules = place / "guide_lib/sources/claims.toml"
    rules.write_text(rules.read_text("utf-8").replace(RULE.format(OLD), RULE.format(NEW)), "utf-8")
    changed = cost(place, *filter(None, (contender.follows, contender.command)))
    after = (place / contender.page.format(SHOWN)).read_text("utf-8")
    return Row(
        contender.name,
        *(cold, warm, changed),
        len(html),
        len(gzip.compress(html, mtime=0)),
        len(
            set(
                re.findall(
                    rb'<(?:script|link)[^>]*(?:src|href)="(https?://[^"]+\.(?:js|css)[^"]*|https?://fonts[^"]+)"', html
                )
            )
        ),
        notices(contender, after),
    )


def notices(contender: Contender, after: str) -> str:
    """Say who tells of a rule that has changed (ours: tests/notebooks/test_drills.py), and what the page shows."""
    shows = f"{NEW} banking days" in after and f"{OLD} banking days" not in after
    who = "the checks" if contender.follows else "nobody"
    return f"{who}; the page {'follows' if shows else 'shows the old rule'}"


def growth(size: int, contender: Contender, place: Path) -> tuple[Cost, Cost, Cost]:
    """Build so many notebooks cold, again, and after one of them has changed."""
    tree(place, contender, size)
    cold, warm = (cost(place, contender.command) for _ in range(2))
    path = place / f"notebooks/{SHOWN}.ipynb"
    book = json.loads(path.read_text("utf-8"))
    book["cells"][0]["source"] = ["# When is the money back to you?\n\nSoon."]
    path.write_text(json.dumps(book), "utf-8")
    return cold, warm, cost(place, contender.command)


def tables(rows: Sequence[Row], grown: Sequence[tuple[int, str, tuple[Cost, Cost, Cost]]]) -> Iterator[str]:
    """Yield the lines of both tables."""
    yield (
        "| built by | cold | again | after a change of the library | a page, kB (gzip) "
        "| files from elsewhere | who notices |"
    )
    yield "|---|---:|---:|---:|---:|---:|---|"
    for row in rows:
        weight = f"{row.bytes / 1000:.0f} ({row.packed / 1000:.0f})"
        yield f"| {row.name} | {row.cold} | {row.warm} | {row.changed} | {weight} | {row.elsewhere} | {row.notices} |"
    yield ""
    yield "| notebooks | built by | cold | again | after one notebook has changed |"
    yield "|---:|---|---:|---:|---:|"
    for size, name, (cold, warm, changed) in grown:
        yield f"| {size} | {name} | {cold} | {warm} | {changed} |"


def installed(others: Path) -> str:
    """Return the releases that were measured."""
    ask = f"from importlib.metadata import version; print(*(f'{{n}} {{version(n)}}' for n in {OTHERS}), sep=', ')"
    told = subprocess.run([others, "-c", ask], capture_output=True, text=True, check=True).stdout.strip()
    return ", ".join([f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in MAKES), told])


def environment(place: Path) -> Path:
    """Install Sphinx and Jupyter Book apart from everything else, and return their Python."""
    env = os.environ | {"UV_PROJECT_ENVIRONMENT": str(place)}
    command = ["uv", "sync", "-q", "--no-default-groups", "--group", "bench-build"]
    subprocess.run(command, cwd=ROOT, env=env, check=True)
    return place / "bin/python"


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--most", type=int, default=SIZES[-1], help="the largest number of notebooks")
    most: int = parser.parse_args().most
    with TemporaryDirectory() as folder:
        others = environment(Path(folder) / "others")
        rows, grown = [], []
        for number, contender in enumerate(contenders(others)):
            rows.append(measured(contender, Path(folder) / f"{number}"))
            print(rows[-1], flush=True)
            for size in SIZES if not contender.executes else ():
                if size <= most:
                    grown.append((size, contender.name, growth(size, contender, Path(folder) / f"{number}-{size}")))
                    print(*map(str, grown[-1]), flush=True)
        found = "\n".join(tables(rows, sorted(grown, key=lambda row: row[0])))
        text = PAGE.read_text("utf-8")
        text = re.sub(
            r"(?s)<!-- seen -->.*?<!-- end -->",
            lambda _: f"<!-- seen -->\n{installed(others)}.\n\n{found}\n<!-- end -->",
            text,
        )
        PAGE.write_text(text, "utf-8")
    print(found)


if __name__ == "__main__":
    main()
