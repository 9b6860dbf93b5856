"""A page that checks itself in the reader's browser: green as it is, exact about what differs, plain when it cannot."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import distribution
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import kernel
import pytest
from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from conftest import QUIET, ROOT, Handler, lacking, served
from nbformat import from_dict
from nbval.plugin import IPyNbCell, get_sanitize_patterns  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, Request, Route, expect

import stage
from guide_lib.words import words
from guide_lib.words.language import ENGLISH, in_language, languages

BOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))
BOOK = "03-waiting-to-be-sent"
RIGHT = "This page is correct as of today, computed on your device."
STAYS = "What is printed here stays."
RULES = (ROOT / "notebooks/sanitize.cfg").read_text("utf-8")


@pytest.fixture(scope="module")
def staged(site: Path) -> Path:
    """The folder of the staged Python in the built site; the test is skipped where it was not staged, except in CI."""
    found = next((site / "runtime").glob("*/start.zip"), None)
    if found is None:
        lacking("Python for the browser is not staged; `uv run docs/making/stage.py` does it")
    return found.parent


@pytest.fixture(scope="module")
def reading(browser: Browser, site_url: str, staged: Path) -> Iterator[Page]:
    """A phone in whose pages no script fails, at a page that has loaded nothing of Python yet."""
    context = browser.new_context(
        viewport={"width": 390, "height": 800}, reduced_motion="reduce", service_workers="block"
    )
    page = context.new_page()
    faults: list[object] = []
    page.on("pageerror", lambda fault: faults.append(fault))  # noqa: PLW0108 - it must be a function of its own
    yield page
    context.close()
    assert faults == []


@pytest.fixture(autouse=True)
def _as_before(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "reading" in request.fixturenames:
        request.getfixturevalue("reading").unroute_all()


def opened_at(page: Page, url: str, book: str = BOOK) -> None:
    page.goto(f"{url}notebooks/{book}/")
    expect(page.locator(".g-live")).to_be_visible()


def check(page: Page) -> str:
    """Press the button, and return what the page says in the end."""
    page.get_by_role("button", name="Check this page").click()
    status = page.locator(".g-live [role=status]")
    expect(status).not_to_be_empty()
    return status.inner_text()


def unlike(page: Page) -> list[str]:
    """Return the ids of the cells that are marked as different."""
    ids: list[str] = page.locator(".nb-output:has(+ .g-end)").evaluate_all("all => all.map(each => each.id)")
    return ids


@pytest.mark.parametrize("book", BOOKS)
def test_every_page_is_as_printed(reading: Page, site_url: str, book: str) -> None:
    opened_at(reading, site_url, book)
    assert check(reading).startswith(RIGHT)
    cells = json.loads((ROOT / f"notebooks/{book}.ipynb").read_text("utf-8"))["cells"]
    marks = reading.locator(".g-mark.g-go", has_text="Same as printed")
    assert marks.count() == len([cell for cell in cells if cell["cell_type"] == "code"])


def _answered_with(page: Page, pattern: str, old: str, new: str) -> None:
    """Serve what matches a pattern with a piece of it changed."""

    def changed(route: Route) -> None:
        answer = route.fetch()
        assert old in answer.text()
        route.fulfill(response=answer, body=answer.text().replace(old, new, 1))

    page.route(re.compile(pattern), changed)


@pytest.mark.parametrize("code", [code for code in languages() if code != ENGLISH])
def test_a_page_checks_itself_in_its_language(reading: Page, site_url: str, code: str) -> None:
    book = BOOKS[languages().index(code) % len(BOOKS)]
    opened_at(reading, f"{site_url}{code}/", book)
    reading.locator(".g-live button").first.click()
    with in_language(code):
        expect(reading.locator(".g-live [role=status]")).to_have_text(words("site", "live", "says", "right"))


@pytest.mark.parametrize("where", [rf"notebooks/{BOOK}/$", rf"{BOOK}-\w+\.ipynb$"], ids=["page", "notebook"])
def test_what_was_tampered_with_shows_as_different_and_nothing_else_does(
    reading: Page, site_url: str, where: str
) -> None:
    _answered_with(reading, where, "The parcel may be at the post office", "The parcel is at the post office")
    opened_at(reading, site_url)
    assert "1 of " in check(reading)
    assert unlike(reading) == ["cell-warnings"]
    told = reading.locator(".g-mark.g-end pre").inner_text()
    assert "- The parcel is at the post office" in told
    assert "+ The parcel may be at the post office" in told


def test_a_link_that_leads_elsewhere_than_the_library_says_is_different(reading: Page, site_url: str) -> None:
    _answered_with(reading, r"\.ipynb$", "../docs/claims.md#c19", "../docs/claims.md#c18")
    opened_at(reading, site_url)
    assert "1 of " in check(reading)
    assert len(unlike(reading)) == 1


def test_code_can_be_changed_run_stopped_and_reset_by_keyboard(reading: Page, site_url: str) -> None:
    opened_at(reading, site_url)
    before = reading.locator("article").inner_html()
    check(reading)
    reading.locator(".g-code summary").first.press("Enter")
    code = reading.get_by_label("Code of cell 1", exact=True)
    output = reading.locator("#cell-verdict")

    code.fill('from guide_lib import Order, advise\nprint("<b>hello</b>")\nadvise(Order("shipped"))')
    code.press("Control+Enter")
    expect(output).to_contain_text("It is too late to cancel")
    expect(output.locator("pre")).to_have_text("<b>hello</b>\n")
    assert output.locator("a[href='../../claims/#c27']").count()

    code.fill("price = 1 / 0")
    code.press("Tab")
    reading.keyboard.press("Enter")
    expect(output.locator("pre")).to_contain_text("ZeroDivisionError")

    code.fill("value = 41\nwhile True: pass")
    code.press("Control+Enter")
    stop = reading.get_by_role("button", name="Stop")
    expect(stop).to_be_visible()
    stop.press("Enter")
    expect(reading.locator(".g-live [role=status]")).to_contain_text("Stopped")

    code.fill("value = 41")
    reading.locator(".g-code summary").nth(1).press("Enter")
    second = reading.get_by_label("Code of cell 2", exact=True)
    second.fill("value + 1")
    second.press("Control+Enter")
    expect(reading.locator("#cell-steps")).to_have_text("42")

    reading.get_by_role("button", name="Reset").press("Enter")
    expect(reading.locator(".g-live [role=status]")).to_have_text("The page is as it was printed.")
    reading.locator(".g-live [role=status]").evaluate("each => each.textContent = ''")
    after = reading.locator("article").inner_html()
    assert _still(after) == _still(before)


def _still(html: str) -> str:
    """Return what stays of a page when its folds and its buttons change."""
    html = re.sub(r'<section class="g-live".*?</section>', "", html, flags=re.S)
    return re.sub(r' (open|tabindex|disabled|class)=""', "", html)


def test_nothing_in_an_output_is_run_but_python(reading: Page, site_url: str) -> None:
    opened_at(reading, site_url)
    check(reading)
    reading.locator(".g-code summary").first.click()
    hostile = "<img src=x onerror='window.hit = 1'><script>window.hit = 1</script>"
    code = reading.get_by_label("Code of cell 1", exact=True)
    code.fill(f'class Shown:\n    def _repr_html_(self): return """{hostile}"""\nShown()')
    code.press("Control+Enter")
    expect(reading.locator("#cell-verdict img")).to_have_count(1)
    reading.wait_for_timeout(100)
    assert reading.evaluate("window.hit") is None


@contextmanager
def _cut_off(folder: Path, name: str) -> Iterator[str]:
    """Serve a folder, and end the connection half-way through one of its files."""

    class CutOff(Handler):
        def copyfile(self, source: Any, outputfile: Any) -> None:
            data = source.read()
            outputfile.write(data[: len(data) // 2] if self.path.endswith(name) else data)

    with served(folder, CutOff) as url:
        yield url


OUT_OF_MEMORY = """
WebAssembly.instantiateStreaming = WebAssembly.instantiate = async () => {
  throw new RangeError("WebAssembly.instantiate(): Out of memory: Cannot allocate Wasm memory for new instance")
}
"""


def _printed_stays(page: Page) -> None:
    assert page.locator("#cell-verdict").inner_text().startswith("Yes, you can still ask.")
    expect(page.locator(".g-bar")).to_be_hidden()
    expect(page.get_by_role("button", name="Check this page")).to_be_enabled()


@pytest.mark.parametrize("name", ["pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "start.zip", "rest.zst"])
def test_a_file_that_is_missing_is_named(reading: Page, site_url: str, name: str) -> None:
    reading.route(f"**/{name}", lambda route: route.fulfill(status=404))
    opened_at(reading, site_url)
    said = check(reading)
    assert said.startswith(("A file is missing on this site", "Python could not go on"))
    assert name in said
    assert STAYS in said
    _printed_stays(reading)


def test_without_webassembly_the_page_says_so(browser: Browser, site_url: str, staged: Path) -> None:
    context = browser.new_context(service_workers="block")
    context.add_init_script("delete globalThis.WebAssembly")
    page = context.new_page()
    opened_at(page, site_url)
    assert check(page).startswith("This browser cannot run Python: it has no WebAssembly.")
    _printed_stays(page)
    context.close()


def test_a_blocked_worker_is_told(reading: Page, site_url: str) -> None:
    reading.route("**/live/worker.js", lambda route: route.abort())
    opened_at(reading, site_url)
    assert check(reading).startswith("This browser does not let a page run Python beside it.")
    _printed_stays(reading)


def test_without_a_network_the_page_says_so_and_can_try_again(reading: Page, site_url: str) -> None:
    reading.route("**/rest.zst", lambda route: route.abort())
    opened_at(reading, site_url)
    assert check(reading).startswith("The network was lost half-way.")
    _printed_stays(reading)
    reading.unroute_all()
    reading.locator(".g-live [role=status]").evaluate("each => each.textContent = ''")
    assert check(reading).startswith(RIGHT)


@pytest.mark.parametrize("name", ["pyodide.asm.wasm", "rest.zst"])
def test_a_network_lost_half_way_is_told(reading: Page, site: Path, staged: Path, name: str) -> None:
    with _cut_off(site, name) as url:
        opened_at(reading, url)
        assert check(reading).startswith("The network was lost half-way.")
        _printed_stays(reading)


def test_a_network_that_stays_silent_is_not_waited_for_longer_than_a_minute(
    browser: Browser, site_url: str, staged: Path
) -> None:
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.clock.install()
    page.route("**/start.zip", lambda route: None)
    opened_at(page, site_url)
    page.get_by_role("button", name="Check this page").click()
    expect(page.locator(".g-bar")).to_contain_text("Loading Python")
    status = page.locator(".g-live [role=status]")
    page.wait_for_timeout(1500)
    assert status.inner_text() == ""
    page.clock.fast_forward(61_000)
    expect(status).to_contain_text("Nothing came for a minute")
    _printed_stays(page)
    context.close()


def test_too_little_memory_is_told(browser: Browser, site_url: str, staged: Path) -> None:
    page = browser.new_page(service_workers="block")
    _answered_with(page, r"live/worker\.js$", "const get = fetch", f"{OUT_OF_MEMORY}\nconst get = fetch")
    opened_at(page, site_url)
    assert check(page).startswith("This device has too little free memory to run Python.")
    _printed_stays(page)
    page.close()


def test_a_site_that_was_built_without_it_says_so(reading: Page, site_url: str) -> None:
    def without(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=re.sub(r'data-live="[^"]*"', 'data-live=""', answer.text()))

    reading.route(re.compile(rf"notebooks/{BOOK}/$"), without)
    opened_at(reading, site_url)
    assert check(reading).startswith("This copy of the site was built without Python for the browser")


def test_nothing_is_loaded_before_the_click(reading: Page, site_url: str) -> None:
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    reading.on("request", note)
    opened_at(reading, site_url)
    reading.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/runtime/" in url or "/live/" in url]
    check(reading)
    assert {url.rpartition("/")[2] for url in asked} >= {"live.js", "worker.js", "rest.zst", "pyodide.asm.wasm"}
    reading.remove_listener("request", note)


def _hosts(log: Path, url: str) -> set[str]:
    """Return who was asked for something on behalf of a site, as the browser's own log of its network tells."""
    lines = [line.rstrip(",\n") for line in log.read_text("utf-8").splitlines() if '"initiator"' in line]
    asked = [json.loads(line)["params"] for line in lines]
    return {urlsplit(each["url"]).netloc for each in asked if f"{each['initiator']}/" == url}


def test_no_other_host_is_asked_and_the_browsers_log_would_tell(
    browser: Browser, chromium: str, site_url: str, staged: Path, tmp_path: Path
) -> None:
    other = "127.0.0.2:9"
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    for log in (first, second):
        apart = browser.browser_type.launch(executable_path=chromium, args=[*QUIET, f"--log-net-log={log}"])
        page = apart.new_page()
        opened_at(page, site_url)
        assert check(page).startswith(RIGHT)
        if log == second:
            page.locator(".g-code summary").first.click()
            code = page.get_by_label("Code of cell 1", exact=True)
            code.fill(f"from pyodide.http import pyfetch\nawait pyfetch('http://{other}/')")
            code.press("Control+Enter")
            expect(page.locator(".g-live [role=status]")).to_contain_text("network")
        apart.close()
    here = urlsplit(site_url).netloc
    assert _hosts(first, site_url) == {here}
    assert _hosts(second, site_url) == {here, other}


def test_what_is_checked_can_be_used_by_everybody(reading: Page, site_url: str) -> None:
    opened_at(reading, site_url)
    check(reading)
    reading.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    reading.evaluate(AXE_SCRIPT)
    for scheme in ("default", "slate"):
        reading.evaluate("scheme => document.body.setAttribute('data-md-color-scheme', scheme)", scheme)
        found = reading.evaluate(
            "axe.run().then(told => told.violations.flatMap(each => each.nodes.map(at => at.html)))"
        )
        assert found == []
    assert reading.evaluate("document.documentElement.scrollWidth") <= 390


SHOWN = {"output_type": "execute_result", "execution_count": 1, "metadata": {}}
SAID = {"output_type": "stream", "name": "stdout", "text": "one\ntwo\n"}
CASES: dict[str, tuple[list[Any], list[Any]]] = {
    "the same": ([SHOWN | {"data": {"text/plain": "1"}}], [SHOWN | {"data": {"text/plain": "1"}}]),
    "another count": (
        [SHOWN | {"data": {"text/plain": "1"}}],
        [SHOWN | {"execution_count": 7, "data": {"text/plain": "1"}}],
    ),
    "another text": ([SHOWN | {"data": {"text/plain": "1"}}], [SHOWN | {"data": {"text/plain": "2"}}]),
    "another markup": ([SHOWN | {"data": {"text/html": "<b>1</b>"}}], [SHOWN | {"data": {"text/html": "<i>1</i>"}}]),
    "one kind less": (
        [SHOWN | {"data": {"text/plain": "1", "text/html": "1"}}],
        [SHOWN | {"data": {"text/plain": "1"}}],
    ),
    "one kind more": (
        [SHOWN | {"data": {"text/plain": "1"}}],
        [SHOWN | {"data": {"text/plain": "1", "text/html": "1"}}],
    ),
    "another address": (
        [SHOWN | {"data": {"text/plain": "<A at 0x7f0011223344>"}}],
        [SHOWN | {"data": {"text/plain": "<A at 0x55aa998877>"}}],
    ),
    "another picture": ([SHOWN | {"data": {"image/png": "AAAA"}}], [SHOWN | {"data": {"image/png": "BBBB"}}]),
    "printed the same": ([SAID], [SAID]),
    "printed otherwise": ([SAID], [SAID | {"text": "one\n"}]),
    "printed less often": ([SAID, SAID], [SAID]),
    "nothing any more": ([SAID], []),
}


def _says_nbval(stored: list[Any], fresh: list[Any]) -> bool:
    """Return whether nbval takes two cells' outputs for the same."""
    cell = IPyNbCell.__new__(IPyNbCell)
    skipped = (
        "metadata",
        "traceback",
        "prompt_number",
        "output_type",
        "name",
        "execution_count",
        "image/png",
        "image/jpeg",
    )
    cell.parent = SimpleNamespace(skip_compare=skipped, sanitize_patterns=dict(get_sanitize_patterns(RULES)))
    cell.colors = SimpleNamespace(FAIL="", ENDC="", OKBLUE="")
    cell.format_output_compare = lambda *unlike: None
    same: bool = cell.compare_outputs(from_dict(fresh), from_dict(stored))  # type: ignore[no-untyped-call]
    return same


@pytest.mark.parametrize(("stored", "fresh"), CASES.values(), ids=CASES.keys())
def test_the_comparison_is_the_one_that_nbval_makes(stored: list[Any], fresh: list[Any]) -> None:
    same = kernel.compared(stored, RULES) == kernel.compared(fresh, RULES)
    assert same == _says_nbval(stored, fresh)


def test_a_file_that_is_not_the_pinned_one_is_refused() -> None:
    pin = stage.PINS["pyodide"]["integrity"]
    with pytest.raises(
        SystemExit, match=r"^pyodide is not what was pinned: its hash is sha512-.* and should be sha512-"
    ):
        stage.check("pyodide", b"another file", pin)


def test_a_library_that_is_not_as_it_was_installed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    of = distribution("six")
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read(path) + b"# changed" * path.name.endswith("six.py"))
    with pytest.raises(SystemExit, match=r"^six\.py of six is not as it was installed; install six anew\.$"):
        list(stage.files(of))


def test_what_is_staged_is_what_the_library_needs() -> None:
    assert stage.needed("guide-lib", {}).keys() == {
        "babel",
        "holidays",
        "icalendar",
        "markupsafe",
        "python-dateutil",
        "python-statemachine",
        "six",
        "tzdata",
    }
