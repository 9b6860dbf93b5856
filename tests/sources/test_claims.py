import re

import pytest

from guide_lib import words
from guide_lib.errors import GuideError, UnknownNameError
from guide_lib.sources.claims import CLAIMS, Kind, figure
from guide_lib.sources.facts import facts
from guide_lib.sources.figures import Figure, Unit
from guide_lib.sources.labels import ARTICLE, LABELS


def test_there_are_41_claims_in_order() -> None:
    assert list(CLAIMS) == [f"C{number:02}" for number in range(1, 42)]


def test_every_claim_has_a_paragraph_a_kind_and_a_sentence() -> None:
    for id, claim in CLAIMS.items():
        assert claim.id == id
        assert re.fullmatch(r"\d\.\d", claim.at)
        assert claim.kind in Kind
        assert claim.says.endswith(".")
        assert "{" not in words.claim(claim).plain


def test_the_figures_are_values_with_units() -> None:
    assert {id: (c.figure.count, c.figure.unit) for id, c in CLAIMS.items() if c.figure} == {
        "C07": (None, Unit.MINUTE),
        "C08": (1, Unit.DAY),
        "C14": (15, Unit.BANKING_DAY),
        "C29": (10, Unit.DOLLAR),
        "C38": (14, Unit.DAY),
    }


def test_a_claim_shows_its_figure_and_its_labels() -> None:
    assert words.amount(figure("C14")) in words.claim(CLAIMS["C14"]).plain
    assert ARTICLE["ask_late"] in words.claim(CLAIMS["C23"]).plain


def test_a_fact_has_a_note_only_where_somebody_wrote_one() -> None:
    notes = {fact.id: fact.note for fact in facts()}
    assert notes["money_3_to_20_days"] == ""
    assert notes["bank_7_to_15_days"].startswith("Lists Qiwi and Yandex.Money")


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: CLAIMS["C42"], "There is no claim 'C42'; did you mean C41 or C40 or C39?"),
        (lambda: LABELS["progres"], "There is no label 'progres'; did you mean progress?"),
    ],
)
def test_an_unknown_name_is_an_error_that_names_it(ask: object, sentence: str) -> None:
    with pytest.raises(UnknownNameError) as error:
        ask()  # type: ignore[operator]
    assert str(error.value).startswith(sentence.partition(";")[0])
    assert str(error.value).count(".") <= 2


def test_a_claim_without_a_figure_says_which_ones_have_one() -> None:
    with pytest.raises(GuideError, match=r"C01 carries no figure; those that do are C07, C08, C14, C29, C38\."):
        figure("C01")


@pytest.mark.parametrize("given", [Figure(None, Unit.MINUTE), Figure(None, Unit.DAY)])
def test_what_is_not_counted_is_not_counted_with(given: Figure) -> None:
    with pytest.raises(GuideError, match="cannot be counted with"):
        int(given)


@pytest.mark.parametrize(
    ("given", "hours"), [(Figure(None, Unit.MINUTE), 1), (Figure(30, Unit.MINUTE), 0.5), (Figure(2, Unit.DAY), 48)]
)
def test_a_length_of_time_has_an_end(given: Figure, hours: float) -> None:
    assert given.at_most().total_seconds() == hours * 3600


@pytest.mark.parametrize("unit", [Unit.BANKING_DAY, Unit.DOLLAR])
def test_banking_days_and_dollars_are_no_length_of_time(unit: Unit) -> None:
    with pytest.raises(GuideError, match="not a length of time"):
        Figure(15, unit).at_most()
