"""A page notices when what it says is no longer so: a sample of what the benchmark does with everything."""

import ast
import tomllib

import pytest
from altered import Change, changed, read, said
from altered_rules import ruled
from sensitivity import TABLE, Seen, noticed

CHANGES = {(change.kind, change.what): change for change in (*said(), *ruled())}
SAMPLE = {
    ("figure", "C14"): "08-money-back",
    ("label", "send_late"): "01-choose-a-reason",
    ("message", "message.real_number, zh"): "05-seller-says-shipped",
    ("step", "awaiting_shipment, steps in another order"): "03-waiting-to-be-sent",
    ("transition", "cancelled: money_arrives dropped"): "09-map",
    ("other source", "silence_48_hours, says"): "02-payment-is-checked",
}
"""What is changed, and the page that notices it."""


@pytest.fixture(scope="module")
def found() -> dict[Change, Seen | None]:
    return noticed([CHANGES[key] for key in SAMPLE])


@pytest.mark.parametrize(
    ("key", "page"), SAMPLE.items(), ids=lambda key: "-".join(key) if isinstance(key, tuple) else ""
)
def test_a_page_notices_and_its_name_and_cell_are_told(
    found: dict[Change, Seen | None], key: tuple[str, str], page: str
) -> None:
    seen = found[CHANGES[key]]
    assert seen is not None
    assert seen.page == page
    assert seen.cell.startswith("Cell ")


def test_every_change_changes_one_thing_and_leaves_a_file_that_can_be_read() -> None:
    for change in CHANGES.values():
        text = changed(read(change.file), [change])
        assert text != read(change.file), change
        (tomllib.loads if change.file.endswith(".toml") else ast.parse)(text)


def test_each_kind_of_thing_is_changed_and_has_a_row_in_the_table() -> None:
    kinds = {kind for kind, _ in CHANGES}
    assert kinds >= {"figure", "label", "claim", "transition", "message", "reason", "warning", "step", "rule"}
    table = TABLE.read_text("utf-8")
    assert not [kind for kind in kinds if f"\n| {kind} |" not in table]
