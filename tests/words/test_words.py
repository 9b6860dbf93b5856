import pytest

from guide_lib.errors import UnknownNameError
from guide_lib.order.workflow import Status
from guide_lib.sources.claims import CLAIMS, figure
from guide_lib.sources.labels import LABELS
from guide_lib.sources.text import Label
from guide_lib.words import amount, name, say, words


def test_words_are_found_by_their_names() -> None:
    assert words("kind", "press") == "press"
    assert words("message", "please_cancel").keys() == {"says", "zh"}


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        (("knid",), "There is no entry in the word file 'knid'; did you mean kind?"),
        (("kind", "pres"), "There is no entry in the word file 'kind.pres'"),
    ],
)
def test_words_that_are_not_there_are_named(path: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(UnknownNameError) as error:
        words(*path)
    assert str(error.value).startswith(sentence)


def test_labels_are_marked_and_figures_are_words() -> None:
    text = say("step", "ask_late", "text")
    assert text.labels == (LABELS["orders"], LABELS["ask_late"])
    assert all(isinstance(part, Label) is (part in LABELS.values()) for part in text.parts)
    assert amount(figure("C38")) in say("step", "wait_for_money", "text").plain
    assert not say("step", "wait_for_money", "text").labels


@pytest.mark.parametrize("status", Status)
def test_every_status_has_a_name_that_begins_with_a_capital(status: Status) -> None:
    assert name(status)[0].isupper()
    assert name(status)[1:] == say("status", status, "name").plain[1:]


def test_no_words_ask_for_what_is_no_label_and_no_claim() -> None:
    known = set(LABELS) | set(CLAIMS)

    def fields(part: object) -> set[str]:
        if isinstance(part, dict):
            return set().union(*map(fields, part.values()))
        return {piece.partition("}")[0] for piece in str(part).split("{")[1:]}

    for table in ("status", "step", "reason", "why_reason", "warning", "event", "open", "decides"):
        assert fields(words(table)) <= known
