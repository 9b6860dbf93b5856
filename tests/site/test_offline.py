"""The site with no network, and from one version to the next: a browser that has kept it, and a host that changes."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import monotonic

import pytest
from conftest import ROOT, Handler
from mkdocs.config import load_config
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

import offline
import tongues
from guide_lib.words import words
from guide_lib.words.language import ENGLISH, languages

BELOW = "/some/guide/"
"""The site is not at the top of its host."""
WORDS = words("site")["when"]
ANSWERED = "when/#day=2026-12-18&country="
PATIENCE = 60
"""Seconds within which what is awaited has happened, even on a machine that is busy."""
ASIDE = {*languages(), "lite", "runtime"}
"""Of the site's folders those that the English worker knows nothing of."""
AWAY = "This page is not kept on your phone, and there is no network."
SEEN = """() => {
    const { page, script } = document.documentElement.dataset
    return [page, script, getComputedStyle(document.documentElement).getPropertyValue("--version").trim()]
}"""
READY = "() => navigator.serviceWorker.ready.then(() => true)"
WAITING = """async () => {
    const { installing, waiting } = await navigator.serviceWorker.getRegistration()
    return Boolean(waiting) && !installing
}"""
TRIED = """async () => {
    const found = await (await navigator.serviceWorker.getRegistration()).update()
    const coming = found.installing
    if (coming) await new Promise(done => coming.addEventListener("statechange", done, { once: true }))
    return Boolean(found.waiting)
}"""


class _Host(ThreadingHTTPServer):
    """A host on this machine, which may be out of reach, lose a file on the way, or change what it has."""

    folder: Path
    reached = True
    lost = ""


class _Handler(Handler):
    server: _Host

    def translate_path(self, path: str) -> str:
        self.directory = str(self.server.folder)
        return super().translate_path(path.removeprefix(BELOW.rstrip("/")))

    def do_GET(self) -> None:  # noqa: N802 - as http.server calls it
        path = self.path.partition("?")[0]
        if self.server.reached and not (self.server.lost and path.endswith(self.server.lost)):
            super().do_GET()

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()


@pytest.fixture
def host() -> Iterator[_Host]:
    with _Host(("127.0.0.1", 0), _Handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def versions(site: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two versions of the site in which every page, every script and every table tells which one it is of."""
    return _version(site, tmp_path_factory.mktemp("one") / "site", 1), _version(
        site, tmp_path_factory.mktemp("two") / "site", 2
    )


def _version(site: Path, folder: Path, number: int) -> Path:
    shutil.copytree(site, folder, ignore=lambda place, _: ASIDE if Path(place) == site else ())
    for path in folder.rglob("*.html"):
        _change(path, lambda text: text.replace('<html lang="en"', f'<html lang="en" data-page="{number}"'), number)
    for path in (folder / "assets").glob("page.*.css"):
        _change(path, lambda text: f"{text}\n:root {{ --version: {number} }}\n", number)
    script = f'\ndocument.documentElement.dataset.script = "{number}"\n'
    _change(folder / "assets/guide.js", lambda text: text + script, number)
    for path in (folder / "tables").glob("*.json"):
        _change(path, lambda text: text.replace('"place":"', f'"place":"{number} '), number)
    worker = (folder / "sw.js").read_text("utf-8")
    pages = re.findall(r'"((?:[\w-]+/)*)"', worker.partition("{")[0])
    offline.keep(folder, pages)
    os.utime(folder / "sw.js", (number * 1e6, number * 1e6))
    return folder


def _change(path: Path, change: Callable[[str], str], number: int) -> None:
    path.write_text(change(path.read_text("utf-8")), "utf-8")
    os.utime(path, (number * 1e6, number * 1e6))


@contextmanager
def _phone(browser: Browser, host: _Host) -> Iterator[tuple[BrowserContext, Callable[..., Page]]]:
    """A reader's browser that has kept nothing yet, and how to open a page in a new tab of it."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, locale="en-GB")
    context.set_default_timeout(PATIENCE * 1000)

    def visit(path: str = "") -> Page:
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{host.server_port}{BELOW}{path}")
        return page

    yield context, visit
    context.close()


def _kept(page: Page) -> Page:
    page.evaluate(READY)
    return page


def _until(page: Page, met: str) -> None:
    """Wait until a promise of the page tells true; the page may load anew meanwhile."""
    end = monotonic() + PATIENCE
    while True:
        with suppress(Error):  # it went away while it was asked
            if page.evaluate(met):
                return
        assert monotonic() < end, f"{met}\n{page.url}: {page.locator('body').inner_text()[:500]}"
        page.wait_for_timeout(50)


def test_a_worker_knows_the_files_of_its_language_only(site: Path) -> None:
    for code in languages():
        place = site / code if code != ENGLISH else site
        known = set(re.findall(r'"([\w./-]*)":"sha256-', (place / "sw.js").read_text("utf-8")))
        assert {"", "when/", "tables/DE.json"} <= known, code
        assert not {path for path in known if path.partition("/")[0] in ASIDE}, code


def test_once_visited_it_opens_with_no_network(browser: Browser, host: _Host, versions: tuple[Path, Path]) -> None:
    host.folder = versions[0]
    with _phone(browser, host) as (_, visit):
        _kept(visit())
        expect(visit(f"{ANSWERED}DE").locator("#answer .g-late")).to_be_visible()
        host.reached = False
        page = visit("#awaiting_shipment")
        expect(page.locator("details#awaiting_shipment")).to_be_visible()
        assert page.evaluate(SEEN) == ["1", "1", "1"]
        page.goto(page.url.partition("#")[0] + "notebooks/09-map")  # no slash, as some will type it
        expect(page.locator("svg.g-map")).to_be_visible()
        page = visit(f"{ANSWERED}DE")
        expect(page.locator("#answer .g-late")).to_be_visible()
        page.get_by_label(WORDS["country"]).select_option("FR")
        expect(page.locator("#answer")).to_have_text(WORDS["missing"])
        page = visit("reference/")
        expect(page.locator("body")).to_contain_text(AWAY)
        page.get_by_role("link").click()
        expect(page.locator(".g-pick")).to_be_visible()


def test_what_the_first_visit_has_loaded_is_kept_too(
    browser: Browser, host: _Host, versions: tuple[Path, Path]
) -> None:
    host.folder = versions[0]
    with _phone(browser, host) as (_, visit):
        page = _kept(visit(f"{ANSWERED}DE"))
        page.get_by_label(WORDS["country"]).select_option("FR")
        for country in ("DE", "FR"):
            _until(page, f"() => caches.match(new URL('../tables/{country}.json', location)).then(Boolean)")
        host.reached = False
        expect(visit(f"{ANSWERED}FR").locator("#answer .g-late")).to_be_visible()


def test_a_newer_version_is_there_at_the_next_visit_and_nothing_of_the_older_stays(
    browser: Browser, host: _Host, versions: tuple[Path, Path]
) -> None:
    host.folder = versions[0]
    with _phone(browser, host) as (_, visit):
        _kept(visit())
        visit("when/").close()
        host.folder = versions[1]
        page = visit("when/")
        assert page.evaluate(SEEN) == ["1", "1", "1"]
        _until(page, WAITING)
        for path in ("notebooks/09-map/", "", "when/"):
            page = visit(path)
            page.wait_for_load_state()
            _until(page, "() => document.documentElement.dataset.script")
            assert page.evaluate(SEEN) == ["2", "2", "2"]
        _until(page, "async () => (await caches.keys()).length === 1")


def test_every_tab_of_the_older_version_is_loaded_anew_at_its_address(
    browser: Browser, host: _Host, versions: tuple[Path, Path]
) -> None:
    host.folder = versions[0]
    with _phone(browser, host) as (_, visit):
        _kept(visit()).close()
        first, second = visit("#awaiting_shipment"), visit(f"{ANSWERED}DE")
        expect(second.locator("#answer .g-late")).to_be_visible()  # nothing is on its way any more
        host.folder = versions[1]
        assert first.evaluate(TRIED)
        assert [first.evaluate(SEEN), second.evaluate(SEEN)] == [["1", "1", "1"]] * 2
        first.reload()
        for page in (first, second):
            _until(page, "() => document.documentElement.dataset.script === '2'")
            assert page.evaluate(SEEN) == ["2", "2", "2"]
        expect(first.locator("details#awaiting_shipment")).to_be_visible()
        expect(second.locator("#answer .g-late")).to_be_visible()


def test_a_page_that_needs_a_file_which_only_the_newer_version_has_becomes_the_newer_one(
    browser: Browser, host: _Host, versions: tuple[Path, Path]
) -> None:
    host.folder = versions[0]
    with _phone(browser, host) as (_, visit):
        _kept(visit()).close()
        page = visit(f"{ANSWERED}DE")
        expect(page.locator("#answer .g-late")).to_be_visible()
        host.folder = versions[1]
        page.get_by_label(WORDS["country"]).select_option("FR")
        _until(page, "() => document.documentElement.dataset.script === '2'")
        expect(page.locator("#answer")).to_contain_text("2 France")
        assert page.url.endswith(f"{ANSWERED}FR")


@pytest.mark.parametrize("half", ["lost on the way", "of the version before"])
def test_half_a_newer_version_is_never_shown(
    browser: Browser, host: _Host, versions: tuple[Path, Path], tmp_path: Path, half: str
) -> None:
    host.folder = versions[0]
    with _phone(browser, host) as (_, visit):
        _kept(visit()).close()
        broken = shutil.copytree(versions[1], tmp_path / "site")
        if half == "lost on the way":
            host.lost = "/claims/"
        else:
            shutil.copy2(versions[0] / "when/index.html", broken / "when/index.html")
        host.folder = broken
        for path in ("", "when/", "notebooks/09-map/"):
            page = visit(path)
            assert not page.evaluate(TRIED)
            assert page.evaluate(SEEN) == ["1", "1", "1"], path
        host.folder, host.lost = versions[1], ""
        assert page.evaluate(TRIED)
        page.reload()
        _until(page, "() => document.documentElement.dataset.script === '2'")
        assert page.evaluate(SEEN) == ["2", "2", "2"]


def test_a_version_is_told_by_what_is_in_it(versions: tuple[Path, Path], tmp_path: Path) -> None:
    folder = shutil.copytree(versions[0], tmp_path / "site")
    version = offline.keep(folder, ["", "when/"])
    assert version == offline.keep(folder, ["", "when/"])
    (folder / "tables/DE.json").write_text("{}")
    assert version != offline.keep(folder, ["", "when/"])


def test_the_shoppers_pages_and_what_they_rest_on_are_kept_from_the_start(site: Path) -> None:
    pages = re.findall(r'"((?:[\w-]+/)+)"', (site / "sw.js").read_text("utf-8").partition("{")[0])
    assert {"when/", "number/", "dates/", "about/", "claims/"} < set(pages)
    assert {f"notebooks/{path.stem}/" for path in (ROOT / "notebooks").glob("*.ipynb")} < set(pages)


def test_while_pages_are_written_nothing_is_kept(
    browser: Browser, host: _Host, versions: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offline, "_Build", type("Serving", (), {}))
    for serves in (False, True):
        monkeypatch.setattr(tongues.Asked, "serves", serves)
        config = load_config(str(ROOT / "mkdocs.yml"))
        config.site_dir = str(tmp_path)
        scripts = map(str, offline.on_config(config).extra_javascript)
        assert (offline.SCRIPT in scripts) != serves
    host.folder = versions[0]
    with _phone(browser, host) as (_, visit):
        page = _kept(visit())
        host.folder = shutil.copytree(versions[1], tmp_path / "site")
        home = host.folder / "index.html"
        home.write_text(re.sub(r"<script[^>]*offline.js[^>]*></script>", "", home.read_text("utf-8")), "utf-8")
        config.site_dir = str(host.folder)
        offline.on_post_build(config)
        page.reload()
        _until(page, "async () => document.documentElement.dataset.page === '2'")
        _until(page, "async () => !(await navigator.serviceWorker.getRegistration())")
