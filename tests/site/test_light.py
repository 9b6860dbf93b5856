"""What a first visit weighs, that the theme's script waits until it is wanted, and that the markup is valid."""

import gzip
import json
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from urllib.parse import urljoin

import pytest
from conftest import ROOT, lacking, served
from mkdocs.exceptions import PluginError
from playwright.sync_api import Browser, Page, Route, expect

import light
import styles

HEAVY = {"": 40_000, "when/": 44_000, "notebooks/03-waiting-to-be-sent/": 40_000}
"""Bytes that a first visit to a page may transfer, packed by gzip, with what each answer is headed by."""
HEADERS = 300
"""Bytes about each answer of a host: more than most send."""
LOADED = re.compile(r'<(?:script[^>]* src|link rel="(?:stylesheet|icon)" href)="([^"]+)"')
VALIDATOR = ROOT / "tests/valid/node_modules/.bin/html-validate"
OF_MATERIAL = {("valid-autocomplete", 'autocomplete attribute cannot be used on <input type="checkbox">')}
"""What an empty page of the theme has wrong, twice: the boxes that open the drawer and the search."""


def loaded(site: Path, page: str) -> list[Path]:
    """Return the files that a first visit to a page loads at once."""
    html = (site / page / "index.html").read_text("utf-8")
    urls = [urljoin(f"/{page}", url).removeprefix("/") for url in LOADED.findall(html)]
    return [site / file for file in (f"{page}index.html", *dict.fromkeys(urls))]


def packed(files: Iterable[Path]) -> int:
    """Return the bytes of files, packed by gzip."""
    return sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)


def _weight(site: Path, page: str) -> tuple[int, int]:
    """Return how many bytes a first visit transfers, and in how many answers."""
    files = [*loaded(site, page), *([site / "tables/DE.json"] if page == "when/" else [])]
    return packed(files) + HEADERS * len(files), len(files)


@pytest.mark.parametrize("page", HEAVY)
def test_a_first_visit_is_light(site: Path, page: str) -> None:
    weight, answers = _weight(site, page)
    assert weight <= HEAVY[page]
    assert answers <= (7 if page != "when/" else 8)


@pytest.fixture
def phone(browser: Browser, site: Path) -> Iterator[Page]:
    """A phone at the home page, whose requests are noted as `asked`."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, service_workers="block")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    with served(site) as url:
        page.goto(url)
        yield page
        context.close()
    assert faults == []


def _has_all(page: Page) -> bool:
    return bool(page.evaluate("performance.getEntriesByType('resource').some(({ name }) => /bundle/.test(name))"))


def test_an_answer_needs_nothing_of_the_themes_script(phone: Page) -> None:
    phone.locator("label", has_text="Awaiting shipment").first.click()
    expect(phone.locator("#awaiting_shipment")).to_be_visible()
    phone.locator(".md-header__button[for=__drawer]").click()
    link = phone.locator(".md-sidebar--primary .md-nav__link").first
    expect(link).to_be_in_viewport()
    phone.locator(".md-overlay").click(position={"x": 370, "y": 400})  # the drawer lies over its middle
    expect(link).to_be_hidden()  # what is shut is not laid out
    assert not _has_all(phone)


def test_the_search_opens_at_the_first_tap_and_finds(phone: Page) -> None:
    phone.locator("label[for=__search]").first.click()
    query = phone.locator("[data-md-component=search-query]")
    expect(query).to_be_focused()
    query.press_sequentially("klarna")
    expect(phone.locator(".md-search-result__link").first).to_be_visible()
    expect(phone.locator(".md-search-result .md-tags").first).to_be_hidden()  # slips of the finger are among them
    assert _has_all(phone)


def test_what_is_pasted_is_searched_for_too(phone: Page) -> None:
    phone.locator("label[for=__search]").first.click()
    expect(phone.locator("html.js")).to_be_attached()  # by the theme's script
    phone.locator("[data-md-component=search-query]").fill("klarna")
    expect(phone.locator(".md-search-result__link").first).to_be_visible()


@pytest.mark.parametrize("key", ["f", "s", "/"])
def test_a_key_opens_the_search_too(phone: Page, key: str) -> None:
    phone.keyboard.press(key)
    expect(phone.locator("[data-md-component=search-query]")).to_be_focused()
    expect(phone.locator("[data-md-component=search-query]")).to_have_value("")


@pytest.mark.parametrize("key", ["Tab", "Escape"])
def test_whoever_leaves_the_search_by_keyboard_has_the_keys_for_the_page(
    browser: Browser, site: Path, key: str
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, service_workers="block")
    page = context.new_page()
    with served(site) as url:
        page.goto(url)
        page.locator("[data-md-component=search-query]").focus()
        page.keyboard.press(key)
        expect(page.locator("#__search")).not_to_be_checked()
        expect(page.locator("html.js")).to_be_attached()  # by the theme's script
        choice = page.locator("input[name=status]").first
        choice.focus()
        page.keyboard.press("Space")
        expect(choice).to_be_checked()
        expect(choice).to_be_focused()
    context.close()


def test_the_colours_follow_the_device_and_then_the_reader(browser: Browser, site: Path) -> None:
    context = browser.new_context(color_scheme="dark", service_workers="block")
    page = context.new_page()
    with served(site) as url:
        page.goto(f"{url}about/")
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        page.locator("label[for^=__palette]:visible").click()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
        page.goto(f"{url}when/")
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
        assert not _has_all(page)
        page.locator("[data-md-component=search-query]").click()
        expect(page.locator("html.js")).to_be_attached()  # by the theme's script
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
        page.keyboard.press("Escape")
        page.locator("label[for^=__palette]:visible").click()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    context.close()


def test_the_head_of_a_page_is_read_while_its_styles_are_on_their_way(phone: Page) -> None:
    held: list[Route] = []
    phone.route("**/assets/page.*.css", lambda route: held.append(route))  # noqa: PLW0108
    phone.goto(phone.url, wait_until="commit")
    phone.wait_for_selector(".g-strip", state="attached")
    assert phone.evaluate("[document.styleSheets.length, document.querySelectorAll('footer').length]") == [0, 0]
    held[0].continue_()
    phone.wait_for_load_state()


def test_the_first_frame_has_the_colours_of_the_device_and_the_language_of_the_reader(
    browser: Browser, site: Path
) -> None:
    context = browser.new_context(color_scheme="dark", locale="de", service_workers="block")
    page = context.new_page()
    page.add_init_script("""window.first = new Promise(done => new PerformanceObserver(() => {
        done([document.body.dataset.mdColorScheme, document.querySelectorAll(".g-offer").length])
    }).observe({ type: "paint", buffered: true }))""")
    page.route("**/assets/*.js", lambda route: None)  # none of them ever comes
    with served(site) as url:
        page.goto(f"{url}when/", wait_until="commit")
        assert page.evaluate("window.first") == ["slate", 1]
        context.close()


@pytest.mark.parametrize("gone", ["bundle", "palette.", "search-query"])
def test_a_release_of_the_theme_that_does_not_fit_stops_the_build(site: Path, gone: str) -> None:
    html = (site / "about/index.html").read_text("utf-8")
    script = re.sub(
        r'<script defer src="([^"]*)assets/theme\.js" data-theme="([^"]*)" data-styles="([^" ]*) ([^"]*)"'
        r' data-idle="[^"]*">',
        r'<link rel="stylesheet" href="\3"><link rel="stylesheet" href="\4"><script src="\2">',
        html,
    )
    assert "theme.js" in light._waiting(script, "about.md")
    with pytest.raises(PluginError, match=r"^about\.md: this release of Material writes .* otherwise than docs/making"):
        light._waiting(script.replace(gone, "other"), "about.md")


@pytest.mark.parametrize(
    ("css", "kept"),
    [
        (".here{a:b}.gone{a:b}", ".here{a:b}"),
        (".here .gone,#id>p{a:b}", "#id>p{a:b}"),
        (".added{a:b}", ".added{a:b}"),
        (".here:not(.gone){a:b}", ".here:not(.gone){a:b}"),
        (":is(.gone,.here) p{a:b}:is(.gone,.lost) p{a:b}", ":is(.gone,.here) p{a:b}"),
        ('[dir="ltr"] p{a:b}[dir=rtl] p{a:b}', '[dir="ltr"] p{a:b}'),
        ("[aria-current] p{a:b}[hidden]{a:b}", "[aria-current] p{a:b}[hidden]{a:b}"),
        ("@media print{.here{a:b}.gone{a:b}}@media screen{.gone{a:b}}", "@media print{.here{a:b}}"),
        (":root{--read:1;--idle:url(';')}p{a:var(--read)}", ":root{--read:1;}p{a:var(--read)}"),
        (
            "@keyframes on{from{a:b}}@keyframes off{to{a:b}}p{animation:on 1s}",
            "@keyframes on{from{a:b}}p{animation:on 1s}",
        ),
        ("/* why */ p { a : b ; content: ' x ' }", 'p{a:b;content:" x "}'),
    ],
)
def test_what_is_used_stays_and_what_cannot_be_goes(css: str, kept: str) -> None:
    seen = styles.Seen()
    seen.page('<html dir="ltr"><body><div class="here" id="id"><p aria-current="page"></p></div></body></html>')
    seen.script('box.className = "added"')
    assert styles.used([css], seen) == kept


def test_what_an_inline_script_adds_is_styled(site: Path) -> None:
    sheets = [*site.glob("assets/page.*.css"), *site.glob("ar/assets/page.*.css")]
    assert len(sheets) > 5
    assert [sheet for sheet in sheets if ".g-offer{" not in sheet.read_text("utf-8")] == []


def test_the_markup_is_as_valid_as_the_themes_own(site: Path) -> None:
    if not VALIDATOR.exists():
        lacking("html-validate is not installed; `npm install --prefix tests/valid` brings it")
    pages = [*site.glob("*.html"), *site.glob("*/index.html"), *site.glob("notebooks/*/index.html")]
    pages += [*site.glob("ru/**/index.html")]
    pages = [path for path in pages if "lite" not in path.parts]
    settings = ROOT / "tests/valid/.htmlvalidate.json"
    command = [str(VALIDATOR), "--config", str(settings), "--formatter", "json", *map(str, pages)]
    with TemporaryFile() as said:  # it ends before a pipe is empty
        subprocess.run(command, stdout=said, timeout=300, check=False)
        said.seek(0)
        found = json.load(said)
    wrong = [
        (Path(each["filePath"]).relative_to(site).as_posix(), fault["ruleId"], fault["message"])
        for each in found
        for fault in each["messages"]
        if (fault["ruleId"], fault["message"]) not in OF_MATERIAL
    ]
    assert wrong == []
    assert len(pages) > 20


TAPPED = "document.querySelector('input[value=cancelled]').click()"
DATED = "day.value = '2026-12-18'; country.value = 'NL'; document.querySelector('.g-form button').click()"
TYPED = "given.value = 'RR473124829CN'; document.querySelector('.g-form button').click()"


@pytest.mark.parametrize(
    ("path", "script", "done", "kept"),
    [
        ("", "tool.js", TAPPED, "#cancelled .g-verdict"),
        ("when/", "refund.js", DATED, "#answer .g-late"),
        ("when/", "refund.js", "country.value = 'DE'", "#region"),
    ],
)
def test_what_a_reader_does_before_the_script_is_there_is_not_lost(
    phone: Page, path: str, script: str, done: str, kept: str
) -> None:
    held: list[Route] = []
    phone.route(f"**/assets/{script}", lambda route: held.append(route))  # noqa: PLW0108 - it is marked
    phone.goto(phone.url + path, wait_until="commit")
    phone.wait_for_selector("form button, input[name=status]", state="attached")
    phone.evaluate(done)
    held[0].continue_()
    expect(phone.locator(kept)).to_be_visible()
    assert "?" not in phone.url


def test_a_number_sent_off_before_the_script_is_there_stays_and_is_not_sent(phone: Page) -> None:
    held: list[Route] = []
    phone.route("**/assets/tracking.js", lambda route: held.append(route))  # noqa: PLW0108
    phone.goto(phone.url + "number/", wait_until="commit")
    phone.wait_for_selector("#given")
    phone.evaluate(TYPED)
    held[0].continue_()
    phone.locator(".g-form button").click()
    expect(phone.locator("#answer .g-tracking")).to_be_visible()
    assert "?" not in phone.url
