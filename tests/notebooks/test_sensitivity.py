"""A page notices when what it says is no longer so: a sample of what the benchmark does with everything."""

import ast
import re
import tomllib
from collections import Counter, defaultdict
from itertools import pairwise

import pytest
from altered import BOOKS, Change, changed, held, read, said
from altered_flow import flowing
from altered_rules import ruled
from sensitivity import TABLE, Seen, noticed

CHANGES = {(change.kind, change.what): change for change in (*said(), *ruled(), *flowing())}
SAMPLE = {
    ("figure", "C14"): "08-money-back",
    ("label", "send_late"): "02-payment-is-checked",
    ("message", "message.real_number, zh"): "05-seller-says-shipped",
    ("step", "awaiting_shipment, steps in another order"): "03-waiting-to-be-sent",
    ("rule", "shipped, cancel"): "09-map",
    ("transition", "cancelled: money_arrives dropped"): "09-map",
    ("transition", "awaiting_cancellation: seller_refuses: the claim behind it"): "09-map",
    ("other source", "silence_48_hours, says"): "03-waiting-to-be-sent",
    ("computed", "a wrong number rests on another claim"): "06-tracking-number",
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
    together = defaultdict(list)
    for change in CHANGES.values():
        assert read(change.file)[change.start : change.end] != change.new, change
        together[change.copy or change, change.file].append(change)
    for (_, file), changes in together.items():
        (tomllib.loads if file.endswith(".toml") else ast.parse)(changed(read(file), changes))


def test_changes_on_one_copy_do_not_meet_and_each_has_a_sign_of_its_own() -> None:
    places, signs = defaultdict(list), defaultdict(list)
    for change in filter(lambda change: change.copy, CHANGES.values()):
        places[change.copy, change.file].append((change.start, change.end))
        for page in change.pages:
            signs[change.copy, page].append(change.sign)
    for each in places.values():
        assert all(before[1] <= after[0] for before, after in pairwise(sorted(each)))
    for (_, page), known in signs.items():
        assert [sign for sign, count in Counter(known).items() if count > 1 or not sign or "\n" in sign] == []
        shown = next(held(path) for path in BOOKS if path.name == page)
        assert [sign for sign in known if not re.match(r"\+ <", sign) and sign in shown] == []


def test_each_kind_of_thing_is_changed_and_has_a_row_in_the_table() -> None:
    kinds = {kind for kind, _ in CHANGES}
    assert kinds >= {"figure", "label", "claim", "transition", "message", "reason", "warning", "step", "rule"}
    table = TABLE.read_text("utf-8")
    assert not [kind for kind in kinds if f"\n| {kind} |" not in table]
    assert "**nobody**" not in table
