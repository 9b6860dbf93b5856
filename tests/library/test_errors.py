import pytest

from guide_lib.errors import UnknownNameError, quoted, unknown


@pytest.mark.parametrize(
    ("given", "quotation"),
    [
        ("a", "'a'"),
        (7, "'7'"),
        (None, "'None'"),
        ("a" * 40, f"'{'a' * 40}'"),
        ("a" * 41, f"'{'a' * 39}…'"),
        ("it's", '"it\'s"'),
        ("é" * 40, f"'{'é' * 40}'"),
        ("é" * 41, f"'{chr(92)}xe9" + "\\xe9" * 38 + "…'"),
        (["a"], "\"['a']\""),
    ],
)
def test_what_was_given_is_quoted_and_cut_short(given: object, quotation: str) -> None:
    assert quoted(given) == quotation


def test_where_to_cut_can_be_chosen() -> None:
    assert quoted("abcd", 3) == "'ab…'"
    assert quoted("abc", 3) == "'abc'"


NAMES = [f"name{letter}" for letter in "abcdefghijklm"]


@pytest.mark.parametrize(
    ("given", "known", "sentence"),
    [
        ("blu", ["blue", "red"], "There is no colour 'blu'; did you mean blue?"),
        ("BLU", ["blue", "red"], "There is no colour 'BLU'; did you mean blue?"),
        ("x", ["blue", "red"], "There is no colour 'x'; it is one of blue, red."),
        (5, ["blue", 6], "There is no colour '5'; it is one of blue, 6."),
        ("name", NAMES, "There is no colour 'name'; did you mean namem or namel or namek?"),
        ("x", NAMES[:12], f"There is no colour 'x'; it is one of {', '.join(NAMES[:12])}."),
        ("x", NAMES, f"There is no colour 'x'; it is one of {', '.join(NAMES[:12])}, …."),
        ("x" * 80, ["x" * 80], f"There is no colour '{'x' * 39}…'; did you mean {'x' * 80}?"),
        ("x" * 80 + "y" * 999, ["x" * 80], f"There is no colour '{'x' * 39}…'; did you mean {'x' * 80}?"),
    ],
)
def test_an_unknown_name_is_told_with_the_right_ones(given: object, known: list[str], sentence: str) -> None:
    error = unknown("colour", given, known)
    assert type(error) is UnknownNameError
    assert str(error) == sentence


def test_only_the_beginning_of_a_long_name_is_compared() -> None:
    near = "x" * 80 + "y" * 106
    assert str(unknown("colour", "x" * 80 + "z" * 99, [near])).endswith(f"did you mean {near}?")
