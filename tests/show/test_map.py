"""The map to the letter: the page that shows it holds it a second time; here is what it looks like for a reader."""

import json
import re
from pathlib import Path

import pytest

from guide_lib import show
from guide_lib.errors import UnknownNameError
from guide_lib.order.workflow import Status
from guide_lib.show.map import map_of
from guide_lib.show.pieces import word
from guide_lib.words import name
from guide_lib.words.language import in_language, languages

PAGE = Path(__file__).parents[2] / "notebooks" / "09-map.ipynb"


def test_the_map_is_as_its_page_shows_it() -> None:
    cells = json.loads(PAGE.read_text("utf-8"))["cells"]
    shown = ["".join(out["data"]["text/html"]) for cell in cells for out in cell.get("outputs", ()) if "data" in out]
    assert str(map_of()) in shown


@pytest.mark.parametrize(
    ("status", "plain", "here", "pin"),
    [
        (
            Status.SHIPPED,
            '<a class="g-box g-end g-final" href="09-map.ipynb"><rect x="16" y="562" width="140" height="50" rx="25"'
            ' fill="none" stroke="currentColor" stroke-width="3.5"/>',
            '<a class="g-box g-end g-final g-here" href="09-map.ipynb" aria-current="step"><rect x="16" y="562"'
            ' width="140" height="50" rx="25" fill="none" stroke="currentColor" stroke-width="3.5"/>',
            (40, 604, 86, 617),
        ),
        (
            Status.IN_DISPUTE,
            '<a class="g-box g-ask g-open" href="07-dispute.ipynb"><rect x="236" y="562" width="140" height="50"'
            ' rx="10" fill="none" stroke="currentColor" stroke-width="1.5"/>',
            '<a class="g-box g-ask g-open g-here" href="07-dispute.ipynb" aria-current="step"><rect x="236" y="562"'
            ' width="140" height="50" rx="10" fill="none" stroke="currentColor" stroke-width="3.5"/>',
            (260, 604, 306, 617),
        ),
        (
            Status.CANCELLED,
            '<a class="g-box g-go" href="08-money-back.ipynb"><rect x="236" y="286" width="140" height="50"'
            ' rx="10" fill="none" stroke="currentColor" stroke-width="1.5"/>',
            '<a class="g-box g-go g-here" href="08-money-back.ipynb" aria-current="step"><rect x="236" y="286"'
            ' width="140" height="50" rx="10" fill="none" stroke="currentColor" stroke-width="3.5"/>',
            (260, 328, 306, 341),
        ),
    ],
)
def test_the_box_where_the_order_is_stands_out_and_has_a_pin(
    status: Status, plain: str, here: str, pin: tuple[int, int, int, int]
) -> None:
    left, top, middle, line = pin
    end = (
        f'<g class="g-pin"><rect x="{left}" y="{top}" width="92" height="18" rx="9" fill="currentColor"/>'
        f'<text x="{middle}" y="{line}" font-size="11" fill="var(--jp-layout-color0, canvas)">{word("here")}</text></g>'
    )
    assert str(show.map_of(status)) == str(map_of()).replace(plain, here).replace("\n</svg>", f"\n{end}\n</svg>")
    assert plain in map_of()


def test_a_long_name_takes_two_lines_around_the_middle_of_its_box() -> None:
    assert name("refunded") == "The money is back"
    assert f'<text x="306" y="451">{name("refunded")}</text></a>' in map_of()
    first, second = "Cancelled, money", "on its way"
    assert name("cancelled") == f"{first} {second}"
    assert f'<text x="306" y="306">{first}</text> <text x="306" y="324">{second}</text></a>' in map_of()


def test_a_name_does_as_well_as_a_status_and_an_unknown_one_is_an_error() -> None:
    assert map_of("shipped") == map_of(Status.SHIPPED)
    with pytest.raises(UnknownNameError):
        map_of("")


def test_a_name_in_wide_letters_takes_two_lines_sooner() -> None:
    with in_language("ru"):
        assert re.search(r">Ожидается</text> <text[^>]*>отправка</text>", str(map_of()))
    assert ">Awaiting shipment</text>" in map_of()


@pytest.mark.parametrize("code", languages())
def test_a_name_fits_its_box_in_two_lines_in_every_language(code: str) -> None:
    with in_language(code):
        boxes = re.findall(r'<a class="g-box.*?</a>', str(map_of()))
        assert len(boxes) == len(Status)
        assert [box for box in boxes if box.count("<text") > 2] == []
