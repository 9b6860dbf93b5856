import re
from dataclasses import replace
from datetime import datetime
from itertools import combinations, product
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup, Tag

from answers.tool import tool
from guide_lib import show
from guide_lib.errors import UnknownNameError
from guide_lib.order.advice import advise
from guide_lib.order.order import Order
from guide_lib.order.workflow import TRANSITIONS, Status, paths
from guide_lib.show.map import ARROWS, BOXES, HIGH, WIDE
from guide_lib.show.pieces import FORMS, ICONS, PAGES, Html, icon, marks, text, word
from guide_lib.sources.claims import CLAIMS
from guide_lib.sources.facts import Fact, facts, topics
from guide_lib.sources.labels import LABELS
from guide_lib.sources.text import Label, Text
from guide_lib.words import name, words

ROOT = Path(__file__).parents[2]
EVIL = "<img src=x onerror=alert(1)>&\"'"
PIECES = (show.verdict, show.steps, show.checks, show.wrong, show.after, show.unknown, show.others, show.reasons)


def soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def everything() -> list[Html]:
    answers = [show.answer(advise(Order(status, price_usd=20))) for status in Status]
    maps = [show.map_of(), *(show.map_of(status) for status in Status)]
    return [
        *answers,
        *maps,
        show.choices(),
        tool(),
        show.every_path(),
        show.in_words(),
        show.claims(),
        show.differences(),
    ]


@pytest.mark.parametrize("html", everything())
def test_no_script_no_image_no_font_no_handler(html: Html) -> None:
    page = soup(html)
    assert not page.find_all(["script", "img", "link", "style", "iframe", "object", "use"])
    assert not [key for tag in page.find_all(True) for key in tag.attrs if key.startswith("on") or key == "style"]
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("html", everything())
def test_every_tag_is_closed(html: Html) -> None:
    opened: list[str] = []
    for end, tag, empty in re.findall(r"<(/?)([a-z0-9]+)(?:\s[^<>]*?)?(/?)>", html):
        if end:
            assert opened.pop() == tag
        elif not empty and tag not in ("input", "br"):
            opened.append(tag)
    assert not opened


@pytest.mark.parametrize("html", everything())
def test_links_lead_to_notebooks_claims_and_other_sources(html: Html) -> None:
    rows = [*(f"f-{fact.id}" for fact in facts()), *(f"t-{topic}" for topic in topics())]
    elsewhere = {f"../docs/others.md#{row.replace('_', '-')}" for row in rows} | {fact.where for fact in facts()}
    claims = {f"../docs/claims.md#{id.lower()}" for id in CLAIMS}
    here = {"#choices", *(f"#{status}" for status in Status)}
    for link in soup(html).find_all("a"):
        assert link["href"] in elsewhere | claims | set(PAGES.values()) | set(FORMS.values()) | here
        assert link.get_text(strip=True)


def test_what_comes_from_a_caller_is_escaped() -> None:
    html = show.table("countries", [[EVIL, Text((EVIL, Label(EVIL)))]], day=EVIL)
    assert not soup(html).find_all("img")
    assert soup(html).caption.get_text().endswith(EVIL)  # type: ignore[union-attr]
    assert soup(html).kbd.get_text() == EVIL  # type: ignore[union-attr]
    assert "<img" not in text(Text((EVIL,)))


def test_a_label_is_a_key_cap() -> None:
    assert text(Text(("Press ", Label("Send"), "."))) == "Press <kbd>Send</kbd>."


def test_an_icon_is_silent_and_has_a_size() -> None:
    for key in ICONS:
        svg = soup(icon(key)).svg
        assert svg is not None
        assert (svg["aria-hidden"], svg["width"], svg["height"]) == ("true", "20", "20")


def test_html_prints_as_its_words() -> None:
    assert repr(show.verdict(advise(Order("shipped")))).startswith("<Html: It is too late to cancel.")  # type: ignore[arg-type]
    assert repr(Html("<b>short</b>")) == "<Html: short>"
    assert repr(Html("x" * 69)) == f"<Html: {'x' * 69}>"
    assert repr(Html("x" * 70)) == f"<Html: {'x' * 69}…>"
    assert show.html(Html("<b>short</b>")) == "<b>short</b>"


@pytest.mark.parametrize("status", Status)
def test_an_answer_shows_all_that_the_advice_says(status: Status) -> None:
    advice = advise(Order(status))
    said = soup(show.answer(advice)).get_text(" ", strip=True)
    said = re.sub(r"\s+([.,;:])", r"\1", re.sub(r"\s+", " ", said))
    for point in filter(None, (advice.who_decides, advice.chance, advice.note, *advice.warnings)):
        assert point.text.plain in said
    for step in advice.steps:
        assert step.title.plain in said
        assert step.text.plain in said
    for reason in (*advice.choose, *advice.avoid):
        assert reason.text.plain in said
    for row in advice.next:
        assert f"{row.what.plain[1:]}" in said
        assert f": {row.leads_to}" in said
    for fact in advice.others:
        assert re.sub(r"\s+", " ", fact.says) in said
    for line in advice.elsewhere:
        assert line.says.plain in said
        assert line.does is None or line.does.plain in said
    if advice.message:
        assert advice.message.en in said
        assert advice.message.zh in said
    if advice.open:
        assert advice.open.text.plain in said


def test_an_answer_marks_where_the_order_is() -> None:
    for status in Status:
        here = soup(show.verdict(advise(Order(status)))).select("[aria-current=step]")
        assert len(here) == 1
        assert "you are here" in here[0].get_text()


def test_what_leads_to_the_same_is_one_card_and_what_leads_nowhere_else_is_no_link() -> None:
    cards = soup(show.after(advise(Order(Status.TRACKING_PROVIDED)))).select("li")
    assert [card.a["href"] for card in cards if card.a] == [PAGES[Status.SHIPPED], PAGES[Status.IN_DISPUTE]]
    assert "does not work, or the tracking stops, or the parcel goes to somebody else:" in cards[1].get_text()
    asked = soup(show.after(advise(Order(Status.AWAITING_CANCELLATION))))
    (stays,) = (card for card in asked.select("li") if not card.a)
    assert stays.get_text() == "You hear nothing: Wait, and look again later"


def test_what_to_do_by_the_word_of_others_is_in_the_open_and_marked_as_theirs() -> None:
    html = soup(show.others(advise(Order(Status.SHIPPED))))
    (said,) = html.select(".g-elsewhere")
    assert "leave the parcel at the post office, and open a dispute" in said.get_text()
    assert word("elsewhere_not_ours") in said.get_text()
    assert html.details and not html.details.select(".g-elsewhere")
    assert not soup(show.others(replace(advise(Order(Status.IN_DISPUTE)), elsewhere=()))).select(".g-elsewhere")


def test_where_all_is_decided_nobody_decides_and_there_is_no_chance() -> None:
    cards = {status: soup(show.verdict(advise(Order(status)))) for status in Status}
    shown = {status: [dt.get_text() for dt in card.select("dt")] for status, card in cards.items()}
    decided = {Status.CANCELLED, Status.REFUNDED, Status.SHIPPED}
    assert shown == {status: [] if status in decided else [word("who"), word("chance")] for status in Status}


def test_the_home_page_has_no_marks_of_claims() -> None:
    assert not soup(tool()).select(".g-claims")


def test_the_steps_are_numbered_and_named_by_kind() -> None:
    heads = [small.get_text() for small in soup(show.steps(advise(Order(Status.AWAITING_SHIPMENT)))).select("h3 small")]
    assert heads == ["Step 1: write", "Step 2: press", "Step 3: choose", "Step 4: wait"]


@pytest.mark.parametrize("piece", PIECES)
def test_a_piece_with_nothing_to_say_is_empty(piece: object) -> None:
    pieces = [piece(advise(Order(status))) for status in Status]  # type: ignore[operator]
    assert all(str(html) == str(html).strip() or html for html in pieces)
    assert any(pieces)


def test_the_check_of_a_payment_is_an_instant_when_its_time_is_known() -> None:
    paid_at = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Europe/Madrid"))
    html = show.checks(advise(Order(Status.PAYMENT_VERIFICATION, paid_at=paid_at)))
    assert "Tuesday 24 November 2026, 09:00\xa0(CET)" in html
    assert not show.checks(advise(Order(Status.SHIPPED)))


def test_the_overview_has_a_row_for_each_status() -> None:
    rows = soup(show.choices()).select("tbody tr")
    assert [row.a["href"] for row in rows if row.a] == list(PAGES.values())
    assert [row.a.get_text() for row in rows if row.a] == [name(status) for status in Status]
    assert "Ask the seller not to send it" in rows[1].get_text()


def test_every_path_has_a_row() -> None:
    assert len(soup(show.every_path()).select("tbody tr")) == len(paths())
    folded = soup(show.every_path()).summary
    assert folded and f"All {len(paths())} ways" in folded.get_text()


def test_the_map_in_words_tells_every_transition() -> None:
    rows = [row for row in soup(show.in_words()).select("tbody tr") if len(row.select("td")) == 2]
    assert len(rows) == len(TRANSITIONS)
    for row, way in zip(rows, sorted(TRANSITIONS, key=lambda way: list(Status).index(way.before)), strict=True):
        assert [mark.get_text() for mark in row.select(".g-claims a")] == list(way.claims)
        assert [link["href"] for link in row.select("td > a")] == [PAGES[way.after]] * (way.before is not way.after)


@pytest.mark.parametrize("status", Status)
def test_the_map_in_words_says_of_each_status_whether_the_order_can_be_cancelled(status: Status) -> None:
    (group,) = soup(show.in_words(status)).select("tbody")
    advice = advise(Order(status))
    said = f"{name(status)} {words('cancel', advice.cancel)} {' '.join(advice.can_cancel.claims)}"
    assert group.th and group.th.get_text() == said
    assert len(group.select("tr")) > 1


@pytest.mark.parametrize("ask", [show.map_of, show.in_words])
def test_the_map_knows_no_other_status(ask: object) -> None:
    with pytest.raises(UnknownNameError, match=r"There is no status 'shiped'; did you mean shipped\?"):
        ask("shiped")  # type: ignore[operator]


def test_the_map_draws_every_step_from_one_status_to_another() -> None:
    assert set(ARROWS) == {(row.before, row.after) for row in TRANSITIONS if row.before is not row.after}
    assert set(BOXES) == set(Status)


@pytest.mark.parametrize("ends", ARROWS)
def test_an_arrow_leaves_one_box_and_points_at_the_other(ends: tuple[Status, Status]) -> None:
    numbers = [int(number) for number in re.findall(r"-?\d+", ARROWS[ends].line)]
    x, y = numbers[0], numbers[1]
    before, after = (BOXES[status] for status in ends)
    assert _beside(x, y, before, 0) or y == 232  # one line leaves another on its way
    last = _points(ARROWS[ends].line)[-1]
    assert _beside(*last, after, 2)


def _points(line: str) -> list[tuple[int, int]]:
    x = y = 0
    points = []
    for letter, numbers in re.findall(r"([MHV])([-\d ]+)", line):
        values = [int(value) for value in numbers.split()]
        x, y = {"M": (values[0], values[-1]), "H": (values[0], y), "V": (x, values[0])}[letter]
        points.append((x, y))
    return points


def _beside(x: int, y: int, box: tuple[int, int], gap: int) -> bool:
    left, top = box
    on_side = x in (left - gap, left + WIDE + gap) and top <= y <= top + HIGH
    return on_side or (y in (top - gap, top + HIGH + gap) and left <= x <= left + WIDE)


def test_no_two_boxes_touch() -> None:
    for (a, b), (c, d) in combinations(BOXES.values(), 2):
        assert abs(a - c) > WIDE or abs(b - d) > HIGH


@pytest.mark.parametrize("status", Status)
def test_the_map_says_where_you_are(status: Status) -> None:
    page = soup(show.map_of(status))
    (here,) = page.select("[aria-current=step]")
    assert isinstance(here, Tag)
    assert here["href"] == PAGES[status]
    assert "you are here" in page.get_text()
    assert "you are here" not in soup(show.map_of()).get_text()


def test_what_others_say_comes_with_place_and_date() -> None:
    assert "guide-aliexpress.com</a>, 16 March 2020" in show.fact("silence_48_hours")
    assert "onecommerce.io</a>, 2022" in show.fact("cancelled_at_once")
    assert "alifaq.org</a>, no date" in show.fact("not_paid")
    assert "(AliExpress or its payment company, <a" in show.fact("bank_7_to_15_days")
    with pytest.raises(UnknownNameError, match=r"There is no fact 'not_payed'; did you mean not_paid\?"):
        show.fact("not_payed")


@pytest.mark.parametrize("fact", [fact for fact in facts() if fact.about])
def test_what_others_say_comes_with_whether_they_agree(fact: Fact) -> None:
    said = [item.get_text() for item in soup(show.claim(CLAIMS[fact.about[0]])).select("li") if fact.says in item.text]
    assert [one.partition(fact.says)[0].strip() for one in said] == [words("stance", fact.stance)]


def test_claims_are_shown_with_their_paragraph() -> None:
    assert "§ 3.1" in show.why("C14")
    assert len(soup(show.claims()).select(".g-claim")) == len(CLAIMS)
    with pytest.raises(UnknownNameError):
        show.why("C99")


def test_labels_are_written_once() -> None:
    shown = "".join(show.answer(advise(Order(status))) for status in Status)
    for key, label in LABELS.items():
        assert key in list(Status) or f"<kbd>{Html.escape(label)}</kbd>" in shown


def test_sizes_are_small() -> None:
    for html, limit in product([show.answer(advise(Order(Status.AWAITING_SHIPMENT)))], [20_000]):
        assert len(html.encode()) < limit


def test_a_notebook_shows_each_object_as_it_is_meant_to_look() -> None:
    order = Order(Status.SHIPPED)
    assert show.html(order) == show.map_of("shipped")
    assert show.html(advise(order)) == show.answer(advise(order))
    assert show.html(CLAIMS["C14"]) == show.claim(CLAIMS["C14"])
    assert show.html(facts()[0]) == show.fact(facts()[0].id)


def test_the_small_pieces_to_the_letter() -> None:
    path = ICONS["yes"]
    assert icon("yes") == (
        '<svg class="g-i" width="20" height="20" viewBox="0 0 24 24" aria-hidden="true">'
        f'<path fill="currentColor" d="{path}"/></svg>'
    )
    assert icon("yes", "big").startswith('<svg class="big" width')
    assert marks(["C01", "C02"]) == (
        ' <sup class="g-claims"><a href="../docs/claims.md#c01">C01</a> <a href="../docs/claims.md#c02">C02</a></sup>'
    )
    assert marks([]) == ""
    assert word("step", number=7, kind="x") == words("show", "step").replace("{number}", "7").replace("{kind}", "x")


def test_each_status_has_its_page_and_two_have_a_form() -> None:
    beginnings = {path.name[:2]: path.name for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert [PAGES[status] for status in Status] == [
        beginnings[number] for number in ("02", "03", "04", "05", "06", "07", "08", "08", "09")
    ]
    assert FORMS == {Status.CANCELLED: "../docs/when.md", Status.TRACKING_PROVIDED: "../docs/number.md"}
    assert all((ROOT / "docs" / form).is_file() for form in FORMS.values())
