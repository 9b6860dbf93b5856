import sys
from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_numpy

from guide_lib.errors import GuideError, UnknownNameError
from guide_lib.refund.days.calendars import banking_calendar
from guide_lib.refund.many import CHUNK, Dates, latest_dates

pd: Any = pytest.importorskip("pandas")
FIRST, LAST = date(2020, 1, 1), date(2035, 11, 1)
NAT = np.datetime64("NaT", "D")


def days(*given: str) -> Dates:
    return np.array(given, "M8[D]")


@settings(deadline=None)
@given(
    st_numpy.arrays(
        "M8[D]",
        st_numpy.array_shapes(min_dims=0, max_dims=3, min_side=0),
        elements=st.one_of(st.dates(FIRST, LAST), st.none()).map(
            lambda day: NAT if day is None else np.datetime64(day)
        ),
    ),
    st.sampled_from([("NL", None), ("GB", "ENG"), ("RU", None), ("AE", None), ("IR", None)]),
)
def test_many_dates_are_each_as_one_date_is(confirmed: Dates, where: tuple[str, str | None]) -> None:
    before = confirmed.copy()
    found = latest_dates(confirmed, *where)
    calendar = banking_calendar(*where)
    assert found.shape == confirmed.shape
    assert found.dtype == "datetime64[D]"
    assert np.array_equal(confirmed, before, equal_nan=True)
    for asked, answer in zip(confirmed.flat, found.flat, strict=True):
        expected = NAT if np.isnat(asked) else np.datetime64(calendar.latest(date.fromisoformat(str(asked))))
        assert np.array_equal(answer, expected, equal_nan=True)


def test_more_dates_than_one_step_takes_and_every_layout() -> None:
    every = np.arange("2020-01-01", "2035-11-01", dtype="M8[D]")
    many = np.resize(every, 2 * CHUNK + 7)
    one_by_one = np.array([banking_calendar("NL").latest(day) for day in every.tolist()], "M8[D]")
    assert np.array_equal(latest_dates(many, "NL"), np.resize(one_by_one, many.size))
    assert np.array_equal(latest_dates(every[::-3], "NL"), one_by_one[::-3])
    frozen = every.copy()
    frozen.flags.writeable = False
    assert np.array_equal(latest_dates(frozen, "NL"), one_by_one)


def test_the_answers_go_where_they_are_wanted() -> None:
    confirmed = days("2026-12-18", "NaT", "2026-11-06")
    out = np.empty_like(confirmed)
    assert latest_dates(confirmed, "NL", out=out) is out
    assert out.tolist() == [date(2027, 1, 12), None, date(2026, 11, 27)]
    assert latest_dates(confirmed, "NL", out=confirmed) is confirmed
    assert confirmed.tolist() == out.tolist()
    with pytest.raises(GuideError, match="contiguous"):
        latest_dates(confirmed, "NL", out=np.empty(6, "M8[D]")[::2])
    with pytest.raises(GuideError, match=r"of the shape \(3,\)"):
        latest_dates(confirmed, "NL", out=np.empty(4, "M8[D]"))


@pytest.mark.parametrize(
    ("far", "named"),
    [
        ("2019-12-31", "2019-12-31"),
        ("2036-01-01", "2036-01-01"),
        ("1969-12-31", "1969-12-31"),
        ("-9999-01-01", "-9999-01-01"),
        ("29999-01-01", "29999-01-01"),
    ],
)
def test_out_of_range_is_an_error_that_names_the_first_one(far: str, named: str) -> None:
    confirmed = np.concatenate([np.full(CHUNK, "2026-12-18", "M8[D]"), days("NaT", far, "1999-01-01")])
    with pytest.raises(
        GuideError, match=f"^{named} is out of range: the calendar of the Netherlands reaches from Wednesday 1 "
    ):
        latest_dates(confirmed, "NL")
    with pytest.raises(GuideError, match=f"^{named} is out of range"):
        latest_dates(confirmed, "NL", out=confirmed)


def test_the_ends_of_the_range_are_answered() -> None:
    calendar = banking_calendar("NL")
    ends = np.array([calendar.first, calendar.last], "M8[D]")
    assert latest_dates(ends, "NL").tolist() == [calendar.latest(calendar.first), calendar.latest(calendar.last)]


@pytest.mark.parametrize(
    ("given", "what"),
    [
        (days("2026-12-18").astype("M8[ns]"), "datetime64[ns]"),
        (np.array([1.5]), "float64"),
        (["2026-12-18"], "list"),
        (date(2026, 12, 18), "date"),
        (None, "NoneType"),
    ],
)
def test_anything_but_an_array_of_days_is_an_error(given: Dates, what: str) -> None:
    sentence = f"'{what}' is not an array of datetime64[D]; convert it with .astype('datetime64[D]')."
    with pytest.raises(GuideError) as caught:
        latest_dates(given, "NL")
    assert str(caught.value) == sentence
    with pytest.raises(GuideError) as caught:
        latest_dates(days("2026-12-18"), "NL", out=[] if given is None else given)
    assert str(caught.value) == sentence.replace("NoneType", "list")


def test_the_part_of_the_country_and_the_choice_of_days_count() -> None:
    assert latest_dates(days("2026-12-18"), "DE", "BY").tolist() == [date(2027, 1, 13)]
    assert latest_dates(days("2026-12-18"), "DE", "BE").tolist() == [date(2027, 1, 12)]
    unity_day = days("2025-09-15")
    assert latest_dates(unity_day, "DE", "BE").tolist() == [date(2025, 10, 7)]
    assert latest_dates(unity_day, "DE", days="TARGET").tolist() == [date(2025, 10, 6)]


@pytest.mark.parametrize("of", [np.array, list, pd.Series, lambda countries: pd.Series(countries, dtype="category")])
def test_each_day_may_have_a_country_of_its_own(of: Callable[[list[object]], Any]) -> None:
    countries = ["NL", "SE", "NL", "Sweden", "US"]
    confirmed = days("2026-12-18", "2026-12-10", "NaT", "2026-12-10", "2026-06-26")
    found = latest_dates(confirmed, of([*countries]))
    assert found.tolist() == [date(2027, 1, 12), date(2027, 1, 7), None, date(2027, 1, 7), date(2026, 7, 17)]


def test_without_a_country_there_is_no_date_and_with_an_unknown_one_an_error() -> None:
    confirmed = days("2026-12-18", "2026-12-18")
    assert latest_dates(confirmed, np.array(["NL", None])).tolist() == [date(2027, 1, 12), None]
    assert latest_dates(confirmed, pd.Series([float("nan"), "NL"])).tolist() == [None, date(2027, 1, 12)]
    with pytest.raises(UnknownNameError, match="Netherlands"):
        latest_dates(confirmed, np.array(["NL", "Netherland"]))


def test_the_countries_are_as_many_as_the_days() -> None:
    with pytest.raises(GuideError) as caught:
        latest_dates(days("2026-12-18"), np.array(["NL", "SE"]))
    assert str(caught.value) == "There are countries of the shape (2,) for days of the shape (1,)."


def test_days_in_rows_and_columns_keep_their_shape_and_go_where_they_are_wanted() -> None:
    confirmed = days("2026-12-18", "2026-12-10").reshape(1, 2)
    out = confirmed.copy()
    assert latest_dates(confirmed, np.array([["NL", "SE"]]), out=out) is out
    assert out.tolist() == [[date(2027, 1, 12), date(2027, 1, 7)]]


def test_an_unknown_country_is_an_error_even_for_no_dates() -> None:
    with pytest.raises(UnknownNameError):
        latest_dates(days(), "Atlantis")


def test_without_numpy_many_dates_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numpy", None)
    monkeypatch.delitem(sys.modules, "guide_lib.refund.many")
    with pytest.raises(ImportError) as caught:
        import_module("guide_lib.refund.many")
    assert str(caught.value) == "Many dates at once need NumPy: pip install guide-lib[numpy]"
