import pytest

from guide_lib.errors import UnknownNameError
from guide_lib.refund.days.places import (
    _fail,
    _spaced,
    countries,
    country_code,
    in_order,
    place,
    release,
    subdivision_code,
    subdivisions,
)


@pytest.mark.parametrize(
    ("name", "spaced"),
    [
        ("Germany", "Germany"),
        ("SouthKorea", "South Korea"),
        ("IsleOfMan", "Isle of Man"),
        ("TrinidadAndTobago", "Trinidad and Tobago"),
        ("SaintHelenaTheRock", "Saint Helena the Rock"),
        ("USVirginIslands", "US Virgin Islands"),
        ("TheGambia", "the Gambia"),
        ("Andorra", "Andorra"),
    ],
)
def test_the_words_of_a_name_stand_apart(name: str, spaced: str) -> None:
    assert _spaced(name) == spaced


def test_a_country_has_a_name() -> None:
    assert countries()["DE"] == "Germany"
    assert countries()["TT"] == "Trinidad and Tobago"


@pytest.mark.parametrize(
    ("country", "part", "called"),
    [
        ("DE", None, "Germany"),
        ("GB", None, "the United Kingdom"),
        ("GB", "ENG", "England"),
        ("IT", "Pesaro", "Pesaro"),
        ("DE", "BY", "Bayern"),
    ],
)
def test_a_place_is_called_as_after_in(country: str, part: str | None, called: str) -> None:
    assert place(country, part) == called


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("de", "DE"),
        (" DEU ", "DE"),
        ("germany", "DE"),
        ("Uk", "GB"),
        ("NETHERLANDS", "NL"),
        ("the Netherlands", "NL"),
        ("DR Congo", "CD"),
        ("Czechia", "CZ"),
    ],
)
def test_a_country_is_known_by_any_of_its_names(given: str, code: str) -> None:
    assert country_code(given) == code


COUNTRIES = "AD, AE, AF, AG, AI, AL, AM, AO, AQ, AR, AS, AT, …"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("Germny", "There is no country 'Germny'; did you mean Germany (DE)?"),
        ("Nigeri", "There is no country 'Nigeri'; did you mean Nigeria (NG) or Niger (NE)?"),
        ("??", f"There is no country '??'; it is one of {COUNTRIES}."),
        (None, f"There is no country 'None'; it is one of {COUNTRIES}."),
        (49, f"There is no country '49'; it is one of {COUNTRIES}."),
    ],
)
def test_an_unknown_country_is_told_with_the_nearest_right_ones(given: str, sentence: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        country_code(given)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("country", "given", "code"),
    [
        ("GB", " england ", "ENG"),
        ("GB", "gb-eng", "ENG"),
        ("DE", "Bayern", "BY"),
        ("DE", "by", "BY"),
        ("IT", "pesaro", "Pesaro"),
    ],
)
def test_a_subdivision_is_known_by_any_of_its_names(country: str, given: str, code: str) -> None:
    assert subdivision_code(country, given) == code


@pytest.mark.parametrize(
    ("country", "given", "sentence"),
    [
        ("GB", "Englnd", "There is no subdivision of the United Kingdom 'Englnd'; did you mean England (ENG)?"),
        ("GB", "??", "There is no subdivision of the United Kingdom '??'; it is one of ENG, NIR, SCT, WLS."),
        ("GB", None, "There is no subdivision of the United Kingdom 'None'; it is one of ENG, NIR, SCT, WLS."),
        ("IT", "Pesarro", "There is no subdivision of Italy 'Pesarro'; did you mean Pesaro?"),
        ("GI", "ENG", "There is no subdivision 'ENG'; Gibraltar has none, so leave it out."),
    ],
)
def test_an_unknown_subdivision_is_told_with_the_nearest_right_ones(country: str, given: str, sentence: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        subdivision_code(country, given)
    assert str(caught.value) == sentence


def test_a_list_of_twelve_is_whole_and_one_of_thirteen_is_cut() -> None:
    codes = {f"c{letter}": None for letter in "mlkjihgfedcba"}
    twelve = ", ".join(sorted(codes)[:12])
    with pytest.raises(UnknownNameError) as caught:
        _fail("thing", "x", {}, codes)
    assert str(caught.value) == f"There is no thing 'x'; it is one of {twelve}, …."
    del codes["cm"]
    with pytest.raises(UnknownNameError) as caught:
        _fail("thing", "x", {}, codes)
    assert str(caught.value) == f"There is no thing 'x'; it is one of {twelve}."


def test_at_most_three_near_names_are_told_and_each_code_once() -> None:
    known = {"abcde1": "A", "abcde2": "A", "abcde3": "B", "abcde4": "C", "abcde5": "D"}
    labels = {"A": "One", "B": None, "C": "Three", "D": "Four"}
    with pytest.raises(UnknownNameError) as caught:
        _fail("thing", "ABCDE", known, labels)
    assert str(caught.value) == "There is no thing 'ABCDE'; did you mean Four (D) or Three (C) or B?"
    with pytest.raises(UnknownNameError) as caught:
        _fail("thing", "abcde", {"abcde1": "A", "abcde2": "A"}, labels)
    assert str(caught.value) == "There is no thing 'abcde'; did you mean One (A)?"


@pytest.mark.parametrize(("given", "near"), [("abcd", True), ("abcz", False)])
def test_a_near_name_shares_eight_letters_in_ten(given: str, near: bool) -> None:
    known = {"abcd" + "e" * 2 if near else "abcd": "A"}
    with pytest.raises(UnknownNameError) as caught:
        _fail("thing", given, known, {"A": None})
    assert ("did you mean" in str(caught.value)) is near


def test_only_the_beginning_of_a_long_name_is_compared() -> None:
    known = {"x" * 80 + "y" * 40: "A"}
    with pytest.raises(UnknownNameError, match="did you mean A"):
        _fail("thing", "x" * 80 + "z" * 99, known, {"A": None})


def test_where_no_part_differs_there_are_none() -> None:
    assert subdivisions("GB") == ("ENG", "NIR", "SCT", "WLS")
    assert subdivisions("GI") == ()


def test_the_release_is_told_with_its_name() -> None:
    assert release().startswith("holidays 0.")


def test_a_name_is_sorted_by_its_plain_letters() -> None:
    assert in_order("Åland É") == "aland e"
