"""The page about many orders does what it shows: its code is run as it stands, in order."""

import re
from pathlib import Path
from typing import Any

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "many-orders.md"


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], list[str]]:
    """Run the page in an empty folder; return its names, and what each of its parts printed."""
    names: dict[str, Any] = {}
    printed: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("many"))
        names["print"] = lambda what: printed.append(str(what))
        for code in re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL):
            exec(compile(code, str(PAGE), "exec"), names)
    return names, printed


def test_the_page_shows_what_its_code_prints(ran: tuple[dict[str, Any], list[str]]) -> None:
    shown = re.findall(r"```text\n(.*?)\n```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert ["\n".join(line.rstrip() for line in text.splitlines()) for text in ran[1]] == shown


def test_several_partitions_give_the_same_table_as_one(ran: tuple[dict[str, Any], list[str]]) -> None:
    names = ran[0]
    late = names["late"]
    assert len(names["orders"]) == 100_000
    assert names["parts"].npartitions > 3
    found = names["late_parts"].compute().set_index("order")
    assert found["latest"].equals(late.set_index("order")["latest"])
    assert 0 < len(late) < 100_000
    assert (late["latest"] < names["today"]).all()


def test_an_order_without_a_day_or_a_country_has_no_latest_date(ran: tuple[dict[str, Any], list[str]]) -> None:
    names = ran[0]
    few = names["orders"].head(3).copy()
    few.loc[0, "confirmed"] = None
    few.loc[1, "country"] = None
    assert names["with_latest"](few)["latest"].isna().tolist() == [True, True, False]
