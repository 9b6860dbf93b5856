"""The choices of the home page and their answers to the letter, for one status of each sort."""

import re

from answers.tool import GROUPS, HERE, tool
from guide_lib.order.advice import advise
from guide_lib.order.called import site_calls
from guide_lib.order.order import Order
from guide_lib.order.rules import RULES
from guide_lib.order.workflow import Status
from guide_lib.show.answer import rest, verdict
from guide_lib.show.pieces import marks, text, unmarked, word
from guide_lib.sources.text import Text
from guide_lib.words import name, say, words

ORDER = [
    *("payment_verification", "awaiting_shipment", "awaiting_cancellation", "shipment_claimed", "tracking_provided"),
    *("in_dispute", "cancelled", "refunded", "shipped"),
]


def test_the_choices_and_the_answers_are_in_the_same_order() -> None:
    html = tool()
    assert html.startswith(
        f'<div class="g-tool" id="choices">\n<p class="g-sr" role="status" data-odd="{word("odd")}"></p>\n'
        '<form class="g-form-pick">\n<fieldset class="g-pick">\n'
        f'<legend>{word("order")}</legend>\n<p class="g-group">{words("group", "paid")}</p>\n<label '
    )
    assert (
        f'</label>\n<p class="g-change"><a href="#choices">{word("change", count=9)}</a></p>\n</fieldset>\n</form>\n'
        f'<div class="g-answers" data-search-exclude>\n<p class="g-lead g-plain">{word("order")}</p>\n'
        f'<p class="g-empty">{word("empty")}</p>\n'
        f'<p class="g-group g-plain">{words("group", "paid")}</p>\n<details '
    ) in html
    assert html.endswith("</details>\n</div>\n</div>")
    assert [part.partition('"')[0] for part in html.split('name="status" value="')[1:]] == ORDER
    assert [part.partition('"')[0] for part in re.split(r'<details class="g-answer g-\w+" id="', html)[1:]] == ORDER


def test_each_group_has_a_heading() -> None:
    heads = [f'\n<p class="g-group">{words("group", key)}</p>\n<label class="g-stop' for key in GROUPS]
    assert list(GROUPS) == ["paid", "asked", "ends"]
    assert all(tool().count(head) == 1 for head in heads)


def test_a_choice() -> None:
    tag, hint = (words("status", "shipped", key) for key in ("tag", "hint"))
    also = "Also called <b>Awaiting delivery</b>."
    assert (
        '\n<label class="g-stop g-end"><input type="radio" name="status" value="shipped"> <span class="g-card">'
        f'<b>{name("shipped")}</b> <span class="g-tag">{tag}</span> <small>{also} {hint}</small></span></label>\n'
    ) in tool()


def test_a_choice_says_what_else_the_site_calls_it_but_not_its_own_name() -> None:
    for status in (Status.PAYMENT_VERIFICATION, Status.AWAITING_SHIPMENT, Status.CANCELLED):
        others = site_calls(status)
        assert others
        assert name(status).casefold() not in map(str.casefold, others)
        hint = words("status", status, "hint")
        named = word("or").join(f"<b>{each}</b>" for each in others)
        assert f"<small>{word('also', names=named)} {hint}</small>" in tool()


def test_the_hour_of_asking_can_be_put_in_where_the_seller_is_silent() -> None:
    says = words("site", "asked")
    assert (
        f'<p class="g-asked" data-hours="48 72" data-says="{says["says"]}" data-future="{says["future"]}" hidden>'
        f'<label>{says["when"]} <input type="datetime-local"></label> <output></output></p>'
    ) in answer("awaiting_cancellation", "</details>")
    assert tool().count("g-asked") == 1


def answer(status: str, then: str) -> str:
    return tool().partition(f'" id="{status}"')[2].partition(then)[0]


def test_an_answer() -> None:
    advice = advise(Order(Status.REFUNDED))
    tag = f'<span class="g-tag">{words("status", "refunded", "tag")}</span>'
    assert answer("refunded", '\n<details class="g-answer') == (
        f' data-says="{name("refunded")}: {advice.verdict.plain}">\n'
        f"<summary><b>{name('refunded')}</b> {tag} <small>{text(say('status', 'refunded', 'hint'))}</small></summary>\n"
        f"{unmarked(verdict(advice, heading=True))}\n{unmarked(rest(advice, HERE, folded=False))}\n"
        f'<p class="g-quiet"><a href="08-money-back.ipynb">{word("page")}</a></p>\n</details>'
    )


def test_an_answer_leads_to_the_form_before_its_steps_and_to_the_other_answers() -> None:
    button = '</dl>\n<p><a class="md-button md-button--primary" href="../docs/number.md">{}</a></p>\n<ol class="g-list'
    assert button.format(words("form", "tracking_provided")) in answer("tracking_provided", "</details>")
    assert '<a href="#refunded">' in answer("cancelled", '<details class="g-answer')
    assert {status: f"#{status}" for status in ORDER} == HERE


def test_an_answer_has_the_colour_of_its_outlook_and_groups_follow_each_other() -> None:
    html = tool()
    for status in Status:
        assert f'<details class="g-answer g-{RULES[status].outlook}" id="{status}"' in html
    for key in list(GROUPS)[1:]:
        assert f'</details>\n<p class="g-group g-plain">{words("group", key)}</p>\n<details ' in html


def test_an_answer_without_its_marks_has_nothing_in_their_place() -> None:
    assert unmarked(text(Text(("Ask",))) + marks(["C01"]) + text(Text((".",)))) == "Ask."
