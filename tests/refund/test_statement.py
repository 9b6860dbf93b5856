from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from guide_lib.refund.days.statement import (
    BECAUSE,
    LAW_UNTIL,
    REGION,
    RELEASE,
    RULES,
    TARGET,
    UNCHECKED,
    WRONG,
    Kind,
    Rule,
    installed,
    older,
    rule,
)
from guide_lib.sources import read_toml

ROWS: dict[str, Any] = read_toml("refund/days/settled.toml")


def test_what_a_law_fixes() -> None:
    assert rule("MT") == Rule(Kind.LAW, ROWS["law"]["MT"], "law", 3, 4, "", {"": 2031}, (), 0)
    assert rule("IE").since == "0.63"
    assert rule("IE").source == "Organisation of Working Time Act 1997, second schedule"
    assert (2031, ROWS["release"]) == (LAW_UNTIL, RELEASE)


def test_what_follows_the_moon() -> None:
    about = ("Eid", "Day of Arafah")
    assert rule("SA") == Rule(Kind.MOON, ROWS["moon"]["SA"]["source"], "moon", 2, 3, "", {}, about, 7)
    assert BECAUSE[rule("GR").because].startswith("In Greece the day off for 1 May may be moved")


def test_what_is_published_year_by_year() -> None:
    known = {"0.40": 2023, "0.63": 2025, "0.88": 2026}
    source = ROWS["published"]["CN"]["source"]
    assert rule("CN") == Rule(Kind.PUBLISHED, source, "published", 3, 3, "", known, (), 0)


@pytest.mark.parametrize(
    ("release", "through"), [("0.39", 0), ("0.40", 2023), ("0.62", 2023), ("0.63", 2025), ("0.88", 2026), ("1.0", 2026)]
)
def test_a_release_settles_the_years_that_it_holds(release: str, through: int) -> None:
    assert rule("CN").settled_through(release) == through


def test_where_nobody_has_looked_nothing_is_settled() -> None:
    assert rule("XX") is rule("XX", "ANY") is UNCHECKED
    row = ROWS["unchecked"]
    assert (UNCHECKED.kind, UNCHECKED.because) == (Kind.UNCHECKED, "unchecked")
    assert (UNCHECKED.fewer, UNCHECKED.more, UNCHECKED.known) == (row["fewer"], row["more"], {})
    assert UNCHECKED.settled_through(RELEASE) == 0


def test_a_part_is_its_countrys_where_its_own_days_were_looked_at() -> None:
    assert (REGION.kind, REGION.because) == (Kind.REGION, "region")
    assert (REGION.fewer, REGION.more) == (ROWS["region"]["fewer"], ROWS["region"]["more"])
    assert rule("GB", "ENG") == rule("GB")
    assert rule("ES", "CT") is REGION
    assert rule("MT", "ANY") is REGION
    assert rule("CN", "ANY") is rule("CN")


@pytest.mark.parametrize(("since", "later"), [("", "0.63"), ("0.9", "0.63"), ("0.88", "0.88")])
def test_a_part_counts_from_the_later_of_two_releases(monkeypatch: pytest.MonkeyPatch, since: str, later: str) -> None:
    monkeypatch.setitem(RULES, "DE", replace(RULES["DE"], since=since))
    assert rule("DE", "BY") == replace(RULES["DE"], since=later)


def test_the_payment_system_has_a_row_of_its_own() -> None:
    assert rule("CN", days=TARGET) is rule("DE", "BY", TARGET) is RULES["TARGET"]
    assert rule("CN", days="public") is RULES["CN"]


def test_each_kind_has_its_countries() -> None:
    for kind in ("law", "moon", "published", "notice", "none"):
        assert {code for code, stated in RULES.items() if stated.kind == kind} == set(ROWS[kind])


def test_what_older_data_have_wrong() -> None:
    assert [row.country for row in WRONG] == [row["country"] for row in ROWS["wrong"]]
    assert all(isinstance(day, date) for row in WRONG for day in row.days)
    assert all(type(row.days) is tuple for row in WRONG)


@pytest.mark.parametrize(
    ("one", "other", "is_older"),
    [
        ("", "0.1", True),
        ("0.1", "0.1", False),
        ("0.9", "0.10", True),
        ("0.10", "0.9", False),
        ("0.1.dev3", "0.1", False),
    ],
)
def test_a_release_is_older_by_its_numbers(one: str, other: str, is_older: bool) -> None:
    assert older(one, other) is is_older


def test_the_release_that_is_installed_is_told_by_its_number() -> None:
    assert installed().startswith("0.")
