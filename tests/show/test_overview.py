"""The tables and lists of the whole to the letter; tests/test_show.py says what holds for all pieces."""

from dataclasses import replace
from typing import Any

import pytest

from answers.tool import tool
from guide_lib import show
from guide_lib.order.advice import advise
from guide_lib.order.order import Order
from guide_lib.order.parts import Elsewhere
from guide_lib.order.workflow import Event, Status
from guide_lib.show.pieces import Html, marks, text, word
from guide_lib.show.sources import in_short, said_elsewhere, stance
from guide_lib.sources.claims import CLAIMS
from guide_lib.sources.facts import By, Fact, Stance, Told, facts
from guide_lib.sources.text import Label, Text
from guide_lib.words import claim, name, say, words

C01 = ' <sup class="g-claims"><a href="../docs/claims.md#c01">C01</a></sup>'
FACT = Fact(
    id="a_b",
    topic="seller_silence",
    stance=Stance.ADDS,
    about=("C01",),
    says="Snow & ice.",
    by=By.THIRD,
    where="https://www.example.org/x?y",
    as_of="2026-02-03",
    read="2026-11-27",
)
STANCE = f'<b class="g-adds">{words("stance", "adds")}</b> '
SAID = (
    f'<li>{STANCE}Snow &amp; ice. (<a href="../docs/others.md#f-a-b">example.org</a>, 3 February 2026)' + C01 + "</li>"
)


def test_the_table_of_choices() -> None:
    head, *rows = show.choices().split("\n<tr class")
    heads = "".join(f'<th scope="col">{word(key)}</th>' for key in ("order", "can", "chance", "first"))
    assert head == f'<table class="g-choices">\n<thead><tr>{heads}</tr></thead>\n<tbody>'
    assert rows[-1].endswith("</tr>\n</tbody>\n</table>")
    advice = advise(Order(Status.REFUNDED))
    assert advice.chance is None
    said = {"can": advice.can_cancel.text, "chance": Text(()), "first": advice.steps[0].title}
    cells = "".join(f'<td data-label="{word(key)}">{text(told)}</td>' for key, told in said.items())
    assert rows[list(Status).index(Status.REFUNDED)] == (
        f'="g-go"><th scope="row"><a href="08-money-back.ipynb">{name("refunded")}</a>'
        f" <small>{words('status', 'refunded', 'hint')}</small></th>{cells}</tr>"
    )


def test_the_table_of_paths_is_sorted_by_its_end_then_by_its_length() -> None:
    top, body = show.every_path().split("\n<tbody>\n")
    heads = f'<th scope="col">{word("path")}</th><th scope="col">{word("end")}</th>'
    folded = f'<details class="g-more">\n<summary>{word("paths", count=24)}</summary>\n'
    assert top == f'{folded}<table class="g-paths">\n<thead><tr>{heads}</tr></thead>'
    rows = body.removesuffix("\n</tbody>\n</table>\n</details>").split("\n")
    ends = [str(row).partition('<a href="')[2].partition('"')[0] for row in rows]
    order = ["07-dispute.ipynb", "08-money-back.ipynb", "09-map.ipynb"]
    assert ends == [end for end in order for _ in range(ends.count(end))]
    for end in set(ends):
        lengths = [row.count("→") for row, its in zip(rows, ends, strict=True) if its == end]
        assert lengths == sorted(lengths)
    paid, sent = (text(say("event", event, "text")) for event in (Event.PAYMENT_CLEARS, Event.SELLER_SHIPS))
    assert f'<tr><td>{paid} → {sent}</td><td><a href="09-map.ipynb">{name("shipped")}</a></td></tr>' in rows


def test_why() -> None:
    item = "<li>{} " + C01 + f" <small>({word('paragraph', at=CLAIMS['C01'].at)})</small></li>"
    html = show.why("C01", "C01")
    said = item.format(text(claim(CLAIMS["C01"])))
    assert html == f'<ul class="g-why" aria-label="{word("why")}">\n{said}\n{said}\n</ul>'


def test_a_claim() -> None:
    row = replace(CLAIMS["C14"], id="C99", says="Press {send_late}", at="9.9")
    paragraph = word("paragraph", at="9.9")
    assert show.claim(row) == (
        f'<div class="g-claim" id="c99">\n<p><b>C99</b> Press <kbd>Send</kbd> '
        f"<small>(figure, {paragraph})</small></p>\n"
        "\n</div>"
    )
    row = CLAIMS["C14"]
    assert show.claim(row).endswith(f"</p>\n{said_elsewhere(row.others)}\n</div>")
    assert show.claims() == "\n".join(show.claim(claim) for claim in CLAIMS.values())


def test_the_map_in_words() -> None:
    def group(status: Status, outlook: str, page: str, *ways: str) -> str:
        can = advise(Order(status)).can_cancel
        return (
            f'<tbody class="g-{outlook}"><tr><th scope="rowgroup" colspan="2"><a href="{page}">{name(status)}</a> '
            f'<span class="g-tag">{can.text.plain}</span>{marks(can.claims)}</th></tr>\n'
            + "\n".join(ways)
            + "\n</tbody>"
        )

    asks, clears = (text(say("event", event, "text")) for event in (Event.BUYER_ASKS, Event.PAYMENT_CLEARS))
    asked, waits = (
        f'<a href="{page}">{name(status)}</a>{marks(claims.split())}'
        for page, status, claims in (
            ("04-you-asked.ipynb", Status.AWAITING_CANCELLATION, "C09 C11 C12 C13"),
            ("03-waiting-to-be-sent.ipynb", Status.AWAITING_SHIPMENT, "C07 C08 C18"),
        )
    )
    ways = (f"<tr><td>{clears}</td><td>{waits}</td></tr>", f"<tr><td>{asks}</td><td>{asked}</td></tr>")
    unknown = f'<tr><td colspan="2">{text(say("open", "in_dispute", "text"))}{marks(["C34", "C37"])}</td></tr>'
    done = f'<tr><td colspan="2">{text(say("status", "refunded", "verdict"))}{marks(["C03", "C39"])}</td></tr>'
    heads = f'<tr><th scope="col">{word("path")}</th><th scope="col">{word("leads")}</th></tr>'
    groups = (
        group(Status.PAYMENT_VERIFICATION, "go", "02-payment-is-checked.ipynb", *ways),
        group(Status.IN_DISPUTE, "ask", "07-dispute.ipynb", unknown),
        group(Status.REFUNDED, "go", "08-money-back.ipynb", done),
    )
    assert show.in_words("payment_verification", "in_dispute", "refunded") == (
        f'<table class="g-paths g-ways">\n<thead>{heads}</thead>\n' + "\n".join(groups) + "\n</table>"
    )
    silent = say("event", "seller_stays_silent", "text"), say("event", "seller_stays_silent", "stay").plain
    way = f"<tr><td>{text(silent[0])}</td><td>{silent[1]}{marks(['C13', 'C25'])}</td></tr>"
    assert way in show.in_words("awaiting_cancellation")


def test_a_table() -> None:
    assert show.table("ways", [["1", Text((Label("Go"),)), 2], ["<3>"]], count="All & one:") == (
        "<table>\n<caption>All &amp; one: ways from paying to an end</caption>\n"
        '<thead><tr><th scope="col">How it ends</th><th scope="col">Ways</th></tr></thead>\n<tbody>\n'
        '<tr><th scope="row">1</th><td><kbd>Go</kbd></td><td>2</td></tr>\n'
        '<tr><th scope="row">&lt;3&gt;</th></tr>\n</tbody>\n</table>'
    )
    assert "<kbd>Go</kbd>" in show.table("ways", [[Label("Go")]], count=1)


def test_what_is_said_elsewhere_is_folded() -> None:
    assert said_elsewhere([FACT, FACT]) == (
        f'<details class="g-more">\n<summary>{word("others")}</summary>\n<ul>{SAID}\n{SAID}</ul>\n'
        f"<p>{word('unchecked')}</p>\n</details>"
    )
    assert said_elsewhere([]) == ""


@pytest.mark.parametrize(
    ("where", "host"),
    [
        ("https://www.example.org", "example.org"),
        ("http://WWW.Example.org/www.", "example.org"),
        ("example.org/www.", "example.org/www."),
        ("www.example.org", "example.org"),
    ],
)
def test_a_source_is_named_by_its_host(where: str, host: str) -> None:
    assert f'<a href="../docs/others.md#f-a-b">{host}</a>' in said_elsewhere([replace(FACT, where=where)])
    assert f'<a href="{where}">{host}</a>, 3 February 2026; read on 27 November 2026)' in show.row_of(
        replace(FACT, where=where)
    )


@pytest.mark.parametrize(
    ("as_of", "said"),
    [("2026-12-24", "24 December 2026"), ("2022", "2022"), ("2022-03", "March 2022"), ("", word("no_date"))],
)
def test_a_source_says_as_of_when(as_of: str, said: str) -> None:
    assert f"</a>, {said}){C01}</li>" in said_elsewhere([replace(FACT, as_of=as_of)])


def test_one_fact_is_shown_without_its_claims() -> None:
    fact = facts()[0]
    assert f"<li>{stance(fact)} {show.fact(fact.id)}" in said_elsewhere([fact])


def test_the_row_of_a_fact_is_where_its_links_lead() -> None:
    row = show.row_of(replace(FACT, note="Twice."))
    assert row.startswith(f'<li id="f-a-b">{STANCE}Snow &amp; ice. (<a href="https://www.example.org/x?y">')
    assert row.endswith(f"{C01} <small>Twice.</small></li>")


def test_the_differences_are_told_with_their_claims() -> None:
    rows = [f"<li>{show.fact(fact.id)} <sup" for fact in facts() if fact.stance is Stance.DIFFERS]
    html = show.differences()
    assert html.startswith(f"<p><b>{word('differs')}</b></p>\n<ul>\n{rows[0]}")
    assert html.endswith("</sup></li>\n</ul>")
    assert [line[: len(row)] for line, row in zip(html.split("\n")[2:-1], rows, strict=True)] == rows


@pytest.mark.parametrize(
    "html",
    [
        *(show.choices(), show.every_path(), show.why(), show.claims(), show.claim(CLAIMS["C14"]), show.in_words()),
        *(show.table("sure", []), said_elsewhere([]), said_elsewhere([FACT]), show.fact(facts()[0].id)),
        *(show.differences(), tool(), show.map_of()),
    ],
)
def test_a_notebook_shows_each_piece(html: Any) -> None:
    assert isinstance(html, Html)


def test_what_is_said_elsewhere_in_short_is_in_the_open() -> None:
    told = Told((FACT, replace(FACT, as_of="2020")))
    row = Elsewhere("seller_silence", Text(("Wait <b>",)), Text(("Now",)), told)
    link = '<a href="../docs/others.md#t-seller-silence">2 pages</a>, 2020 to 2026'
    assert in_short([row, replace(row, does=None)]) == (
        f'<div class="g-elsewhere">\n<p><b>{word("elsewhere")}</b> <small>{word("elsewhere_not_ours")}</small></p>\n'
        f"<ul><li>Wait &lt;b&gt; <small>({link})</small> <b>Now</b></li>"
        f"<li>Wait &lt;b&gt; <small>({link})</small></li></ul>\n</div>"
    )
    assert in_short([]) == ""


@pytest.mark.parametrize(
    ("does", "css"), [("agrees", "g-go"), ("differs", "g-ask"), ("adds", "g-adds"), ("silent", "g-adds")]
)
def test_whether_a_source_agrees_has_a_colour(does: str, css: str) -> None:
    assert stance(replace(FACT, stance=Stance(does))) == f'<b class="{css}">{words("stance", does)}</b>'


def test_a_choice_says_how_good_the_chance_is() -> None:
    told = [advice for advice in (advise(Order(status)) for status in Status) if advice.chance]
    assert told
    for advice in told:
        assert advice.chance and f'<td data-label="{word("chance")}">{text(advice.chance.text)}</td>' in show.choices()
