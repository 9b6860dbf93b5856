import re
from importlib.resources import files
from itertools import product
from string import Formatter, ascii_uppercase
from typing import cast

import pytest
from bs4 import BeautifulSoup
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from guide_lib import show
from guide_lib.errors import GuideError
from guide_lib.show.number import next_steps
from guide_lib.show.pieces import ICONS, Html, icon
from guide_lib.sources.claims import CLAIMS
from guide_lib.tracking import (
    COUNTRIES,
    LONGEST,
    SHORTEST,
    TABLES,
    WEIGHTS,
    MalformedError,
    OtherCarrierError,
    Part,
    Shape,
    calc_check_digit,
    classify,
    compact,
    explain,
    format,  # noqa: A004 - as in python-stdnum
    is_valid,
    validate,
)
from guide_lib.words import claim as said_by
from guide_lib.words import words

# Numbers that others have published with their check digit.
PUBLISHED = {
    "RR473124829GB": "UPU S10 and the encyclopedias that show its sum: 47312482, sum 200, check 9",
    "RR287043775IN": "the label pictured in the encyclopedia's article on S10",
    "EE471108151FR": "the BWIPP bar code library",
    "EB000717618HK": "the npm package s10",
    "EB000717595HK": "the npm package s10; its sum leaves 6, so the check is 5",
    "RB123456785US": "the data set tracking_number_data",
}

SERIALS = st.text("0123456789", min_size=8, max_size=8)
LETTERS = st.text(ascii_uppercase, min_size=2, max_size=2)
WELL_FORMED = st.builds(
    lambda letters, serial, country: letters + serial + calc_check_digit(serial) + country,
    LETTERS,
    SERIALS,
    st.sampled_from(sorted(COUNTRIES)),
)


def rest(serial: str) -> int:
    return sum(weight * int(digit) for weight, digit in zip(WEIGHTS, serial, strict=True)) % 11


@pytest.mark.parametrize("number", PUBLISHED)
def test_a_published_number_is_well_formed(number: str) -> None:
    assert validate(number) == number
    assert is_valid(number)
    assert classify(number) is Shape.WELL_FORMED


# As published beside the ones above, by the same sources.
@pytest.mark.parametrize("number", ["RR473124828GB", "EB000717594HK", "EB000717535HK", "RB123456786US"])
def test_a_published_number_with_another_check_digit_is_malformed(number: str) -> None:
    with pytest.raises(MalformedError, match=f"it is {number[10]} but should be"):
        validate(number)
    assert not is_valid(number)
    assert classify(number) is Shape.MALFORMED


@pytest.mark.parametrize(
    ("serial", "check"),
    [("47312482", "9"), ("00071758", "1"), ("76129403", "8"), ("96633102", "0"), ("12345678", "5"), ("00000000", "5")],
)
def test_check_digit(serial: str, check: str) -> None:
    assert calc_check_digit(serial) == check


@pytest.mark.parametrize("serial", ["", "4731248", "473124829", "4731248O", "４7312482", "47312482\n", None, 47312482])
def test_check_digit_of_anything_but_eight_digits_is_an_error(serial: str) -> None:
    with pytest.raises(GuideError, match=r"eight digits, such as '47312482'; .* is not\.$"):
        calc_check_digit(serial)


@settings(deadline=None)
@given(SERIALS)
def test_exactly_one_check_digit_in_ten_fits(serial: str) -> None:
    assert sum(is_valid(f"RR{serial}{check}CN") for check in range(10)) == 1


def wrong_digit(serial: str, place: int, digit: str) -> str:
    return serial[:place] + digit + serial[place + 1 :]


# S10 writes 11 as 5, which is also what 5 is; so sums that leave 0 and 6 share a check digit, and nothing else does.
@settings(deadline=None)
@given(SERIALS, st.integers(0, 7), st.sampled_from("0123456789"))
@example("00000000", 1, "1")  # missed: the sum goes from leaving 0 to leaving 6
@example("47312482", 0, "5")
def test_one_wrong_digit_is_caught_unless_the_sums_leave_0_and_6(serial: str, place: int, digit: str) -> None:
    other = wrong_digit(serial, place, digit)
    assume(other != serial)
    caught = classify(f"RR{other}{calc_check_digit(serial)}CN") is Shape.MALFORMED
    assert caught == ({rest(serial), rest(other)} != {0, 6})


@settings(deadline=None)
@given(SERIALS, st.integers(0, 6))
@example("00000019", 6)  # missed: the sum goes from leaving 6 to leaving 0
@example("47312482", 0)
def test_two_swapped_neighbours_are_caught_unless_the_sums_leave_0_and_6(serial: str, place: int) -> None:
    other = serial[:place] + serial[place + 1] + serial[place] + serial[place + 2 :]
    assume(other != serial)
    caught = classify(f"RR{other}{calc_check_digit(serial)}CN") is Shape.MALFORMED
    assert caught == ({rest(serial), rest(other)} != {0, 6})


@settings(deadline=None)
@given(WELL_FORMED)
def test_any_letters_and_any_country_with_a_fitting_check_are_well_formed(number: str) -> None:
    assert classify(number) is Shape.WELL_FORMED
    assert compact(format(number)) == validate(format(number).lower()) == number


def test_every_pair_of_first_letters_may_begin_a_number() -> None:
    assert all(is_valid(f"{first}{second}473124829CN") for first, second in product(ascii_uppercase, repeat=2))


def test_the_countries_are_those_of_iso_3166() -> None:
    lines = files("tzdata").joinpath("zoneinfo/iso3166.tab").read_text(encoding="utf-8").splitlines()
    assert {line[:2] for line in lines if not line.startswith("#")} == COUNTRIES


@pytest.mark.parametrize(
    ("letters", "kind"),
    {
        "AA": "unset",
        "AU": "unset",
        "AV": "agreed",
        "CP": "parcel",
        "EZ": "ems",
        "FA": "unset",
        "GA": "agreed",
        "GB": "unset",
        "GD": "agreed",
        "GE": "unset",
        "HA": "ecommerce",
        "JV": "unset",
        "LP": "tracked",
        "LZ": "tracked",
        "MA": "m_bag",
        "QM": "reply",
        "QN": "unset",
        "RR": "registered",
        "SA": "unset",
        "UA": "goods",
        "VZ": "insured",
        "WA": "unset",
        "ZZ": "agreed",
    }.items(),
)
def test_the_kind_of_mail_is_named_and_left_open_where_s10_leaves_it_open(letters: str, kind: str) -> None:
    part = explain(f"{letters}473124829CN").parts[0]
    assert part.here == f"{letters}, {words('tracking', 'kinds')[kind]}"
    assert part.good is (None if kind == "unset" else True)


def test_the_kinds_share_no_letters_and_each_has_its_word() -> None:
    spans = [span for row in TABLES["kinds"].values() for span in row.split()]
    assert all(re.fullmatch(r"([A-Z])[A-Z]-\1[A-Z]", span) for span in spans)
    pairs = [f"{span[0]}{chr(last)}" for span in spans for last in range(ord(span[1]), ord(span[4]) + 1)]
    assert len(pairs) == len(set(pairs))
    assert set(words("tracking", "kinds")) == {*TABLES["kinds"], "unset"}


@pytest.mark.parametrize(
    ("number", "reason"),
    {
        "LP00123456789012": "cainiao",
        "LP001234567890": "cainiao",
        "LP0012345678": "other",  # too short to be sure that it is Cainiao's
        "YT2012345678901234": "other",
        "1Z5R89390357567127": "other",
        "1001921334250001000300779017972697": "other",
        "AA1234567": "other",
        "CNFR9010567238110HD": "other",
        "LX123456789012CN": "other",
        "RR4731248Z9CN": "other",
        "RR473124829CN1": "other",
        "UA894729184YP": "country",
        "RR473124829XK": "country",
        "RR473124829UK": "country",
        "RR47312482CN": "digits",
        "RR4731248299CN": "digits",
        "RR473I24829CN": "digits",
        "RRO47312482CN": "digits",
        "RR47312482YP": "other",
    }.items(),
)
def test_what_is_not_written_as_post_offices_do_is_another_carriers(number: str, reason: str) -> None:
    sentence = words("tracking", "other_carrier")[reason].format(country=number[-2:])
    with pytest.raises(OtherCarrierError, match=f"^{re.escape(sentence)}$"):
        validate(number)
    assert not is_valid(number)
    assert classify(number) is Shape.OTHER_CARRIER
    assert format(number) == (number if reason != "country" else " ".join(re.findall("^..|...|..$", number)))
    assert explain(number).parts == ()


def test_a_number_that_begins_with_lp_and_is_written_as_post_offices_do_is_a_post_offices() -> None:
    assert classify("LP473124829CN") is Shape.WELL_FORMED
    assert classify("LP473124828CN") is Shape.MALFORMED


@pytest.mark.parametrize(
    "given",
    [
        "RR473124829CN",
        "rr473124829cn",
        " RR 473 124 829 CN ",
        "RR-473-124-829-CN",
        "\tRR473124829CN\r\n",
        "RR\u00a0473\u202f124\u2011829\u2013CN",
    ],
)
def test_spaces_hyphens_and_small_letters_are_fine(given: str) -> None:
    assert compact(given) == "RR473124829CN"
    assert format(given) == "RR 473 124 829 CN"


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("", "There is no number here; type the one that the seller sent."),
        (" - \n", "There is no number here; type the one that the seller sent."),
        ("1" * (LONGEST + 1), f"It has more than {LONGEST} letters and digits; type only the number itself."),
        ("<" * 1_000_000, f"It has more than {LONGEST} letters and digits; type only the number itself."),
        ("A" + "1" * (SHORTEST - 2), f"It has fewer than {SHORTEST} letters and digits; type the whole number."),
        ("NONUMBER", "It has no digit in it; type the number itself."),
        ("R\u0420473124829CN", "Character 2, '\u0420' (Cyrillic capital letter er), is not"),
        ("RR\uff14\uff17", "Character 3, '\uff14' (Fullwidth digit four), is not"),
        ("RR \u0664\u0667", "Character 4, '\u0664' (Arabic-indic digit four), is not"),
        ("\u0131473124829", "Character 1, '\u0131' (Latin small letter dotless i), is not"),
        ("RR47\u00b3124829CN", "Character 5, '\u00b3' (Superscript three), is not"),
        ("RR473\x00124829CN", r"Character 6, '\x00' (U+0000), is not"),
        ("\x1cRR473124829CN", r"Character 1, '\x1c' (U+001C), is not"),
        ("RR473\n124829CN", r"Character 6, '\n' (U+000A), is not"),
        ("RR473\u200b124829CN", r"Character 6, '\u200b' (Zero width space), is not"),
        ("\u202eNC928421374RR", r"Character 1, '\u202e' (Right-to-left override), is not"),
        ("RR473124829CN\ud800", r"Character 14, '\ud800' (U+D800), is not"),
        ("<script>alert(1)</script>", "Character 1, “<”, is not"),
        ("RR473124829'CN", "Character 12, “'”, is not"),
    ],
)
def test_what_no_carrier_writes_is_refused_in_one_sentence(number: str, sentence: str) -> None:
    if sentence.startswith("Character"):
        sentence += " used in tracking numbers; type only A to Z and 0 to 9."
    for ask in (compact, validate, format):
        with pytest.raises(MalformedError, match=f"^{re.escape(sentence)}$"):
            ask(number)
    told = explain(number)
    assert (told.shape, told.why, told.parts) == (Shape.MALFORMED, sentence, ())
    assert told.verdict == words("tracking", "malformed")["unreadable"]
    assert len(told.number) < 100
    assert not is_valid(number)


def test_the_shortest_and_the_longest_number_are_not_refused() -> None:
    assert {classify("A" + "1" * (length - 1)) for length in (SHORTEST, LONGEST)} == {Shape.OTHER_CARRIER}


@pytest.mark.parametrize("number", [None, 473124829, b"RR473124829CN", ["RR473124829CN"]])
def test_what_is_not_text_is_an_error(number: object) -> None:
    for ask in (compact, validate, format, classify, explain):
        with pytest.raises(GuideError, match=r"^A tracking number is text, such as 'RR473124829CN'; .* is not\.$"):
            ask(cast(str, number))
    assert not is_valid(cast(str, number))


NEAR = st.text("RC19O -\u0420<&", max_size=20)


@settings(deadline=None)
@given(st.one_of(st.text(), NEAR, WELL_FORMED, st.text("RCN0123456789", min_size=5, max_size=16)))
def test_any_text_has_one_answer_and_it_is_escaped(number: str) -> None:
    told = explain(number)
    assert classify(number) is told.shape
    assert is_valid(number) == (told.shape is Shape.WELL_FORMED)
    html = show.html(told)
    html.encode()
    assert {tag.name for tag in BeautifulSoup(html, "html.parser").find_all()} <= {
        *("div", "p", "sup", "a", "table", "caption", "thead", "tbody", "tr", "th", "td", "svg", "path")
    }
    if told.parts:
        assert all(part.good is not False for part in told.parts) == (told.shape is Shape.WELL_FORMED)
    if told.shape is not Shape.MALFORMED:
        assert compact(told.number) == compact(format(number)) == told.number


def test_a_good_shape_is_shown_as_a_table() -> None:
    page = BeautifulSoup(show.html(explain("rr473124829cn")), "html.parser")
    assert [p.string for p in page.select(".g-verdict.g-ask .g-lead")] == ["RR473124829CN has a good shape"]
    assert not page.select(".g-go")
    assert [th.string for th in page.find_all("th", scope="col")] == ["Part", "Here", "Good?"]
    assert [[cell.get_text(strip=True) for cell in row.find_all(("th", "td"))] for row in page.find_all("tr")[1:]] == [
        ["Kind of mail", "RR, registered letter", "yes"],
        ["Eight digits and the check", "47312482\N{NO-BREAK SPACE}+\N{NO-BREAK SPACE}9", "yes"],
        ["Country", "CN", "yes"],
    ]
    assert len(page.find_all("th", scope="row")) == 3


def test_a_wrong_check_digit_is_shown_in_its_row() -> None:
    page = BeautifulSoup(show.html(explain("RR473124823CN")), "html.parser")
    good = [row.find_all("td")[-1] for row in page.find_all("tr")[1:]]
    assert [cell.get_text(strip=True) for cell in good] == ["yes", "no", "yes"]
    assert [cell.path["d"] for cell in good if cell.path] == [ICONS[key] for key in ("yes", "no", "yes")]
    assert page.select(".g-verdict.g-end")


def test_what_has_no_parts_is_shown_without_a_table() -> None:
    page = BeautifulSoup(show.html(explain("LP00123456789012")), "html.parser")
    assert not page.table
    assert [p.string for p in page.select(".g-verdict.g-ask .g-lead")] == ["LP00123456789012 cannot be checked here"]


def test_the_page_of_html_shows_the_sign_and_no_tag() -> None:
    html = show.html(explain("<script>alert(1)</script>"))
    assert "Character 1, “&lt;”, is not used" in html
    assert "<script" not in html


@pytest.mark.parametrize(
    ("number", "claim"),
    [("RR473124829CN", "C33"), ("LP00123456789012", "C33"), ("RR473124823CN", "C34"), ("", "C34"), ("<b>", "C34")],
)
def test_an_answer_as_text_holds_all_of_its_words_and_those_of_its_claim(number: str, claim: str) -> None:
    told = explain(number)
    assert told.claims == (claim,)
    assert said_by(CLAIMS[claim]).plain in told.means
    for said in (told.verdict, told.why, told.means, *(part.name for part in told.parts)):
        assert said in str(told)


def sentences(held: object) -> list[str]:
    return (
        [held]
        if isinstance(held, str)
        else [each for row in cast(dict[str, object], held).values() for each in sentences(row)]
    )


def test_no_word_calls_a_number_real() -> None:
    boast = re.compile(r"\b(genuine|authentic|real|true|valid|exists?|works?)\b", re.IGNORECASE)
    assert not [said for said in sentences(words("tracking")) if boast.search(said)]


def test_the_words_ask_only_for_what_they_are_given() -> None:
    fields = {
        field
        for said in sentences(words("tracking"))
        for _, field, _, _ in Formatter().parse(said)
        if field is not None
    }
    given = {
        "number",
        "says",
        "longest",
        "shortest",
        "place",
        "sign",
        "name",
        "check",
        "right",
        "country",
        "letters",
        "kind",
        "serial",
    }
    assert fields == given


MARK = ' <sup class="g-claims"><a href="../docs/claims.md#{}">{}</a></sup></p>\n</div>'


def test_the_card_of_a_number_with_parts_to_the_letter() -> None:
    told = explain("AA473124829CN")
    table = words("tracking", "table")
    heads = "".join(f'<th scope="col">{table[key]}</th>' for key in ("part", "here", "good"))
    signs = ("", f"{icon('yes')} ", f"{icon('yes')} ")
    body = "\n".join(
        f'<tr><th scope="row">{part.name}</th><td>{part.here}</td><td>{sign}{part.answer}</td></tr>'
        for part, sign in zip(told.parts, signs, strict=True)
    )
    assert show.html(told) == (
        f'<div class="g-tracking">\n<div class="g-verdict g-ask">\n<p class="g-lead">{told.verdict}</p>\n'
        f"<p>{told.why}</p>\n<p>{told.means}{MARK.format('c33', 'C33')}\n<table>\n"
        f"<caption>{table['caption']}</caption>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{body}\n</tbody>\n"
        "</table>\n</div>"
    )


def test_the_card_of_a_number_without_parts_to_the_letter() -> None:
    told = explain("<1>")
    verdict, why = words("tracking", "malformed")["unreadable"], told.why.replace("<", "&lt;").replace("'", "&#39;")
    assert isinstance(show.html(told), Html)
    assert show.html(told) == (
        f'<div class="g-tracking">\n<div class="g-verdict g-end">\n<p class="g-lead">{verdict}</p>\n<p>{why}</p>\n'
        f"<p>{told.means}{MARK.format('c34', 'C34')}\n</div>"
    )


def test_the_bounds_are_those_of_the_formats_that_carriers_publish() -> None:
    assert (SHORTEST, LONGEST) == (5, 40)


def test_what_is_explained_is_told_with_its_number_and_its_reason() -> None:
    other, wrong = explain("abc 123"), explain("a<b")
    assert (other.number, other.why) == ("ABC123", words("tracking", "other_carrier")["other"])
    assert wrong.number == "'a<b'"


def test_what_is_not_text_is_told_in_a_sentence() -> None:
    with pytest.raises(GuideError) as caught:
        compact(7)  # type: ignore[arg-type]
    assert str(caught.value) == "A tracking number is text, such as 'RR473124829CN'; '7' is not."
    with pytest.raises(GuideError) as caught:
        calc_check_digit("123")
    assert str(caught.value) == "A check digit is worked out from eight digits, such as '47312482'; '123' is not."


def test_what_to_do_now_is_a_list() -> None:
    html = next_steps({"in_dispute": "If so", "awaiting_shipment": "If not"})
    assert html.startswith('<ul class="g-list g-next">\n<li class="g-')
    assert html.count('</a></li>\n<li class="g-') == 1
    assert html.endswith("</a></li>\n</ul>")


@pytest.mark.parametrize(("good", "word"), [(None, "unsure"), (True, "yes"), (False, "no")])
def test_a_part_says_whether_it_is_good(good: bool | None, word: str) -> None:
    assert Part("a", "b", good).answer == words("tracking", "table")[word]
