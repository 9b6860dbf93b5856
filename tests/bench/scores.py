"""Lighthouse's four scores of the site's pages, as a phone and as a desk."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from conftest import QUIET, ROOT
from hosting import Row

NODE = ROOT / "tests/lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def told_of(url: str, chromium: str, preset: str, *only: str) -> dict[str, Any]:
    """Return what Lighthouse tells of a page; SystemExit with its own words if it fails."""
    flags = f"--chrome-flags={' '.join(QUIET)}"
    command = ["npx", "--no-install", "lighthouse", url, "--quiet", "--output=json", flags, *only]
    command += ["--preset=desktop"] if preset == "desktop" else []
    env = os.environ | {"CHROME_PATH": chromium}
    done = subprocess.run(command, cwd=NODE, env=env, capture_output=True, text=True, timeout=240, check=False)
    if done.returncode:
        sys.exit(f"Lighthouse failed on {url}: {done.stderr[-2000:]}")
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def audited(url: str, chromium: str, audit: str) -> float:
    """Return the figure of one audit of a page as a phone has it."""
    return float(told_of(url, chromium, "mobile", f"--only-audits={audit}")["audits"][audit]["numericValue"])


def lighthouse(url: str, chromium: str, preset: str) -> dict[str, float]:
    """Return the four scores of a page, 0 to 100."""
    told = told_of(url, chromium, preset, f"--only-categories={','.join(CATEGORIES)}")
    for audit in told["audits"].values():
        if audit["score"] is not None and audit["score"] < 0.9 and audit.get("scoreDisplayMode") == "binary":
            print(f"  {preset} {url}: {audit['id']}: {audit['title']}", file=sys.stderr)
    return {name: 100 * (told["categories"][name]["score"] or 0) for name in CATEGORIES}


def scored(
    base: str, pages: Sequence[str], chromium: str, runs: int, *, of: int = 0, while_: str = ""
) -> Iterator[Row]:
    """Yield a row for each preset: the lowest median of any page, and the pages that miss 100.

    `of` is how many pages there are with those that had 100 before and are not looked at again; `while_` says what else
    goes on.
    """
    for preset in ("mobile", "desktop"):
        short: dict[str, list[int]] = {}
        lowest = dict.fromkeys(CATEGORIES, 100)
        for page in pages:
            every = [lighthouse(base + page, chromium, preset) for _ in range(runs)]
            middle = {name: round(median(each[name] for each in every)) for name in CATEGORIES}
            print(preset, page or "home", *middle.values(), flush=True)
            lowest = {name: min(lowest[name], middle[name]) for name in CATEGORIES}
            if min(middle.values()) < 100:
                short[page or "home"] = list(middle.values())
        missed = "; ".join(f"`{page}` {' / '.join(map(str, each))}" for page, each in short.items())
        told = f"lowest of {of or len(pages)} pages: {' / '.join(map(str, lowest.values()))}" + (
            f" ({missed})" if missed else ""
        )
        what = f"{while_}Lighthouse {preset}: performance, accessibility, best practices, SEO"
        yield Row(what, "100 / 100 / 100 / 100", told, not short)
