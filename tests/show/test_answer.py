"""Each piece of an answer to the letter, for one small example; tests/test_show.py says what holds for all."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from guide_lib import show
from guide_lib.order.advice import Advice, advise
from guide_lib.order.kinds import Does, Outlook
from guide_lib.order.order import Order, Payment
from guide_lib.order.parts import Message, Next, Point, Reason, Step
from guide_lib.order.workflow import Event, Status
from guide_lib.show.answer import rest
from guide_lib.show.pieces import Html, icon, word
from guide_lib.show.sources import in_short, others, said_elsewhere
from guide_lib.sources.labels import ARTICLE, LABELS
from guide_lib.sources.text import Label, Text
from guide_lib.words import words


def point(said: str, *claims: str) -> Point:
    return Point(Text((said, Label("Go"))), claims)


GO = "<kbd>Go</kbd>"
ONE = ' <sup class="g-claims"><a href="../docs/claims.md#c01">C01</a></sup>'
TWO = ' <sup class="g-claims"><a href="../docs/claims.md#c01">C01</a> <a href="../docs/claims.md#c02">C02</a></sup>'
STEP = Step("write", Does.WRITE, Text(("Ask ", Label("Go"))), Text(("Say ", Label("Go"))), ("C01", "C02"), None)
MESSAGE = Message("hello", "Hello & bye", "您好", "Hello & bye")
MESSAGE_HTML = f"""\
<div class="g-message tabbed-set tabbed-alternate" data-tabs="1:2">
<input type="radio" name="m-hello" id="m-hello-en" checked><input type="radio" name="m-hello" id="m-hello-zh">
<div class="tabbed-labels"><label for="m-hello-en" lang="en">{word("message_en")}</label> \
<label for="m-hello-zh" lang="zh-Hans">{word("message_zh")}</label></div>
<div class="tabbed-content"><div class="tabbed-block"><p lang="en">Hello &amp; bye</p></div>\
<div class="tabbed-block"><p lang="zh-Hans">您好</p></div></div>
</div>
"""
REASONS: dict[str, Any] = {
    "choose": (Reason("a", True, Text(("Mine",)), ("C01",)),),
    "avoid": (Reason("b", False, Text(("Yours",)), ()), Reason("c", False, Text(("Theirs",)), ("C01",))),
    "why_reason": point("Be kind: ", "C01", "C02"),
}
REASONS_HTML = f"""\
<div class="g-reasons"><div class="g-go"><p><strong>{word("choose")}</strong></p><ul class="g-list">\
<li>{icon("yes")} <span>Mine{ONE}</span></li></ul></div>\
<div class="g-end"><p><strong>{word("avoid")}</strong></p><ul class="g-list">\
<li>{icon("no")} <span>Yours</span></li><li>{icon("no")} <span>Theirs{ONE}</span></li></ul></div></div>
<p class="g-quiet">Be kind: {GO}{TWO}</p>
"""


@pytest.fixture
def bare() -> Advice:
    """An answer that says as little as can be."""
    nothing: dict[str, Any] = {
        "steps": (),
        "choose": (),
        "avoid": (),
        "checks": (),
        "warnings": (),
        "next": (),
        "open": None,
        "elsewhere": (),
    }
    said: dict[str, Any] = {
        "can_cancel": point("Can "),
        "who_decides": point("Who ", "C01"),
        "chance": point("Chance ", "C01", "C02"),
    }
    return replace(advise(Order(Status.IN_DISPUTE)), verdict=Text(("Well ", Label("Go"))), **said, **nothing)


def where(status: str) -> str:
    """Return the way of a status as it is drawn, alone."""
    html = show.verdict(advise(Order(Status(status))))
    return html[html.index("<ol") : html.index("</ol>") + 5]


def test_the_verdict(bare: Advice) -> None:
    way = where("in_dispute")
    inside = f"""\
<dl><div><dt>{word("who")}</dt> <dd>Who {GO}{ONE}</dd></div>\
<div><dt>{word("chance")}</dt> <dd>Chance {GO}{TWO}</dd></div></dl>
{way}
</div>"""
    lead = f'<p class="g-lead"><strong>Well {GO}</strong></p>'
    assert show.verdict(bare) == f'<div class="g-verdict g-ask">\n{lead}\n{inside}'
    assert show.verdict(bare, heading=True) == f'<div class="g-verdict g-ask">\n<h2>Well {GO}</h2>\n{inside}'
    assert show.verdict(replace(bare, outlook=Outlook.END)).startswith('<div class="g-verdict g-end">')


@pytest.mark.parametrize(
    ("status", "stages"),
    [
        ("payment_verification", ["g-done paid", "here checked", " packed", "g-end sent"]),
        ("cancelled", ["g-done paid", "g-done asked", "here yes", "g-go money"]),
        ("refunded", ["g-done paid", "g-done asked", "g-done yes", "here g-go money"]),
        ("shipped", ["g-done paid", "g-done checked", "g-done packed", "here g-end sent"]),
    ],
)
def test_the_way_is_marked_as_far_as_the_order_has_come(status: str, stages: list[str]) -> None:
    here = f'<span class="g-sr"> ({word("here")})</span>'
    drawn = ""
    for stage in stages:
        css, key = stage.removeprefix("here").removeprefix(" ").rpartition(" ")[::2]
        name = words("stage", key)
        now = f' aria-current="step"><b>{name}</b>{here}</li>'
        drawn += f'<li class="{css}"' + (now if stage.startswith("here") else f">{name}</li>")
    assert where(status) == f'<ol class="g-list g-way" aria-label="{word("where")}">{drawn}</ol>'


def test_the_steps(bare: Advice) -> None:
    told = replace(bare, steps=(STEP, replace(STEP, does=Does.WAIT, claims=(), message=MESSAGE)))
    write, wait = (
        f"<li>\n{icon(does, 'g-node')}<h3><small>{word('step', number=number, kind=words('kind', does))}</small>"
        f" Ask {GO}</h3>\n<p>Say {GO}{claims}</p>\n{message}</li>"
        for number, does, claims, message in ((1, Does.WRITE, TWO, ""), (2, Does.WAIT, "", MESSAGE_HTML))
    )
    assert show.steps(told) == f'<ol class="g-list g-steps">\n{write}\n{wait}\n</ol>'


def test_the_reasons_stand_in_the_step_that_asks_for_one(bare: Advice) -> None:
    told = replace(bare, steps=(STEP, replace(STEP, claims=("C03",))), **REASONS)
    assert show.reasons(told) == REASONS_HTML
    first, second = show.steps(told).split("</li>\n<li>")
    assert REASONS_HTML in first
    assert "g-reasons" not in second
    assert show.reasons(bare) == ""


@pytest.mark.parametrize("paid_with", Payment)
def test_how_long_the_check_takes(paid_with: Payment) -> None:
    takes, css, until, ends = {
        Payment.E_WALLET: ("minutes", "c07", "2026-11-23T10:00:00+01:00", "Monday 23 November 2026, 10:00\xa0(CET)"),
        Payment.BANK_CARD: ("a day", "c08", "2026-11-24T09:00:00+01:00", "Tuesday 24 November 2026, 09:00\xa0(CET)"),
    }[paid_with]
    paid_at = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Europe/Madrid"))
    heads = [f'<th scope="col">{word(key)}</th>' for key in ("paid", "takes", "until")]
    row = (
        f'<tr><th scope="row">{words("payment", paid_with)}</th><td>{takes} <sup class="g-claims">'
        f'<a href="../docs/claims.md#{css}">{css.upper()}</a></sup></td>'
    )
    assert show.checks(advise(Order(Status.PAYMENT_VERIFICATION, paid_with))) == (
        f"<table>\n<caption>{word('check')}</caption>\n<thead><tr>{''.join(heads[:2])}</tr></thead>\n"
        f"<tbody>{row}</tr></tbody>\n</table>"
    )
    instant = '<time datetime="2026-11-23T09:00:00+01:00">Monday 23 November 2026, 09:00\xa0(CET)</time>'
    assert show.checks(advise(Order(Status.PAYMENT_VERIFICATION, paid_with, paid_at))) == (
        f"<table>\n<caption>{word('check_after')} {instant}</caption>\n<thead><tr>{''.join(heads)}</tr></thead>\n"
        f'<tbody>{row}<td><time datetime="{until}">{ends}</time></td></tr></tbody>\n</table>'
    )


def test_both_ways_to_pay_have_a_row_each() -> None:
    assert "</tr><tr>" in show.checks(advise(Order(Status.PAYMENT_VERIFICATION)))


def test_what_can_go_wrong(bare: Advice) -> None:
    told = replace(bare, warnings=(point("Fire ", "C01"), point("Water ")))
    assert show.wrong(told) == (f'<ul aria-label="{word("wrong")}"><li>Fire {GO}{ONE}</li>\n<li>Water {GO}</li></ul>')
    assert show.wrong(bare) == ""


def test_what_happens_next(bare: Advice) -> None:
    ends = (
        Next(Event.MONEY_ARRIVES, Text(("Money ", Label("Go"))), Status.REFUNDED, "Rich", ()),
        Next(Event.SELLER_SHIPS, Text(("Gone",)), Status.SHIPPED, "Poor", ("C01",)),
    )
    told = replace(bare, next=ends)
    assert show.after(told) == (
        f'<ul class="g-list g-next" aria-label="{word("next")}">\n'
        f'<li class="g-go"><a href="08-money-back.ipynb"><small>Money Go:</small> Rich</a></li>\n'
        '<li class="g-end"><a href="09-map.ipynb"><small>Gone:</small> Poor</a></li>\n</ul>'
    )
    assert show.after(bare) == ""
    assert '<a href="#there">' in show.after(told, {Status.REFUNDED: "#there", Status.SHIPPED: ""})


def test_what_is_not_known(bare: Advice) -> None:
    told = replace(bare, open=point("Why ", "C01"))
    assert show.unknown(told) == f'<p class="g-open"><b>{word("open")}:</b> Why {GO}{ONE}</p>'
    assert show.unknown(bare) == ""


def test_the_pieces_stand_in_order_and_an_empty_one_leaves_no_trace(bare: Advice) -> None:
    verdict, steps = show.verdict(bare), show.steps(bare)
    assert show.answer(bare) == f"{verdict}\n{rest(bare)}"
    assert rest(bare) == f"{steps}\n{said_elsewhere(bare.others)}"
    ends = (Next(Event.MONEY_ARRIVES, Text(("Money",)), Status.REFUNDED, "Rich", ()),)
    checks = advise(Order(Status.PAYMENT_VERIFICATION)).checks
    elsewhere = advise(Order(Status.IN_DISPUTE)).elsewhere
    full = replace(bare, checks=checks, warnings=(point("Fire "),), next=ends, open=point("Why "), elsewhere=elsewhere)
    links = {Status.REFUNDED: "#there"}
    assert rest(full, links).split("\n") == [
        *steps.split("\n"),
        *in_short(elsewhere).split("\n"),
        '<div class="g-fork">',
        *f"{icon('fork', 'g-node')}<h3>{word('next')}</h3>\n{show.after(full, links)}".split("\n"),
        "</div>",
        show.unknown(full),
        *said_elsewhere(full.others).split("\n"),
        f"<h3>{word('wrong')}</h3>",
        show.wrong(full),
    ]


@pytest.mark.parametrize(
    "piece",
    [
        *(show.verdict, show.steps, show.reasons, show.checks, show.wrong, show.after, show.unknown, show.others),
        *(show.answer, rest),
    ],
)
def test_a_notebook_shows_each_piece_even_an_empty_one(piece: object, bare: Advice) -> None:
    for advice in (bare, advise(Order(Status.PAYMENT_VERIFICATION))):
        assert isinstance(piece(advice), Html)  # type: ignore[operator]


def test_a_note_comes_below_the_steps(bare: Advice) -> None:
    assert show.steps(replace(bare, note=None)).endswith("\n</ol>")
    assert show.steps(replace(bare, note=point("See ", "C01"))).endswith(
        f'\n</ol>\n<p class="g-quiet">See {GO}{ONE}</p>'
    )


def test_what_others_say_comes_in_short_and_then_folded() -> None:
    said = advise(Order(Status.AWAITING_CANCELLATION))
    assert in_short(said.elsewhere)
    assert others(said) == f"{in_short(said.elsewhere)}\n{said_elsewhere(said.others)}"


def test_what_a_label_is_called_else_stands_under_its_step() -> None:
    _, ask, *_ = advise(Order(Status.PAYMENT_VERIFICATION)).steps
    assert ask.also[0][1][-1] == ARTICLE["ask_early"]
    names = word("or").join(f"<b>{each}</b>" for each in ask.also[0][1])
    line = f'<p class="g-quiet"><kbd>{LABELS["ask_early"]}</kbd> {word("also", names=names)}</p>'
    assert line in show.steps(advise(Order(Status.PAYMENT_VERIFICATION)))


def test_when_the_order_cancels_itself_is_said_where_the_hour_of_asking_is_known() -> None:
    asked_at = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Europe/Madrid"))
    told = show.cancels_itself(advise(Order(Status.AWAITING_CANCELLATION, asked_at=asked_at)))
    assert "between" in told
    assert "Wednesday 25 November 2026, 09:00\xa0(CET)</time> and <time" in told
    assert show.cancels_itself(advise(Order(Status.AWAITING_CANCELLATION))) == ""


def test_nobody_decides_and_no_chance_leave_no_empty_list(bare: Advice) -> None:
    assert "<dl>" not in show.verdict(replace(bare, who_decides=None, chance=None))


def test_a_card_that_leads_nowhere_is_a_paragraph() -> None:
    html = rest(advise(Order(Status.AWAITING_CANCELLATION)))
    assert '"><p><small>' in html
