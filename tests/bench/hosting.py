"""What the benchmarks in a browser share: a host for the site, and a line of their tables."""

import gzip
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from conftest import NO_CHROMIUM, Handler, chromium_on, of_playwright, served

PACKED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".mjs", ".wasm", ".ipynb"}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: what, the target and the figure in words, and whether it is met."""

    what: str
    target: str
    measured: str
    met: bool

    def __str__(self) -> str:
        return f"| {self.what} | {self.target} | {self.measured} | {'met' if self.met else '**missed**'} |"


ADDITIONS = 3_000_000


def pace() -> Iterator[Row]:
    """Yield how quick the machine is just now, to compare the seconds of two runs by."""
    start = time.process_time()
    total = 0
    for each in range(ADDITIONS):
        total += each
    told = f"{time.process_time() - start:.2f} s"
    yield Row(f"the machine meanwhile: {ADDITIONS // 10**6} million additions in Python", "no target", told, True)


class _Host(Handler):
    """Serves as a host of static pages does."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:  # noqa: N802 - as http.server calls it
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Cache-Control", "max-age=600")
        if path.suffix in PACKED:
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def chromium() -> str:
    """Return the path of a Chromium; SystemExit with a sentence if there is none."""
    return chromium_on(os.environ.get("PATH"), of_playwright) or sys.exit(NO_CHROMIUM)


@contextmanager
def hosted(site: Path) -> Iterator[str]:
    """Serve a folder on this machine; yield its address."""
    with served(site, _Host) as url:
        yield url
