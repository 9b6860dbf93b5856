"""How the scripts are changed, to see whether a test notices; that each is noticed, the benchmark finds out itself."""

import pytest
from conftest import ROOT
from scripts import PAGE, TESTS, changes


def test_every_script_of_the_pages_has_tests_and_a_row() -> None:
    assert set(TESTS) == {path.name for path in (ROOT / "docs/assets").glob("*.js")}
    for names in TESTS.values():
        assert all((ROOT / f"tests/site/test_{name}.py").is_file() for name in names)
    page = PAGE.read_text("utf-8")
    assert [script for script in TESTS if f"\n| {script} | " not in page] == []


@pytest.mark.parametrize("script", TESTS)
def test_a_change_is_one_of_the_code_and_each_is_tried_once(script: str) -> None:
    found = list(changes(script))
    text = (ROOT / "docs/assets" / script).read_text("utf-8")
    assert found
    assert len({one.text for one in found}) == len(found)
    for one in found:
        assert one.was != one.now
        assert one.was in text
        assert not one.was.startswith("//")
