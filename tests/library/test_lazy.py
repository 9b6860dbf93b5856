"""What is heavy is imported only once it is asked for."""

import subprocess
import sys

import pytest

import guide_lib


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    "module",
    ["guide_lib", "guide_lib.refund.window", "guide_lib.refund.days.settled"],
)
def test_neither_holidays_nor_numpy_is_imported_before_a_date_is_asked_for(module: str) -> None:
    code = f"import sys, {module}; print({{name.partition('.')[0] for name in sys.modules}} & {{'holidays', 'numpy'}})"
    assert run(code) == "set()\n"


def test_a_date_needs_no_numpy() -> None:
    code = """
import sys
from datetime import date
sys.modules["numpy"] = None
from guide_lib.refund.window import refund_window
print(refund_window(date(2026, 12, 18), "NL").latest)
"""
    assert run(code) == "2027-01-12\n"


def test_without_numpy_many_dates_say_what_to_install() -> None:
    said = run("import sys; sys.modules['numpy'] = None; import guide_lib.refund.many")
    assert said.endswith("ImportError: Many dates at once need NumPy: pip install guide-lib[numpy]\n")


def test_all_can_be_imported_with_and_without_numpy() -> None:
    told = "print({'latest_dates', 'to_ics', 'refund_window'} & set(globals()) == %s)"
    everything = "{'latest_dates', 'to_ics', 'refund_window'}"
    assert run(f"from guide_lib import *; {told % everything}") == "True\n"
    without = "import sys; sys.modules['numpy'] = None; from guide_lib import *; "
    assert run(without + told % "{'to_ics', 'refund_window'}") == "True\n"


def test_ipython_is_not_imported_for_the_looks() -> None:
    assert run("import sys, guide_lib; print('IPython' in sys.modules)") == "False\n"


def test_every_public_name_can_be_had_and_no_other() -> None:
    for name in guide_lib.__all__:
        assert getattr(guide_lib, name) is not None
    with pytest.raises(AttributeError) as caught:
        guide_lib.nothing  # noqa: B018 - to ask is enough
    assert str(caught.value) == "module 'guide_lib' has no attribute 'nothing'"
