from typing import Any

import pytest

from guide_lib import Order, advise, words
from guide_lib.errors import GuideError
from guide_lib.order.called import check, site_calls
from guide_lib.order.workflow import Status
from guide_lib.sources.claims import CLAIMS
from guide_lib.sources.labels import ARTICLE, LABELS, SEEN, also, seen, seen_of
from guide_lib.words.language import in_language

ROW: dict[str, Any] = {
    "ids": ["orders"],
    "language": "en",
    "says": "My Orders",
    "where": ["https://www.example.org/x"],
    "as_of": "2024",
    "read": "2026-11-27",
}


def test_in_another_language_the_names_of_the_site_and_of_the_article_in_english_follow() -> None:
    assert also("send_late", "ko")[-2:] == (LABELS["send_late"], ARTICLE["send_late"])


def test_what_was_seen_comes_first_and_the_articles_words_follow() -> None:
    assert LABELS["payment_verification"] == "Payment being verified"
    assert LABELS["awaiting_shipment"] == "Awaiting shipment"
    assert also("payment_verification")[-1] == ARTICLE["payment_verification"] == "Payment is checked"
    for id in LABELS:
        assert LABELS[id] == (seen(id) or (ARTICLE.get(id),))[0]
        assert LABELS[id].casefold() not in map(str.casefold, also(id))


def test_every_label_names_a_status_or_is_used_by_a_claim() -> None:
    said = {label for claim in CLAIMS.values() for label in words.claim(claim).labels}
    assert {id for id, label in ARTICLE.items() if label not in said} == {"payment_verification", "awaiting_shipment"}
    assert {id for row in SEEN for id in row.ids} <= {*ARTICLE, *Status, "open_dispute"}


def test_no_label_stands_twice_and_each_was_seen_somewhere() -> None:
    rows = [(id, row.language, row.says) for row in SEEN for id in row.ids]
    assert len(rows) == len(set(rows))
    assert all(where.startswith(("https://", "http://")) for row in SEEN for where in row.where)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"where": []}, "labels.toml, My Orders: it names no status or nowhere; a label stands where somebody has "),
        ({"ids": []}, "labels.toml, My Orders: it names no status or nowhere; a label stands where somebody has "),
        ({"where": None}, "labels.toml, My Orders: it has no where."),
        ({"read": "May"}, "labels.toml, My Orders: read is no date; write 2025-03-16, 2025-03 or 2025, and nothing "),
        ({"read": ""}, "labels.toml, My Orders: read is no date; "),
        ({"seen": 1}, "labels.toml, My Orders: it has seen, which is no field of a label."),
    ],
)
def test_a_row_that_cannot_be_meant_is_told_by_name(row: dict[str, Any], sentence: str) -> None:
    with pytest.raises(GuideError) as caught:
        seen_of(ROW | row)
    assert str(caught.value).startswith(sentence)


def test_a_label_for_a_status_that_there_is_not_is_told_by_name() -> None:
    with pytest.raises(GuideError, match=r"labels\.toml, My Orders: There is no status or button 'paid'; "):
        check(seen_of(ROW | {"ids": ["paid"]}))
    assert site_calls(Status.CANCELLED) == seen(Status.CANCELLED)


def test_what_the_site_calls_it_is_told_in_the_readers_language_and_then_in_english() -> None:
    with in_language("ru"):
        assert site_calls(Status.CANCELLED) == ("Закрыт", "Closed")
        _, ask, *_ = advise(Order(Status.AWAITING_SHIPMENT)).steps
        assert ask.also == (("Мои заказы", ("My Orders",)), ("Отменить заказ", ("Cancel Order",)))
