"""The maintainer's drills of CONTRIBUTING.md: on a copy, what is forgotten is said, and one command follows.

A check of the copy runs as it would in the tree; only the notebook that the drill is about is run.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import ROOT
from copies import copied

from guide_lib.order.rules import RULES
from guide_lib.order.workflow import TRANSITIONS, Event, Status
from guide_lib.show.map import ARROWS, BOXES
from guide_lib.show.pieces import PAGES
from guide_lib.words import words

HOMES = {
    "guide_lib/order/rules.py": RULES,
    "guide_lib/show/map.py": BOXES,
    "guide_lib/words/en.toml": words("status"),
}
"""Where a status must be known, by file."""


def _homeless() -> Iterator[str]:
    for file, home in HOMES.items():
        yield from (f"{file} does not know the status '{status}'" for status in Status if status not in home)
    for status, page in PAGES.items():
        if not (ROOT / "notebooks" / page).is_file():
            yield f"notebooks/{page} is not there, the page of the status '{status}'"
    for event in Event:
        if event not in words("event"):
            yield f"guide_lib/words/en.toml does not know the event '{event}'"
    for row in TRANSITIONS:
        if row.before is not row.after and (row.before, row.after) not in ARROWS:
            yield f"guide_lib/show/map.py has no line from '{row.before}' to '{row.after}'"


def test_every_status_is_known_wherever_it_must_be() -> None:
    homeless = list(_homeless())
    assert not homeless, "\n".join(homeless)


EDITS = dict[str, tuple[str, str]]
"""What is done by hand: in which file, what is replaced (at its first place), and by what."""


@dataclass(frozen=True, slots=True)
class Drill:
    """What is done by hand, the check that says what is forgotten, and the page that then follows."""

    by_hand: EDITS
    forgotten: str
    then: EDITS
    page: str


DRILLS = {
    "a": Drill(
        by_hand={"guide_lib/sources/labels.toml": ('says = "Cancel Order"', 'says = "Cancel my order"')},
        forgotten="notebooks/03-waiting-to-be-sent.ipynb",
        then={},
        page="03",
    ),
    "b": Drill(
        by_hand={
            "guide_lib/sources/claims.toml": ('count = 15, unit = "banking day"', 'count = 20, unit = "banking day"')
        },
        forgotten="notebooks/08-money-back.ipynb",
        then={},
        page="08",
    ),
    "c": Drill(
        by_hand={
            "guide_lib/order/workflow.py": (
                """    AWAITING_SHIPMENT = "awaiting_shipment"
""",
                """    ON_HOLD = "on_hold"
    AWAITING_SHIPMENT = "awaiting_shipment"
""",
            )
        },
        forgotten="tests/notebooks/test_drills.py::test_every_status_is_known_wherever_it_must_be",
        then={
            "guide_lib/words/en.toml": (
                "[status.awaiting_shipment]\n",
                """[status.on_hold]
name = "On hold"
hint = "The site looks at it once more."
tag = "You can ask"
verdict = "Yes, ask now. The seller does not pack yet."
chance = "Good"

[status.awaiting_shipment]
""",
            ),
            "guide_lib/order/rules.py": (
                "    Status.AWAITING_SHIPMENT: Rule(\n",
                """    Status.ON_HOLD: Rule(
        "10-on-hold.ipynb",
        Outlook.GO,
        cancel=(Cancel.YES, _names("C09")),
        decides=SELLER_DECIDES,
        chance=_names("C09"),
        way=PARCEL,
        here="checked",
        steps=(_step("ask_early", Does.PRESS, "C11"), _step("reason_early", Does.CHOOSE, "C05 C06 C12")),
    ),
    Status.AWAITING_SHIPMENT: Rule(
""",
            ),
            "guide_lib/show/map.py": (
                "    S.AWAITING_SHIPMENT: (LEFT, 146),\n",
                "    S.ON_HOLD: (RIGHT, 44),\n    S.AWAITING_SHIPMENT: (LEFT, 146),\n",
            ),
        },
        page="10",
    ),
    "d": Drill(
        by_hand={
            "guide_lib/sources/claims.toml": (
                "[C41]\n",
                '[C42]\nat = "6.2"\nkind = "advice"\nsays = "Keep the receipt until the money is back."\n[C41]\n',
            )
        },
        forgotten="tests/site/test_evidence.py::test_every_claim_has_all_of_it",
        then={
            "guide_lib/order/rules.py": (
                '"check_account", Does.CHECK, "C16 C39"',
                '"check_account", Does.CHECK, "C16 C39 C42"',
            ),
            "tests/sources/test_claims_hold.py": (
                "def test_c41_",
                "def test_c42_the_receipt_is_kept_until_then() -> None:\n"
                '    assert "C42" in steps(S.CANCELLED)["check_account"].claims\n\n\ndef test_c41_',
            ),
        },
        page="08",
    ),
    "e": Drill(
        by_hand={
            "guide_lib/sources/other_sources.toml": (
                'figure = { most = 48, unit = "hour" }',
                'figure = { most = 24, unit = "hour" }',
            )
        },
        forgotten="notebooks/04-you-asked.ipynb",
        then={},
        page="04",
    ),
    "f": Drill(
        by_hand={
            "guide_lib/refund/days/bank_days.toml": (
                '[[parts]]\nplace = "BR"\n',
                '[[day]]\nplace = "BR"\nbanks = "closed"\non = "optional: Christmas Eve"\nsource = "A new rule"\n\n'
                '[[parts]]\nplace = "BR"\n',
            )
        },
        forgotten="notebooks/08-money-back.ipynb",
        then={},
        page="08",
    ),
}
FLOW: EDITS = {
    "guide_lib/order/workflow.py": (
        "(Status.PAYMENT_VERIFICATION, Event.PAYMENT_CLEARS, Status.AWAITING_SHIPMENT,",
        '(Status.PAYMENT_VERIFICATION, Event.PAYMENT_CLEARS, Status.ON_HOLD, "C07 C08"),\n'
        "    _row(Status.ON_HOLD, Event.PAYMENT_CLEARS, Status.AWAITING_SHIPMENT,",
    )
}
"""The second half of the one file of (c): the way in and the way out."""
LINES: EDITS = {
    "guide_lib/show/map.py": (
        '    (S.PAYMENT_VERIFICATION, S.AWAITING_SHIPMENT): Arrow("M86 94V144", (86, 124), "g-main"),\n',
        '    (S.PAYMENT_VERIFICATION, S.ON_HOLD): Arrow("M156 60H234", (194, 56), "g-main"),\n'
        '    (S.ON_HOLD, S.AWAITING_SHIPMENT): Arrow("M236 84H86V144", (160, 88), "g-main"),\n',
    )
}
"""The second half of the map of (c): its two lines."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was said in a drill: by the check, then by the command."""

    forgot: str
    followed: str


def _edit(tree: Path, edits: EDITS) -> None:
    for file, (old, new) in edits.items():
        text = (tree / file).read_text("utf-8")
        assert old in text, f"{file} has changed; so has this drill"
        (tree / file).write_text(text.replace(old, new, 1), "utf-8")


def _said(tree: Path, fails: bool, *command: str) -> str:
    env = os.environ | {"PYTHONPATH": str(tree), "NO_COLOR": "1"}
    run = [sys.executable, *command]
    done = subprocess.run(run, cwd=tree, env=env, capture_output=True, text=True, timeout=900, check=False)
    said = re.sub(r"\x1b\[\d*m", "", done.stdout + done.stderr)
    assert bool(done.returncode) == fails, said
    return said


def _page(tree: Path) -> None:
    """Write the page of the new status of (c)."""
    cells = [
        {"cell_type": "markdown", "id": "title", "metadata": {}, "source": "# Your order is on hold"},
        {
            "cell_type": "code",
            "id": "verdict",
            "metadata": {},
            "source": 'from guide_lib import Order, advise, show\n\nshow.verdict(advise(Order("on_hold")))',
            "execution_count": None,
            "outputs": [],
        },
    ]
    book = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (tree / "notebooks/10-on-hold.ipynb").write_text(json.dumps(book), "utf-8")


def _done(tree: Path, letter: str) -> Told:
    drill = DRILLS[letter]
    check = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "0", drill.forgotten)
    _edit(tree, drill.by_hand)
    if letter == "c":
        _edit(tree, FLOW)
    forgot = _said(tree, True, *check)
    _edit(tree, drill.then)
    if letter == "c":
        _edit(tree, LINES)
        _page(tree)
    followed = _said(tree, False, "notebooks/refresh.py", drill.page)
    if drill.then:
        _said(tree, False, *check)  # else the run itself has just given what the check would compare with
    return Told(forgot, followed)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Told]:
    """What was said in each drill; they are done side by side."""
    trees = {letter: copied(tmp_path_factory.mktemp(letter) / "tree") for letter in DRILLS}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(DRILLS, pool.map(_done, trees.values(), trees), strict=True))


def _changed(told: Told) -> tuple[list[str], list[str]]:
    """Return the lines of a page that went and those that came."""
    lines = told.followed.splitlines()
    return [line[1:].strip() for line in lines if line.startswith("-")], [
        line[1:].strip() for line in lines if line.startswith("+")
    ]


def test_a_the_site_renames_a_button(told: dict[str, Told]) -> None:
    assert "notebooks/03-waiting-to-be-sent.ipynb::Cell 1" in told["a"].forgot
    assert "Cancel my order" in told["a"].forgot
    went, came = _changed(told["a"])
    assert "Open My Orders. Find the order. Press Cancel Order." in " ".join(went)
    assert "Open My Orders. Find the order. Press Cancel my order." in " ".join(came)
    assert "Cancel Order." in " ".join(came), "the article's word follows"


def test_b_the_longest_wait_grows_by_five_banking_days(told: dict[str, Told]) -> None:
    (change,) = DRILLS["b"].by_hand.values()
    assert not any("\n" in text for text in change), "one line"
    assert "notebooks/08-money-back.ipynb::Cell 1" in told["b"].forgot
    went, came = _changed(told["b"])
    assert any("15 banking days" in line for line in went)
    assert any("20 banking days" in line for line in came)
    assert not any("15 banking days" in line for line in came)


def test_c_a_status_appears_between_two_others(told: dict[str, Told]) -> None:
    missing = {file: file in told["c"].forgot for file in HOMES}
    assert missing == dict.fromkeys(HOMES, True)
    assert "guide_lib/show/map.py has no line from 'payment_verification' to 'on_hold'" in told["c"].forgot
    assert "Yes, ask now. The seller does not pack yet." in told["c"].followed


def test_d_a_claim_is_added(told: dict[str, Told]) -> None:
    sentence = "Claim C42 has no rule: nothing in guide_lib names it, and is shown by no cell of a notebook"
    assert sentence in told["d"].forgot
    assert "none in tests/sources/test_claims_hold.py is named test_c42_…" in told["d"].forgot
    assert any("C42" in line for line in _changed(told["d"])[1])


def test_e_another_source_changes_its_mind(told: dict[str, Told]) -> None:
    assert "notebooks/04-you-asked.ipynb::Cell " in told["e"].forgot
    went, came = _changed(told["e"])
    said = [line for line in went if "48 to 72 hours" in line]
    assert said
    assert {line.replace("48 to 72 hours", "24 to 72 hours") for line in said} <= set(came)


def test_f_a_banks_closing_day_is_added(told: dict[str, Told]) -> None:
    assert "notebooks/08-money-back.ipynb::Cell " in told["f"].forgot
    went, came = _changed(told["f"])
    assert ("Wednesday 13 January 2027" in " ".join(went), "Thursday 14 January 2027" in " ".join(came)) == (True, True)


def test_what_is_done_by_hand_is_written_in_contributing() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    drills = re.split(r"(?m)^### \(([a-f])\) ", text)[1:]
    written = dict(zip(drills[::2], drills[1::2], strict=True))
    assert written.keys() == DRILLS.keys()
    for letter, drill in DRILLS.items():
        assert [file for file in (*drill.by_hand, *drill.then) if f"`{file}`" not in written[letter]] == []
        assert drill.forgotten.partition("::")[0] in written[letter]
