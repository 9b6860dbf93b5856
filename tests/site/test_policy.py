"""What a page may load and run, in the browser: everything of ours works under the policy, and nothing else runs."""

import json
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import pages
from playwright.sync_api import Browser, Page, expect

import policy
from guide_lib.order.workflow import Status
from guide_lib.words import words

WORDS = words("site")
WATCHED = """
    globalThis.refused = []
    document.addEventListener("securitypolicyviolation", event => refused.push(event.effectiveDirective))
"""
INJECTED = {
    "a script": "<script>globalThis.ran = 1</script>",
    "a handler": '<img src="data:," onerror="globalThis.ran = 1">',
    "a link": '<a href="javascript:globalThis.ran = 1">here</a>',
    "a frame": "<iframe srcdoc='<script>parent.ran = 1</script>'></iframe>",
    "a script of another host": '<script src="http://127.0.0.2/ran.js"></script>',
    "a script of ours as data": '<script src="data:text/javascript,globalThis.ran = 1"></script>',
}
INSERTED = """async html => {
    const place = document.querySelector("article")
    place.append(document.createRange().createContextualFragment(html)) // runs scripts, as innerHTML would not
    place.lastElementChild.click()
    const every = () => [refused, ...Array.from(frames, inner => inner.refused ?? [])].flat()
    const told = () => [globalThis.ran ?? 0, every().length]
    for (let turns = 50; turns && !told().some(Boolean); turns--) await new Promise(done => setTimeout(done, 20))
    return told()
}"""


@contextmanager
def _watched(browser: Browser, url: str) -> Iterator[Page]:
    """A page that notes what its policy refused; none of it may be of ours."""
    context = browser.new_context(service_workers="block", permissions=["clipboard-read", "clipboard-write"])
    context.add_init_script(WATCHED)
    page = context.new_page()
    page.goto(url)
    yield page
    context.close()


def test_every_page_has_the_policy_ahead_of_all_that_it_loads(site: Path) -> None:
    for path in pages(site):
        html = path.read_text("utf-8")
        meta = html.index('<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; script-src ')
        assert meta < min(html.index(tag) for tag in ("<script", "<link", "<meta name"))
        rules = html[meta:].partition(">")[0]
        assert "unsafe" not in rules, path
        assert "*" not in rules and "http:" not in rules and "https:" not in rules, path


def test_no_page_has_a_handler_or_a_style_in_a_tag(site: Path) -> None:
    for path in pages(site):
        tags = BeautifulSoup(path.read_text("utf-8"), "html.parser").find_all(True)
        assert not [tag for tag in tags if tag.name == "style" or any(a == "style" or a[:2] == "on" for a in tag.attrs)]


def test_an_inline_script_is_named_by_its_hash_and_data_by_none() -> None:
    script = 'a < 1 && "</b>é&amp;"'
    page = f'<meta charset="utf-8"><script>{script}</script><script type="application/json">{{}}</script>'
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert f"script-src 'self' 'sha256-{digest}';" in policy.policy(page)
    for around in (
        "<!-- <script>no</script> -->{}",
        "<!-- <script> -->{}",
        "{}<p>script</p>",
        "<SCRIPT src='a.js'></SCRIPT >{}",
    ):
        assert policy.policy(around.format(page)) == policy.policy(page)
    assert policy.guarded(page).startswith('<meta charset="utf-8">\n      <meta http-equiv="Content-Security-Policy"')


def test_every_action_works_under_the_policy(browser: Browser, site_url: str) -> None:
    with _watched(browser, site_url) as page:
        for status in Status:
            page.evaluate("status => { location.hash = status }", str(status))
            expect(page.locator(f"details#{status}")).to_be_visible()
        page.evaluate("location.hash = 'awaiting_shipment'")
        copy = page.locator("#awaiting_shipment .g-copy").first
        copy.click()
        expect(copy).to_have_text("Copied")
        scheme = page.locator("body").get_attribute("data-md-color-scheme")
        page.locator("form[data-md-component=palette] label:visible").click()
        expect(page.locator("body")).not_to_have_attribute("data-md-color-scheme", scheme or "")
        page.locator("[data-md-component=search-query]").press_sequentially("dispute")
        expect(page.locator(".md-search-result__item").first).to_be_visible()
        assert page.evaluate("refused") == []
    with _watched(browser, f"{site_url}when/#day=2026-12-18&country=DE") as page:
        page.get_by_label(WORDS["when"]["region"]).select_option("BY")
        expect(page.locator("#answer .g-late")).to_be_visible()
        with page.expect_download():
            page.get_by_role("button", name=WORDS["when"]["save"]).click()
        assert page.evaluate("refused") == []
    with _watched(browser, f"{site_url}number/#number=RR473124829CN") as page:
        expect(page.locator(".g-tracking")).to_be_visible()
        assert page.evaluate("refused") == []


@pytest.mark.parametrize("path", ["", "when/", "notebooks/09-map/", "404.html"])
def test_nothing_that_is_put_into_a_page_runs(browser: Browser, site_url: str, path: str) -> None:
    for what, html in INJECTED.items():
        with _watched(browser, site_url + path) as page:
            ran, refused = page.evaluate(INSERTED, html)
            assert ran == 0, what
            assert refused or what == "a frame", what  # what a frame refuses it tells its own document, if anybody


def test_without_the_policy_the_same_would_run(browser: Browser, site_url: str) -> None:
    context = browser.new_context(service_workers="block", bypass_csp=True)
    context.add_init_script(WATCHED)
    ran = {}
    for what, html in INJECTED.items():
        page = context.new_page()
        page.goto(site_url)
        ran[what] = page.evaluate(INSERTED, html)[0]
        page.close()
    context.close()
    assert ran["a script"] and ran["a handler"] and ran["a frame"], json.dumps(ran)
