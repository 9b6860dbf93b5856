import json
import re
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from guide_lib.order.advice import advise
from guide_lib.order.order import Order
from guide_lib.order.workflow import Status
from guide_lib.show.pieces import PAGES
from guide_lib.sources.claims import CLAIMS
from guide_lib.sources.labels import LABELS

HERE = Path(__file__).parents[2] / "notebooks"
BOOKS = sorted(HERE.glob("*.ipynb"))
each_book = pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)


def cells(path: Path, kind: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in found if cell["cell_type"] == kind or not kind]


def source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def shown(path: Path) -> str:
    """Return all that the cells of a notebook show."""
    outputs = [output for cell in cells(path, "code") for output in cell["outputs"]]
    return "\n".join("".join(output.get("data", {}).get("text/html", "")) for output in outputs)


def test_the_notebooks_are_numbered_without_a_gap() -> None:
    assert [path.name[:3] for path in BOOKS] == [f"{number:02}-" for number in range(1, len(BOOKS) + 1)]


def test_every_status_has_a_page_and_every_page_is_there() -> None:
    assert set(PAGES) == set(Status)
    assert {path.name for path in BOOKS} - set(PAGES.values()) == {"01-choose-a-reason.ipynb"}


@pytest.mark.parametrize("status", Status)
def test_every_status_is_answered_by_exactly_one_notebook(status: Status) -> None:
    verdict = Markup('<p class="g-lead"><strong>{}</strong></p>').format(advise(Order(status)).verdict.plain)
    assert [path.name for path in BOOKS if verdict in shown(path)] == [PAGES[status]]


def test_every_claim_is_shown() -> None:
    everything = "".join(map(shown, BOOKS))
    assert {id for id in CLAIMS if f">{id}</a>" in everything} == set(CLAIMS)


@each_book
def test_every_code_cell_was_run_in_order_and_shows_something(path: Path) -> None:
    code = cells(path, "code")
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    for cell in code:
        assert cell["outputs"], f"{path.name}: {source(cell)!r} shows nothing"
        assert {output["output_type"] for output in cell["outputs"]} == {"execute_result"}


@each_book
def test_a_notebook_carries_stored_ids_and_no_traces(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    book = json.loads(text)
    assert book["metadata"] == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    ids = [cell["id"] for cell in book["cells"]]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z-]+", id) for id in ids)
    assert not [cell for cell in book["cells"] if cell["metadata"]]
    assert not re.search(r"/home/|/tmp/|/root/|/Users/|C:\\\\", text)


@each_book
def test_prose_holds_no_figure_no_date_and_no_label(path: Path) -> None:
    for cell in cells(path, "markdown"):
        prose = re.sub(r"\]\([^)]*\)", "]", source(cell))
        assert not re.search(r"\d", prose), f"{path.name}: {prose!r} has a figure that a cell can show"
        assert not [label for label in LABELS.values() if len(label) > 8 and label in prose]


@each_book
def test_headings_stand_once_and_start_with_one_title(path: Path) -> None:
    heads = [line for cell in cells(path, "markdown") for line in source(cell).splitlines() if line.startswith("#")]
    assert len(set(heads)) == len(heads)
    assert heads[0].startswith("# ")
    assert [head for head in heads if head.startswith("# ")] == heads[:1]
    assert cells(path)[0]["cell_type"] == "markdown"
    assert cells(path)[1]["cell_type"] == "code", "the answer comes first"


@each_book
def test_links_in_prose_lead_to_files(path: Path) -> None:
    for cell in cells(path, "markdown"):
        for link in re.findall(r"\]\(([^)#]+)", source(cell)):
            assert (HERE / link).is_file(), f"{path.name} links to {link}"
