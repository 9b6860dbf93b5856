"""The built site and a browser, for the tests that look at what a reader sees."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, NoReturn

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, Page, expect, sync_playwright

from guide_lib.words.language import languages

ROOT = Path(__file__).parent.parent
PATIENCE = int(os.environ.get("GUIDE_PATIENCE", "60000"))
"""Milliseconds that a test waits for anything: only to end a hang, never to measure."""
NO_CHROMIUM = "there is no Chromium here, and `uv run playwright install chromium` brings one"
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


expect.set_options(timeout=PATIENCE)


class Handler(SimpleHTTPRequestHandler):
    """Serves the files of a folder, and says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        pass

    def handle(self) -> None:
        with suppress(ConnectionError):  # of a page that is left early, nobody takes the rest
            super().handle()


@contextmanager
def served(folder: Path, handler: type[Handler] = Handler) -> Iterator[str]:
    """Serve a folder on this machine; yield its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def lacking(what: str) -> NoReturn:
    """Skip a test for want of something; fail it in CI, where all must be there."""
    if os.environ.get("CI") == "true":
        pytest.fail(what)
    pytest.skip(what)


def build(source: Path, target: Path) -> subprocess.CompletedProcess[str]:
    """Build the site of a tree as its users do, strictly, and return what came of it."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(target)]
    env = os.environ | {"NO_MKDOCS_2_WARNING": "1", "SITE_URL": "", "SOURCE_DATE_EPOCH": "0"}
    return subprocess.run(command, cwd=source, env=env, capture_output=True, text=True, timeout=900, check=False)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a benchmark have its own site looked at."""
    parser.addoption("--site", type=Path, help="the folder of a site that is built already")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str, request: pytest.FixtureRequest) -> Path:
    """The folder of the built site; the first worker that wants it builds it for all."""
    if given := request.config.getoption("site"):
        return Path(given)
    place = tmp_path_factory.getbasetemp()
    place = place if worker_id == "master" else place.parent
    folder, said = place / "site", place / "site.txt"
    with FileLock(place / "site.lock"):
        if not said.exists():
            built = build(ROOT, folder)
            faults = [line for line in built.stderr.splitlines() if not line.startswith("INFO")]
            said.write_text("\n".join(faults) if built.returncode else "", encoding="utf-8")
    if fault := said.read_text(encoding="utf-8"):
        pytest.fail(fault, pytrace=False)
    return folder


Tables = dict[str, bytes]


@pytest.fixture(scope="session")
def tables(site: Path) -> Tables:
    """The table of each country, by its code, as a phone loads it from a built site."""
    return {path.stem: path.read_bytes() for path in (site / "tables").glob("*.json")}


def pages(site: Path) -> list[Path]:
    """The pages of a built site in English; what opens one as a notebook is Jupyter's (tests/live/test_lite.py)."""
    aside = {"lite", *languages()}  # other languages: tests/site/test_languages.py
    return sorted(path for path in site.rglob("*.html") if not aside & set(path.relative_to(site).parts))


@pytest.fixture(scope="session")
def site_url(site: Path) -> Iterator[str]:
    """The address of the built site, on this machine."""
    with served(site) as url:
        yield url


def chromium_on(path: str | None, of_playwright: Callable[[], str]) -> str | None:
    """Return the path of a Chromium: the system's, found on a PATH, or the one that Playwright has put there."""
    on_path = (shutil.which(name, path=path) for name in ("chromium", "chromium-browser", "google-chrome"))
    if found := next(filter(None, on_path), None):
        return found
    there = of_playwright()
    return there if Path(there).is_file() else None


def of_playwright() -> str:
    """Return where Playwright puts its Chromium, whether it is there or not."""
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; the test is skipped where there is none, except in CI."""
    found = chromium_on(os.environ.get("PATH"), of_playwright)
    if found is None:
        lacking(NO_CHROMIUM)
    return found


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many tests were skipped for want of a browser, and how to get one."""
    skipped = sum(NO_CHROMIUM in str(report.longrepr) for report in terminalreporter.stats.get("skipped", ()))
    if skipped:
        terminalreporter.write_line(f"{skipped} tests that need a browser were skipped: {NO_CHROMIUM}.")


@contextmanager
def opened(chromium: str) -> Iterator[Browser]:
    """A browser; while it is open, nothing else in its thread may use asyncio."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=QUIET, timeout=PATIENCE)
        for name in ("new_context", "new_page"):
            setattr(browser, name, _patient(getattr(browser, name)))
        yield browser
        browser.close()


def _patient(make: Callable[..., Any]) -> Callable[..., Any]:
    """Return what makes a page or a context, as one that waits as long as any test does."""

    def made(**options: Any) -> Any:
        page = make(**options)
        page.set_default_timeout(PATIENCE)
        return page

    return made


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """A browser for the tests of one module."""
    with opened(chromium) as browser:
        yield browser


STYLED = "css => { const more = new CSSStyleSheet(); more.replaceSync(css); document.adoptedStyleSheets.push(more) }"


def style(page: Page, css: str) -> None:
    """Add a rule to a page as a reader's browser may; the page's own policy allows no style element."""
    page.evaluate(STYLED, css)
