"""What the benchmark of changed lines says of them; that each is noticed, it finds out itself."""

import re

import pytest
from mutants import key, modules, path_of
from mutation import LEFT_OUT, TESTS, rounds
from mutation_page import PAGE, listed, reasons, told


def test_every_reason_is_given_for_lines_that_are_there() -> None:
    for (module, change), because in reasons().items():
        lines = {line.strip() for line in path_of(module).read_text("utf-8").splitlines()}
        was, now = change.split("\n=>\n")
        assert lines.issuperset(was.splitlines()), change
        assert was != now
        assert because.endswith(".")


def test_the_page_has_a_row_for_each_module_and_shows_each_change_that_no_test_notices() -> None:
    page = PAGE.read_text("utf-8")
    assert [name for name in modules() if f"\n| {name} |" not in page] == []
    changes, noticed, same, lost = map(int, page.partition("| **all** | ")[2].partition(" |\n")[0].split(" | "))
    assert noticed == changes - same - lost
    blocks = re.findall(r"(?s)```diff\n(.*?)\n```", page)
    assert sum(len(block.split("\n\n")) for block in blocks) == same + lost


def test_a_change_is_noticed_or_has_a_reason_and_no_other_has(monkeypatch: pytest.MonkeyPatch) -> None:
    unseen, seen, gone, other = (key(was, f"{was}1") for was in "abcd")
    known = dict.fromkeys([("errors", unseen), ("errors", seen), ("errors", gone), ("text", other)], "It is the same.")
    monkeypatch.setattr("mutation_page.reasons", lambda: known)
    found = {"errors": {unseen: False, seen: True, other: False}}
    assert told(found) == [
        f"errors: no test notices\n{other}",
        f"errors: a reason is given, but a test notices\n{seen}",
        f"errors: a reason is given, but there is no such change\n{gone}",
    ]
    assert list(listed("Gaps", [("errors", unseen), ("errors", seen), ("text", unseen)])) == [
        "## Gaps\n",
        "`errors` It is the same.\n\n```diff\n- a\n+ a1\n\n- b\n+ b1\n```\n",
        "`text`\n\n```diff\n- a\n+ a1\n```\n",
    ]


@pytest.mark.parametrize("module", modules())
def test_the_tests_of_a_module_come_first_and_each_is_run_once(module: str) -> None:
    paths = [path for some in rounds(module) for path in some]
    assert paths[0] == path_of(module)
    assert len(set(paths)) == len(paths)
    tests = {path.stem.removeprefix("test_") for path in TESTS.rglob("test_*.py")}
    assert {path.stem.removeprefix("test_") for path in paths if path.is_relative_to(TESTS)} == tests - LEFT_OUT
    assert tests >= LEFT_OUT
