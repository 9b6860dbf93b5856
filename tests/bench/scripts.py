"""Does a test notice a changed line of a script? Each is changed in every way of CHANGES, one small piece at a time.

    uv run tests/bench/scripts.py [refund.js …]

The site is built once; each change is tried in a copy of it. The table goes to tests/data/scripts.md.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "docs/assets"
PAGE = ROOT / "tests/data/scripts.md"
TESTS = {
    "dates.js": ("phone",),
    "guide.js": ("home", "site"),
    "offline.js": ("offline",),
    "refund.js": ("phone",),
    "reminder.js": ("phone",),
    "theme.js": ("light",),
    "tool.js": ("home", "tool"),
    "tracking.js": ("phone",),
}
"""The tests of each script: those of tests/site that open a page with it."""

CHANGES = (
    (r"===", "!=="),
    (r"!==", "==="),
    (r"&&", "||"),
    (r"\|\|", "&&"),
    (r"\?\?", "&&"),
    (r" < ", " <= "),
    (r" <= ", " < "),
    (r" > ", " >= "),
    (r" >= ", " > "),
    (r" \+ ", " - "),
    (r" - ", " + "),
    (r" \* ", " / "),
    (r"\btrue\b", "false"),
    (r"\bfalse\b", "true"),
    (r"\bif \(", "if (!"),
    (r"(?<![\w.])\d+\b", "7"),
    (r"\bawait ", ""),
    (r'"[\w-]+"', '"other"'),
)
"""What is replaced by what, wherever it stands in code."""

HEAD = """\
# Does a test notice a changed line of a script?

The scripts of the pages were changed, one small piece at a time: another comparison, “and” for “or”, plus for minus, a
condition turned round, another number, another name, no waiting. A test that opens a page in a browser must fail each
time. In a run that takes {patience} s the change counts as noticed.

```sh
uv run tests/bench/scripts.py
```

| script | changes | noticed | not noticed |
|---|---:|---:|---:|
"""
PATIENCE = 300


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a script: its name, the line before and after, and the whole text after."""

    script: str
    was: str
    now: str
    text: str


def changes(script: str) -> Iterator[Change]:
    """Yield every change of a script, in code and not in its comments, each once."""
    text = (ASSETS / script).read_text("utf-8")
    seen = {text}
    for pattern, instead in CHANGES:
        for found in re.finditer(pattern, text):
            start, end = text.rfind("\n", 0, found.start()) + 1, text.find("\n", found.end())
            after = text[: found.start()] + instead + text[found.end() :]
            if "//" in text[start : found.start()] or after in seen:
                continue
            seen.add(after)
            was = text[start:end]
            yield Change(
                script, was.strip(), (text[start : found.start()] + instead + text[found.end() : end]).strip(), after
            )


def noticed(change: Change, site: Path) -> bool:
    """Return whether a test fails on a site with the changed script."""
    with TemporaryDirectory() as folder:
        copy = shutil.copytree(site, Path(folder) / "site", copy_function=os.link)
        target = copy / "assets" / change.script
        target.unlink()
        target.write_text(change.text, "utf-8")
        return fails(copy, TESTS[change.script])


def fails(site: Path, tests: Sequence[str]) -> bool:
    """Return whether one of the tests fails on a site, or takes too long."""
    files = [str(ROOT / f"tests/site/test_{name}.py") for name in tests]
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-n",
        "0",
        "-p",
        "no:cacheprovider",
        f"--site={site}",
        *files,
    ]
    env = os.environ | {"GUIDE_PATIENCE": "5000"}
    try:
        return bool(
            subprocess.run(command, cwd=ROOT, env=env, capture_output=True, timeout=PATIENCE, check=False).returncode
        )
    except subprocess.TimeoutExpired:
        return True


def main(named: Sequence[str]) -> int:
    """Try the scripts named, or all; write the page, and return 1 where no test notices a change."""
    rows, lost = {script: f"| {script} | not tried yet | | |" for script in TESTS}, list[Change]()
    with TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q", "--site-dir", str(site)], cwd=ROOT, check=True)
        for script in named or TESTS:
            if fails(site, TESTS[script]):
                raise SystemExit(f"A test of {script} fails before anything is changed; mend that first.")
            every = list(changes(script))
            with ThreadPoolExecutor(os.cpu_count()) as pool:
                missed = [
                    one
                    for one, seen in zip(every, pool.map(lambda one: noticed(one, site), every), strict=True)
                    if not seen
                ]
            rows[script] = f"| {script} | {len(every)} | {len(every) - len(missed)} | {len(missed)} |"
            lost += missed
            print(rows[script], *(f"{one.script}\n- {one.was}\n+ {one.now}" for one in missed), sep="\n", flush=True)
    diff = [f"`{one.script}`\n\n```diff\n- {one.was}\n+ {one.now}\n```\n" for one in lost]
    page = "\n".join([HEAD.format(patience=PATIENCE) + "\n".join(rows.values()), "", *diff])
    PAGE.write_text(page.rstrip() + "\n", "utf-8")
    return bool(lost)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
