"""The home page's tool as a reader uses it: with a finger, a keyboard, a screen reader, a link, paper, or no script."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from conftest import style
from playwright.sync_api import Browser, Dialog, Locator, Page, expect

from answers.tool import GROUPS
from guide_lib.order.workflow import Status
from guide_lib.show.pieces import word
from guide_lib.words import name, words

STATUSES = [status for group in GROUPS.values() for status in group]
ODD = [
    "nonsense",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "%3Csvg/onload=alert(1)%3E",
    "javascript:alert(1)",
    "awaiting_shipment%00",
    "AWAITING_SHIPMENT",
    "awaiting_shipment ",
    "__proto__",
    "constructor",
    "toString",
    "\u202eawaiting_shipment",
    "'); alert(1); ('",
    "%",
    "%E0%A4%A",
    "##awaiting_shipment",
    "?status=shipped",
    "{{7*7}}",
    "x" * 10_000,
]


@contextmanager
def reading(browser: Browser, url: str, **settings: Any) -> Iterator[Page]:
    """Open a page on a phone; nothing may run that should not, and no other host may be asked."""
    phone = {"viewport": {"width": 390, "height": 800}, "service_workers": "block", "reduced_motion": "reduce"}
    context = browser.new_context(**{**phone, **settings})
    page = context.new_page()
    trouble: list[str] = []
    asked: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        trouble.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", dismiss)
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(url)
    yield page
    context.close()
    assert not trouble
    assert not [each for each in asked if not each.startswith(url[: url.index("/", 8)])]


def choice(page: Page, status: Status) -> Locator:
    return page.locator(f"input[name=status][value={status}]")


def shown(page: Page) -> list[str]:
    """Return the answers that a reader sees."""
    return [str(each.get_attribute("id")) for each in page.locator(".g-answer").all() if each.is_visible()]


def test_each_choice_shows_its_answer_and_only_it_and_is_in_the_address(browser: Browser, site_url: str) -> None:
    with reading(browser, site_url, viewport={"width": 1280, "height": 800}) as page:
        assert shown(page) == []
        for status in STATUSES:
            page.locator("label.g-stop", has=choice(page, status)).click()
            expect(page.locator(f"#{status}")).to_be_visible()
            assert shown(page) == [status]
            assert page.url == f"{site_url}#{status}"
            expect(choice(page, status)).to_be_checked()


def test_with_an_answer_nothing_follows_but_a_line_of_links(browser: Browser, site_url: str) -> None:
    with reading(browser, site_url) as page:
        expect(page.locator("#all-answers-at-a-glance")).to_be_visible()
        choice(page, Status.SHIPPED).check()
        expect(page.locator(".g-tool ~ *:visible")).to_have_count(1)
        assert page.locator(".g-links a").count() == 4


def test_the_chosen_card_is_not_under_the_header(browser: Browser, site_url: str) -> None:
    with reading(browser, site_url) as page:
        page.locator("label.g-stop", has=choice(page, Status.SHIPPED)).click()
        header = page.locator(".md-header").bounding_box()
        card = page.locator("label.g-stop", has=choice(page, Status.SHIPPED)).bounding_box()
        assert header and card and card["y"] >= header["y"] + header["height"]


def test_on_a_phone_the_chosen_one_stays_and_the_others_come_back_when_asked_for(
    browser: Browser, site_url: str
) -> None:
    with reading(browser, site_url) as page:
        for status in (Status.AWAITING_SHIPMENT, Status.CANCELLED):
            page.locator("label.g-stop", has=choice(page, status)).click()
            expect(page.locator(f"#{status}")).to_be_visible()
            assert page.locator(".g-stop:visible").count() == 1
            page.get_by_role("link", name=str(word("change", count=len(STATUSES)))).click()
            expect(page.locator(".g-stop:visible")).to_have_count(len(STATUSES))
            expect(choice(page, STATUSES[0])).to_be_focused()
            assert shown(page) == []


def test_a_link_a_reload_and_the_back_button_bring_the_same_answer(browser: Browser, site_url: str) -> None:
    with reading(browser, f"{site_url}#in_dispute", viewport={"width": 1280, "height": 800}) as page:
        expect(page.locator("#in_dispute")).to_be_visible()
        page.reload()
        assert shown(page) == [Status.IN_DISPUTE]
        expect(page.locator("h2:focus")).to_have_count(0)  # that is for who comes from another answer
        page.locator("label.g-stop", has=choice(page, Status.SHIPPED)).click()
        expect(page.locator("#shipped")).to_be_visible()
        page.go_back()
        expect(page.locator("#in_dispute")).to_be_visible()
        assert shown(page) == [Status.IN_DISPUTE]
        expect(choice(page, Status.IN_DISPUTE)).to_be_checked()
        page.go_forward()
        expect(page.locator("#shipped")).to_be_visible()


def _markup(page: Page) -> str:
    """Return the page's markup, without the styles by which Material moves the line under a tab."""
    return re.sub(r' style="[^"]*"', "", page.locator("article").inner_html())


def test_anything_odd_in_the_address_gets_a_plain_word_and_is_never_shown(browser: Browser, site_url: str) -> None:
    with reading(browser, site_url) as page:
        said = page.locator(".g-tool > [role=status]")
        before = _markup(page)
        for odd in ODD:
            page.evaluate("hash => { location.hash = hash }", odd)
            expect(said).to_have_text(str(word("odd")))
            expect(said).to_be_visible()
            assert shown(page) == []
            top = page.locator(".g-form-pick").bounding_box()
            where = said.bounding_box()
            assert where and top and where["y"] + where["height"] <= top["y"]
            page.evaluate("location.hash = ''")
            expect(said).to_be_empty()
            assert _markup(page) == before, odd[:40]
    for odd in ODD[:4]:
        with reading(browser, f"{site_url}#{odd}") as page:
            expect(page.locator(".g-tool > [role=status]")).to_have_text(str(word("odd")))


def test_what_comes_next_leads_to_the_next_answer_until_there_is_no_more(browser: Browser, site_url: str) -> None:
    reached, waiting = set(), [Status.PAYMENT_VERIFICATION]
    with reading(browser, site_url) as page:
        while waiting:
            status = waiting.pop()
            reached.add(status)
            hrefs = [str(link.get_attribute("href")) for link in page.locator(f"#{status} .g-next a").all()]
            for at, href in enumerate(hrefs):
                page.evaluate("status => { location.hash = status }", str(status))
                page.locator(f"#{status} .g-next a").nth(at).click()
                following = Status(href.removeprefix("#"))
                expect(page.locator(f"#{following}")).to_be_visible()
                assert shown(page) == [following]
                expect(page.locator(f"#{following} h2")).to_be_in_viewport()
                if following != status:
                    expect(page.locator(f"#{following} h2")).to_be_focused()
                if following not in reached | {*waiting}:
                    waiting.append(following)
    assert reached == set(Status)


def test_the_message_is_copied_in_either_language(browser: Browser, site_url: str) -> None:
    clipboard = ["clipboard-read", "clipboard-write"]
    with reading(browser, f"{site_url}#awaiting_shipment", permissions=clipboard) as page:
        message = page.locator("#awaiting_shipment .g-message").first
        for at, language in enumerate(("English", "中文")):
            message.get_by_text(language, exact=True).click()
            block = message.locator(".tabbed-block").nth(at)
            block.get_by_role("button", name="Copy").click()
            expect(block.get_by_role("button", name="Copied")).to_be_visible()
            assert page.evaluate("navigator.clipboard.readText()") == block.locator("p").text_content()
            assert page.url == f"{site_url}#awaiting_shipment"


def test_with_the_keyboard_alone_one_reaches_the_answer_and_what_is_in_it(browser: Browser, site_url: str) -> None:
    with reading(browser, site_url, viewport={"width": 1280, "height": 800}) as page:
        focused = "document.activeElement.value ?? document.activeElement.getAttribute('href') ?? ''"
        for _ in range(30):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.name") == "status":
                break
        assert page.evaluate(focused) == Status.PAYMENT_VERIFICATION
        page.keyboard.press("Space")
        expect(page.locator("#payment_verification")).to_be_visible()
        page.keyboard.press("ArrowDown")
        expect(page.locator("#awaiting_shipment")).to_be_visible()
        assert page.evaluate(focused) == Status.AWAITING_SHIPMENT  # the focus stays where one chooses
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate(focused) == "#cancelled":
                break
        page.keyboard.press("Enter")
        expect(page.locator("#cancelled")).to_be_visible()
        expect(page.locator("#cancelled h2")).to_be_focused()


def test_a_screen_reader_is_told_the_answer_and_every_choice_has_a_name(browser: Browser, site_url: str) -> None:
    with reading(browser, site_url, viewport={"width": 1280, "height": 800}) as page:
        said = page.get_by_role("status").first
        group = page.get_by_role("group", name=str(word("order")))
        for status in STATUSES:
            radio = group.get_by_role("radio", name=re.compile(f"^{re.escape(name(status))} "))
            expect(radio).to_have_count(1)
            radio.check()
            expect(said).to_have_text(str(page.locator(f"#{status}").get_attribute("data-says")))
            expect(said).to_contain_text(name(status))


def test_without_a_script_every_answer_is_folded_under_its_name_and_opens(browser: Browser, site_url: str) -> None:
    with reading(browser, site_url, java_script_enabled=False) as page:
        expect(page.locator(".g-form-pick")).to_be_hidden()
        expect(page.locator(".g-answers > .g-lead")).to_have_text(str(word("order")))
        expect(page.locator(".g-answers > .g-lead")).to_be_visible()
        assert page.locator(".g-answers > .g-group:visible").count() == len(GROUPS)
        for status in STATUSES:
            answer = page.locator(f"#{status}")
            expect(answer.locator("> summary")).to_contain_text(words("status", status, "tag"))
            expect(answer.locator("> summary")).to_contain_text(name(status))
            expect(answer.locator("h2")).to_be_hidden()
            answer.locator("> summary").click()
            expect(answer.locator("h2")).to_be_visible()
            assert answer.locator("script").count() == 0


LOST = """() => [...document.querySelectorAll("article :is(p, li, dt, dd, h1, h2, h3, label, a, kbd, th, td, button)")]
    .filter(each => each.checkVisibility() && !each.closest(".g-sr, svg, .headerlink, table, pre"))
    .filter(each => {
        const { left, right } = each.getBoundingClientRect()
        return right > innerWidth + 1 || left < -1
    }).map(each => `${each.tagName} ${each.textContent.slice(0, 60)}`)"""


def test_at_320_pixels_with_text_twice_as_large_nothing_scrolls_sideways_and_nothing_is_lost(
    browser: Browser, site_url: str
) -> None:
    with reading(browser, site_url, viewport={"width": 320, "height": 640}) as page:
        style(page, "html { font-size: 250% }")  # the theme's own size is 125 %
        for status in ("", *STATUSES):
            page.evaluate("status => { location.hash = status }", str(status))
            assert shown(page) == [status] * bool(status)
            assert page.evaluate("document.querySelector('.md-content').scrollWidth") <= 320, status
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, status
            assert page.evaluate(LOST) == [], status


UNNEEDED = """() => [...document.querySelectorAll(".md-header, .md-footer, .g-copy, .g-change, .g-edit, .g-links")]
    .filter(each => each.checkVisibility()).map(each => each.className)"""


def _sheets(page: Page) -> int:
    pdf = page.pdf(prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def shoppers(site: Path) -> list[str]:
    return [
        "",
        "number/",
        "when/#day=2026-12-18&country=DE",
        *sorted(f"notebooks/{path.name}/" for path in (site / "notebooks").iterdir()),
    ]


def test_each_answer_prints_as_a_checklist_on_one_sheet(browser: Browser, site_url: str) -> None:
    sheets = {}
    with reading(browser, site_url) as page:
        page.emulate_media(media="print")
        for status in STATUSES:
            page.evaluate("status => { location.hash = status }", str(status))
            expect(page.locator(f"#{status} h2").first).to_be_visible()
            assert page.evaluate(UNNEEDED) == []
            sheets[status] = _sheets(page)
    assert sheets == dict.fromkeys(STATUSES, 1)


def test_each_page_of_the_guide_prints_on_one_sheet(browser: Browser, site: Path, site_url: str) -> None:
    sheets = {}
    with reading(browser, site_url) as page:
        for path in shoppers(site):
            page.goto(site_url + path)
            sheets[path] = _sheets(page)
    assert sheets == dict.fromkeys(sheets, 1)


def test_the_answers_are_in_the_page_as_it_comes(site: Path) -> None:
    soup = BeautifulSoup((site / "index.html").read_text("utf-8"), "html.parser")
    assert [tag["id"] for tag in soup.select(".g-answer")] == STATUSES
    assert len(soup.select(".g-answer h2")) == len(STATUSES)
