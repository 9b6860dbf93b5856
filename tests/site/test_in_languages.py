"""The site in other languages, as a reader on a phone has it: all that works in English, and nothing in the way."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from conftest import served
from playwright.sync_api import Browser, Page, ViewportSize, expect
from test_languages import CODES, PAGES
from test_site import COLOURS, VIOLATIONS

from guide_lib.words import words
from guide_lib.words.language import in_language

PHONE: ViewportSize = {"width": 390, "height": 844}
USED = ("", "when/", "number/", "notebooks/03-waiting-to-be-sent/")
"""The pages on which a reader does something: how wide they are is seen then."""
ALL_BUT_COLOURS = {"rules": {rule: {"enabled": False} for rule in COLOURS["runOnly"]}}
"""The rules of axe that words can break; the colours are those of the English page, whose tags are the same."""
FITS = """() => {
    document.querySelectorAll("details").forEach(each => { each.open = true })
    return document.documentElement.scrollWidth <= document.documentElement.clientWidth
}"""


@pytest.fixture(scope="module")
def url(site: Path) -> Iterator[str]:
    with served(site) as url:
        yield url


@pytest.fixture(scope="module")
def still(browser: Browser) -> Iterator[Page]:
    """Yield a page on a phone on which no script runs."""
    page = browser.new_page(viewport=PHONE, java_script_enabled=False)
    yield page
    page.close()


@pytest.mark.parametrize("code", CODES)
def test_no_page_scrolls_sideways_on_a_phone(still: Page, url: str, code: str) -> None:
    for each in [each for each in PAGES if each not in USED]:
        still.goto(f"{url}{code}/{each}")
        assert still.evaluate(FITS), each


@pytest.mark.parametrize("code", CODES)
def test_a_reader_can_do_on_a_phone_all_that_an_english_reader_can(browser: Browser, url: str, code: str) -> None:
    context = browser.new_context(viewport=PHONE, locale=code, service_workers="block")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))

    def is_well() -> None:
        page.evaluate(AXE_SCRIPT)
        assert page.evaluate(VIOLATIONS, ALL_BUT_COLOURS) == [], page.url
        assert page.evaluate(FITS), page.url

    with in_language(code):
        verdict = words("status", "awaiting_shipment", "verdict")
        wrong = words("tracking", "malformed", "verdict").replace("{number}", "").strip()
    home, when, number, status = (f"{url}{code}/{each}" for each in USED)
    page.goto(f"{home}#awaiting_shipment")
    expect(page.locator("#awaiting_shipment h2").first).to_contain_text(verdict)
    is_well()
    page.goto(f"{when}#day=2026-12-18&country=NL")
    expect(page.locator("#answer time").first).to_have_attribute("datetime", "2027-01-01")
    expect(page.locator("#answer")).to_contain_text("2027")
    is_well()
    page.goto(number)
    page.fill("#given", "RR473124823CN")
    page.press("#given", "Enter")
    expect(page.locator("#answer")).to_contain_text(wrong)
    assert page.evaluate(FITS)
    page.goto(status)
    is_well()
    assert faults == []
    context.close()


@pytest.mark.parametrize("code", CODES)
def test_the_browsers_language_is_offered_and_nobody_is_sent_there(browser: Browser, url: str, code: str) -> None:
    page = browser.new_page(locale=code, service_workers="block")
    page.route("**/assets/guide.js", lambda route: route.abort())  # the offer waits for no file
    page.goto(f"{url}number/#number=RR473124829CN", wait_until="commit")
    offer = page.locator(".g-offer a")
    with in_language(code):
        expect(offer).to_have_text(words("site", "language", "offer"))
    offer.click()
    page.wait_for_url(f"{url}{code}/number/#number=RR473124829CN", wait_until="commit")
    expect(page.locator("#answer .g-verdict")).to_be_visible()
    expect(offer).to_have_count(0)
    page.close()
