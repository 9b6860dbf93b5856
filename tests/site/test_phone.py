"""The two forms as a reader uses them: their answers are the library's, and nothing typed or linked runs or leaves."""

import gzip
import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from random import Random
from string import ascii_letters, ascii_uppercase, digits
from typing import Any
from urllib.parse import quote

import pytest
from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from bs4 import BeautifulSoup
from conftest import Tables, style
from playwright.sync_api import Browser, Dialog, Page, expect

from answers import beside, lookup
from answers.number import _number_words
from guide_lib import tracking
from guide_lib.refund.days.calendars import banking_calendar
from guide_lib.refund.days.places import countries
from guide_lib.refund.reminder import to_ics
from guide_lib.refund.window import RefundWindow, refund_window
from guide_lib.show.count import count_html, dates_html, window_html
from guide_lib.show.number import number_card
from guide_lib.words import words
from guide_lib.words.dates import long_date

LIMIT = 14_000
"""Bytes that the script and the table of one country may weigh together, by gzip."""
NUMBERS = 100_000
WORDS = words("site")["when"]
YES = date(2026, 12, 18)

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "{{7*7}}${7*7}",
    "__proto__",
    "constructor",
    "../../index",
    "DE/../../x",
    "DE%00",
    "\u202egnp.exe",
    "2026-02-31",
    "99999-12-31",
    "0000-00-00",
    "2026-12-18T00:00",
    "de",
    "null",
    "A" * 5000,
]


class _Reader:
    """A page at one of the forms, with what it asked for and what ran that should not."""

    def __init__(self, browser: Browser, base: str, path: str, **settings: Any) -> None:
        phone = {"locale": "en-GB", "viewport": {"width": 390, "height": 800}, "service_workers": "block"}
        self.context = browser.new_context(**{**phone, **settings})
        self.page = self.context.new_page()
        self.asked: list[str] = []
        self.trouble: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("dialog", self._dismiss)
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.goto(base + path)

    def _dismiss(self, dialog: Dialog) -> None:
        self.trouble.append(dialog.message)
        dialog.dismiss()


@contextmanager
def reading(browser: Browser, base: str, path: str, **settings: Any) -> Iterator[Page]:
    """Open a page as a reader on a phone; nothing may run that should not, and no other host may be asked."""
    reader = _Reader(browser, base, path, **settings)
    yield reader.page
    reader.context.close()
    assert not reader.trouble
    assert not [url for url in reader.asked if not url.startswith((base, "blob:"))]


def link(day: date, country: str, region: str | None = None) -> str:
    return f"when/#day={day}&country={country}" + (f"&region={quote(region)}" if region else "")


def go(page: Page, search: str) -> None:
    """Come to the page by another link, as with the back button: without loading it again."""
    page.evaluate(
        "search => { history.pushState(null, '', search); dispatchEvent(new PopStateEvent('popstate')) }", search
    )


def test_the_script_and_any_table_are_small(site: Path, tables: Tables) -> None:
    code = len(gzip.compress((site / "assets/refund.js").read_bytes(), 9))
    sizes = {country: len(gzip.compress(table, 9)) for country, table in tables.items()}
    assert set(sizes) == set(countries())
    assert code + max(sizes.values()) <= LIMIT, (code, max(sizes.values()))


def test_the_tables_of_the_site_are_those_of_the_library(tables: Tables) -> None:
    for country in ("AE", "DE", "IN", "LK"):
        assert tables[country] == lookup.encoded(lookup.table(country))


EVERY_LATEST = """async codes => {
    const { answer, load, row } = await import(new URL("../assets/refund.js", location))
    const told = {}
    for (const code of codes) {
        const table = await load(code), first = Date.parse(table.from) / 864e5
        for (const { code: part } of table.rows) {
            const days = Array.from(row(table, part).latest, (_, at) => new Date((first + at) * 864e5).toISOString())
            told[`${code} ${part}`] = days.map(day => {
                const { confirmed, last } = answer(table, part, day.slice(0, 10))
                return String.fromCharCode(48 + last - confirmed)
            }).join("")
        }
    }
    return told
}"""


def test_every_look_up_gives_the_latest_date_of_the_library(browser: Browser, site_url: str) -> None:
    with reading(browser, site_url, "when/") as page:
        told: dict[str, str] = page.evaluate(EVERY_LATEST, sorted(countries()))
    start = lookup.FIRST.toordinal()
    for place, signs in told.items():
        country, _, part = place.partition(" ")
        calendar = banking_calendar(country, part or None)
        skipped = (lookup.FIRST - calendar.first).days
        latest = calendar.latest_dates[skipped : skipped + (lookup.LAST - lookup.FIRST).days + 1]
        assert signs == "".join(chr(48 + day.toordinal() - start - at) for at, day in enumerate(latest)), place
    assert {place.partition(" ")[0] for place in told} == set(countries())
    assert sum(map(len, told.values())) > 500_000


def _sample(tables: Tables, count: int) -> list[RefundWindow]:
    """Return windows of many countries and parts, the same each time; among them firm and provisional ones."""
    random = Random(4)
    picked = [
        (YES, "DE", None),
        (YES, "GB", None),
        (date(2027, 2, 1), "MY", "01"),
        (YES, "UA", None),
        (YES, "DE", "BY"),
    ]
    picked += [(date(2027, 3, 1), "AE", None), (date(2027, 1, 25), "CN", None), (date(2026, 4, 24), "RU", None)]
    read = {country: json.loads(table) for country, table in sorted(tables.items())}
    rows = [(country, row["code"] or None) for country, table in read.items() for row in table["rows"]]
    while len(picked) < count:
        country, part = random.choice(rows)
        day = lookup.FIRST + timedelta(days=random.randrange((lookup.LAST - lookup.FIRST).days))
        if day <= banking_calendar(country, part).last:
            picked.append((day, country, part))
    return [refund_window(*row) for row in picked]


def _tidy(html: str) -> str:
    """Return HTML as a tree prints it, with an answer's phrases (all that an output may hold) as paragraphs."""
    soup = BeautifulSoup(re.sub(r"\.\./docs/(claims|others)\.md#", r"../\1/#", html), "html.parser")
    for css, name in (("g-verdict", "div"), ("g-date", "p"), ("g-badge", "p")):
        for tag in soup.select(f"span.{css}"):
            tag.name = name
    return str(soup)


def test_the_answer_looks_as_the_library_shows_it(browser: Browser, site_url: str, tables: Tables) -> None:
    with reading(browser, site_url, "when/") as page:
        for window in _sample(tables, 60):
            search = link(window.confirmed, window.country, window.subdivision).removeprefix("when/")
            go(page, search)
            answer = page.locator("#answer .g-late time")
            expect(answer, str(window)).to_have_attribute("datetime", window.latest.isoformat())
            assert _tidy(page.locator("#answer").inner_html()) == _tidy(dates_html(window)), search
            rest = _tidy(str(window_html(window)).removeprefix(str(dates_html(window))))
            assert rest.startswith(_tidy(count_html(window)))
            assert _tidy(page.locator("#count").inner_html()) == rest, search
            go(page, "#")
            expect(page.locator("#answer .g-late")).to_have_count(0)


REMINDERS = """async wanted => {
    const { answer, load } = await import(new URL("../assets/refund.js", location))
    const { reminder } = await import(new URL("../assets/reminder.js", location))
    const { reminder: texts, help } = JSON.parse(document.getElementById("when-words").textContent)
    return Promise.all(wanted.map(async ([day, country, part]) =>
        reminder(answer(await load(country), part, day, help[""]), country, texts)))
}"""


def test_every_reminder_is_the_librarys_byte_for_byte(browser: Browser, site_url: str, tables: Tables) -> None:
    windows = _sample(tables, 200)
    wanted = [[str(window.confirmed), window.country, window.subdivision or ""] for window in windows]
    with reading(browser, site_url, "when/") as page:
        for window, text in zip(windows, page.evaluate(REMINDERS, wanted), strict=True):
            assert text.encode() == to_ics(window), window


@pytest.mark.parametrize(("country", "region"), [("NL", None), ("DE", "BY"), ("UA", None)])
def test_the_button_saves_the_reminder(browser: Browser, site_url: str, country: str, region: str | None) -> None:
    with reading(browser, site_url, link(YES, country, region)) as page:
        with page.expect_download() as saving:
            page.get_by_role("button", name=WORDS["save"]).click()
        assert saving.value.suggested_filename == f"refund-{YES}.ics"
        assert saving.value.path().read_bytes() == to_ics(refund_window(YES, country, region))


def test_with_the_keyboard_alone_a_day_and_a_country_give_the_answer_and_a_link_to_it(
    browser: Browser, site_url: str
) -> None:
    yes = date(2026, 12, 12)  # typed alike whether the browser asks for the day or the month first
    with reading(browser, site_url, "when/") as page:
        told = page.get_by_role("status").locator("time").nth(-2)  # the last of the article; then comes the help's
        page.get_by_label(WORDS["day"]).focus()
        page.keyboard.type("12122026")
        page.keyboard.press("Tab")  # to the button that opens the browser's own calendar
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == "country"
        page.keyboard.type("Germany")
        expect(told).to_have_text(long_date(refund_window(yes, "DE").limit))
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == "region"
        page.keyboard.type("Sachsen-A")
        latest = long_date(refund_window(yes, "DE", "ST").limit)
        expect(told).to_have_text(latest)
        assert page.url == site_url + link(yes, "DE", "ST")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.reload()
        expect(told).to_have_text(latest)


def test_the_back_button_brings_back_the_answer_before(browser: Browser, site_url: str) -> None:
    with reading(browser, site_url, "when/") as page:
        late = page.locator("#answer .g-late time")
        page.get_by_label(WORDS["day"]).fill("2026-12-18")
        page.get_by_label(WORDS["country"]).select_option("NL")
        expect(late).to_have_attribute("datetime", "2027-01-12")
        page.get_by_label(WORDS["country"]).select_option("DE")
        page.get_by_label(WORDS["region"]).select_option("BY")
        expect(late).to_have_attribute("datetime", refund_window(YES, "DE", "BY").latest.isoformat())
        page.go_back()
        expect(page.get_by_label(WORDS["region"])).to_have_value("")
        expect(late).to_have_attribute("datetime", refund_window(YES, "DE").latest.isoformat())
        page.go_back()
        expect(late).to_have_attribute("datetime", "2027-01-12")
        expect(page.get_by_label(WORDS["country"])).to_have_value("NL")
        page.go_forward()
        expect(page.get_by_label(WORDS["country"])).to_have_value("DE")


def test_a_button_pressed_too_early_says_what_is_missing(browser: Browser, site_url: str) -> None:
    with reading(browser, site_url, "when/#country=") as page:
        page.get_by_role("button", name=WORDS["show"]).click()
        expect(page.locator("#answer")).to_contain_text(WORDS["no_day"])
        expect(page.locator("#answer")).to_contain_text(WORDS["no_country"])
        expect(page.get_by_role("button", name=WORDS["save"])).to_be_hidden()


@pytest.mark.parametrize("day", [lookup.FIRST - timedelta(days=1), lookup.LAST + timedelta(days=1)])
def test_outside_the_tables_it_says_so_and_does_not_guess(browser: Browser, site_url: str, day: date) -> None:
    with reading(browser, site_url, link(day, "FR")) as page:
        says = WORDS["outside"].format(place="France", first=long_date(lookup.FIRST), last=long_date(lookup.LAST))
        expect(page.locator("#answer")).to_have_text(says)
        expect(page.locator("#count")).to_be_empty()
        go(page, link(lookup.FIRST, "FR").removeprefix("when/"))
        expect(page.locator("#answer .g-late")).to_be_visible()


def test_a_table_that_does_not_come_is_said_and_asked_for_again(browser: Browser, site_url: str) -> None:
    with reading(browser, site_url, "when/") as page:
        page.route("**/tables/NL.json", lambda route: route.abort())
        go(page, link(YES, "NL").removeprefix("when/"))
        expect(page.locator("#answer")).to_have_text(WORDS["missing"])
        expect(page.get_by_role("link", name="dates to print", exact=True)).to_be_visible()
        page.unroute("**/tables/NL.json")
        page.get_by_role("button", name=WORDS["show"]).click()
        expect(page.locator("#answer .g-late time")).to_have_attribute("datetime", "2027-01-12")


def test_the_language_of_the_browser_only_suggests_a_country(browser: Browser, site_url: str) -> None:
    reader = _Reader(browser, site_url, "when/", locale="pt-BR")
    expect(reader.page.get_by_label(WORDS["country"])).to_have_value("BR")
    expect(reader.page.locator("#suggested")).to_be_visible()
    expect(reader.page.locator("#answer")).to_be_empty()
    assert not [url for url in reader.asked if "/tables/" in url]
    reader.page.get_by_label(WORDS["day"]).fill("2026-12-18")
    expect(reader.page.locator("#answer .g-late")).to_be_visible()
    reader.page.goto(site_url + link(YES, "DE"))
    expect(reader.page.get_by_label(WORDS["country"])).to_have_value("DE")
    expect(reader.page.locator("#suggested")).to_be_hidden()
    reader.context.close()


def test_anything_odd_in_the_address_is_named_in_plain_words_and_never_shown(browser: Browser, site_url: str) -> None:
    known = {"day": str(YES), "country": "DE", "region": ""}
    with reading(browser, site_url, "when/") as page:
        everything = page.content()
        for odd in HOSTILE:
            for field in known:
                search = "&".join(f"{name}={quote(odd if name == field else value)}" for name, value in known.items())
                go(page, f"#{search}")
                note = page.locator("#answer .g-note").first
                outside = field == "day" and odd == "99999-12-31"
                expect(note, f"{field}={odd[:40]}").to_contain_text("no dates" if outside else WORDS[f"odd_{field}"])
                assert page.locator("#answer script, #answer img, #count img, #region img").count() == 0
                assert odd not in page.locator("article").inner_text() or odd in everything
                go(page, "#country=")
                expect(page.locator("#answer .g-note")).to_have_count(0)


def test_without_javascript_there_are_dates_to_print_and_a_way_to_count(browser: Browser, site_url: str) -> None:
    with reading(browser, site_url, "when/", java_script_enabled=False) as page:
        assert page.locator("noscript").inner_text().startswith(WORDS["no_script"].partition("{")[0])
        expect(page.get_by_label(WORDS["day"])).to_be_hidden()
        expect(page.get_by_role("heading", name="Count by hand")).to_be_visible()
        page.locator("noscript").get_by_role("link", name="dates to print", exact=True).click()
        page.get_by_text("Poland", exact=True).click()
        week = page.locator("details[open] tr", has_text="14 Dec 2026")
        assert [" ".join(cell.split()) for cell in week.locator("td").all_inner_texts()] == [
            f"{window.latest.day} {window.latest:%b} {window.last.day} {window.last:%b}"
            for window in (refund_window(date(2026, 12, 14 + n), "PL") for n in range(7))
        ]
    with reading(browser, site_url, "number/", java_script_enabled=False) as page:
        assert words("site")["number"]["no_script"] in page.locator("noscript").inner_html()
        expect(page.get_by_label(words("site")["number"]["label"])).to_be_hidden()
        expect(page.get_by_role("heading", name="Check it by hand")).to_be_visible()


def test_the_dates_to_print_are_the_librarys_and_those_that_may_move_are_marked(site: Path) -> None:
    soup = BeautifulSoup((site / "dates/index.html").read_text("utf-8"), "html.parser")
    monday = lookup.RELEASED - timedelta(days=lookup.RELEASED.weekday())
    for code, table in zip(lookup.SETTINGS["printed"], soup.select("table.g-dates"), strict=True):
        windows = [refund_window(monday + timedelta(days=n), *code.split("-")) for n in range(371)]
        shown = [
            f"{window.limit.day} {window.limit:%b}{'' if window.firm else '*'} {window.last.day} {window.last:%b}"
            for window in windows
        ]
        assert [cell.get_text() for cell in table.select("td")] == shown, code


@pytest.mark.parametrize("javascript", [True, False])
def test_on_paper_stand_the_dates_of_the_countries_that_are_open_and_all_where_none_is(
    browser: Browser, site_url: str, javascript: bool
) -> None:
    with reading(browser, site_url, "dates/", java_script_enabled=javascript) as page:
        tables = page.locator("table.g-dates").filter(visible=True)
        expect(tables).to_have_count(0)
        page.emulate_media(media="print")
        expect(tables).to_have_count(len(lookup.SETTINGS["printed"]))
        page.emulate_media(media="screen")
        expect(tables).to_have_count(0)
        page.get_by_text("Germany", exact=True).click()
        page.emulate_media(media="print")
        if javascript:
            page.evaluate("dispatchEvent(new Event('beforeprint'))")
            expect(page.locator(".g-print[open]")).to_have_count(len(lookup.SETTINGS["printed"]))  # by the theme
        expect(tables).to_have_count(1)
        expect(tables).to_contain_text("Germany: the latest date")


def test_axe_finds_nothing_in_an_open_answer(browser: Browser, site_url: str) -> None:
    violations = 'async () => (await axe.run({ resultTypes: ["violations"] })).violations.map(rule => rule.id)'
    for path, ready in ((link(YES, "GB"), ".g-cal"), ("number/#number=RR473124823CN", ".g-tracking")):
        with reading(browser, site_url, path, reduced_motion="reduce") as page:
            page.locator(ready).first.wait_for()
            page.locator(ready).first.click()
            style(page, "* { transition: none !important }")
            page.evaluate(AXE_SCRIPT)
            for width in (390, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                for scheme in ("default", "slate"):
                    page.evaluate('scheme => document.body.setAttribute("data-md-color-scheme", scheme)', scheme)
                    assert not page.evaluate(violations), (path, width, scheme)


def test_an_answer_does_not_scroll_sideways_on_a_small_phone_with_large_text(browser: Browser, site_url: str) -> None:
    for path, ready in (
        (link(YES, "GB"), ".g-cal"),
        ("number/#number=RR473124829CN", ".g-tracking"),
        ("dates/", "summary"),
    ):
        with reading(browser, site_url, path, viewport={"width": 320, "height": 600}) as page:
            page.locator(ready).first.wait_for()
            page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
            style(page, "html { font-size: 250% }")  # the theme's own size is 125 %
            article = "(({ clientWidth, scrollWidth }) => scrollWidth - clientWidth)(document.querySelector('article'))"
            assert page.evaluate(article) <= 0, path


def _numbers() -> list[str]:
    """Return tracking numbers good, broken and hostile, the same each time."""
    random = Random(10)
    known: list[str] = sorted(tracking.COUNTRIES)
    signs = [chr(code) for code in range(0x20000) if unicodedata.category(chr(code)) not in ("Cn", "Cs")]
    spaces: list[str] = ["", "", "", " ", "-", "\u00a0", "\u2011", "\u2014", "\u3000"]

    def any_of(these: Sequence[str], least: int, most: int) -> str:
        return "".join(random.choices(these, k=random.randint(least, most)))

    def good() -> str:
        serial = any_of(digits, 8, 8)
        return any_of(ascii_uppercase, 2, 2) + serial + tracking.calc_check_digit(serial) + random.choice(known)

    def broken() -> str:
        number, at = good(), random.randrange(13)
        instead: str = random.choice([*digits, *ascii_uppercase, "", "OO", "I", "l"])
        return number[:at] + instead + number[at + 1 :]

    def spaced() -> str:
        around: str = random.choice(["", " ", "\n", "\t \r\n"])
        return around + random.choice(spaces).join(good().lower()) + around

    def hostile() -> str:
        number, at = (good(), any_of(ascii_letters, 0, 6))[random.randrange(2)], random.randrange(13)
        return number[:at] + any_of(signs, 1, 3) + number[at:]

    makers: list[Callable[[], str]] = [
        good,
        broken,
        spaced,
        hostile,
        lambda: "LP" + any_of(digits, 11, 17),
        lambda: any_of(ascii_letters + digits, 0, 45),
        lambda: any_of(ascii_letters, 0, 8),
        lambda: any_of("'\"\\<>&{}%\x00\x7f\u200b\ufeff\u202e" + digits, 0, 20),
    ]
    return [random.choice(makers)() for _ in range(NUMBERS)]


EXPLAINED = """async numbers => {
    const { explain } = await import(new URL("../assets/tracking.js", location))
    return numbers.map(number => {
        const { shape, verdict, why, means, parts, claim } = explain(number)
        return [shape, verdict, why, means, claim, ...parts.flat()].join("\\n")
    })
}"""


def test_of_a_hundred_thousand_numbers_the_script_tells_what_the_library_tells(
    browser: Browser, site_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = _number_words()["names"]
    monkeypatch.setattr("guide_lib.tracking.number.name", named.get)
    numbers, shapes = _numbers(), set()
    with reading(browser, site_url, "number/") as page:
        for at in range(0, NUMBERS, 20_000):
            some = numbers[at : at + 20_000]
            for number, told in zip(some, page.evaluate(EXPLAINED, some), strict=True):
                library = tracking.explain(number)
                parts = [text for part in library.parts for text in (part.name, part.here, part.answer)]
                says = [library.shape, library.verdict, library.why, library.means, *library.claims, *parts]
                assert told == "\n".join(says), number
                shapes.add(library.shape)
    assert shapes == set(tracking.Shape)


@pytest.mark.parametrize("number", ["RR473124829CN", "RR473124823CN", "LP00123456789012", "ЅR473124829CN", "!"])
def test_what_is_said_of_a_number_looks_as_the_library_shows_it(browser: Browser, site_url: str, number: str) -> None:
    with reading(browser, site_url, "number/") as page:
        page.get_by_label(words("site")["number"]["label"]).fill(number)
        page.keyboard.press("Enter")
        card = page.locator("[role=status] .g-tracking")
        card.wait_for()
        shown = BeautifulSoup(card.evaluate("card => card.outerHTML"), "html.parser")
        library = BeautifulSoup(str(number_card(tracking.explain(number))), "html.parser")
        assert shown.get_text("|", strip=True) == library.get_text("|", strip=True)
        assert [tag.name for tag in shown.find_all(True)] == [tag.name for tag in library.find_all(True)]
        assert page.url.endswith(f"#number={quote(number)}")
        page.reload()
        card.wait_for()
        expect(page.get_by_role("heading", name="What a number can show")).to_be_hidden()
        onward = page.get_by_role("status").get_by_role("link", name="The seller said no")
        onward.click()
        expect(
            page.get_by_role("heading", name="Check the number. If it is bad, open a dispute at once.")
        ).to_be_visible()
        page.go_back()
        card.wait_for()
        page.go_back()
        expect(card).to_have_count(0)
        expect(page.get_by_role("heading", name="What a number can show")).to_be_visible()


def test_a_hostile_number_in_the_address_is_only_ever_text(browser: Browser, site_url: str) -> None:
    with reading(browser, site_url, "number/") as page:
        for odd in HOSTILE:
            page.evaluate("hash => { location.hash = hash }", f"number={quote(odd)}")
            page.locator(".g-tracking").wait_for()
            assert page.locator(".g-tracking :is(script, img, iframe), .g-verdict svg").count() == 0
            page.evaluate("() => { location.hash = '' }")
            expect(page.locator(".g-tracking")).to_have_count(0)


def test_what_the_page_tells_the_scripts_cannot_end_its_element() -> None:
    said = beside.json_for("x", {"a": "</script><script>alert(1)</script><!-- &amp;"})
    assert str(said).count("<") == 2
    assert json.loads(BeautifulSoup(said, "html.parser").select("script")[0].string or "") == {
        "a": "</script><script>alert(1)</script><!-- &amp;"
    }
