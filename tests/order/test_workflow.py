from enum import StrEnum
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statemachine import State, StateChart
from statemachine.exceptions import InvalidDefinition

from guide_lib.errors import NotAllowedError, UnknownNameError
from guide_lib.order.chart import OrderChart, follow
from guide_lib.order.workflow import (
    ENDS,
    OPEN,
    START,
    TRANSITIONS,
    Event,
    Finding,
    Status,
    leaving,
    paths,
    transition,
)
from guide_lib.sources.claims import CLAIMS

S, E = Status, Event

# Every status and what may happen in it, written a second time on purpose: the table read aloud.
ALLOWED = {
    S.PAYMENT_VERIFICATION: {E.PAYMENT_CLEARS: S.AWAITING_SHIPMENT, E.BUYER_ASKS: S.AWAITING_CANCELLATION},
    S.AWAITING_SHIPMENT: {E.BUYER_ASKS: S.AWAITING_CANCELLATION, E.SELLER_SHIPS: S.SHIPPED},
    S.AWAITING_CANCELLATION: {
        E.SELLER_CONFIRMS: S.CANCELLED,
        E.SELLER_STAYS_SILENT: S.AWAITING_CANCELLATION,
        E.SELLER_REFUSES: S.AWAITING_SHIPMENT,
        E.SELLER_CLAIMS_SHIPPED: S.SHIPMENT_CLAIMED,
        E.SELLER_GIVES_NUMBER: S.TRACKING_PROVIDED,
        E.SELLER_SHIPS: S.SHIPPED,
    },
    S.SHIPMENT_CLAIMED: {
        E.SELLER_CONFIRMS: S.CANCELLED,
        E.SELLER_STAYS_SILENT: S.SHIPMENT_CLAIMED,
        E.SELLER_GIVES_NUMBER: S.TRACKING_PROVIDED,
    },
    S.TRACKING_PROVIDED: {
        E.NUMBER_GENUINE: S.SHIPPED,
        E.NUMBER_DOES_NOT_WORK: S.TRACKING_PROVIDED,
        E.TRACKING_STOPS: S.TRACKING_PROVIDED,
        E.PARCEL_GOES_ELSEWHERE: S.TRACKING_PROVIDED,
        E.BUYER_OPENS_DISPUTE: S.IN_DISPUTE,
    },
    S.IN_DISPUTE: {},
    S.CANCELLED: {E.MONEY_ARRIVES: S.REFUNDED},
    S.REFUNDED: {},
    S.SHIPPED: {},
}


@pytest.mark.parametrize(("status", "event"), list(product(Status, Event)))
def test_every_event_in_every_status(status: Status, event: Event) -> None:
    if event in ALLOWED[status]:
        assert transition(status, event).after is ALLOWED[status][event]
        return
    with pytest.raises(NotAllowedError) as error:
        transition(status, event)
    assert f"'{event}' cannot happen in the status '{status}'" in str(error.value)
    assert str(error.value).endswith(f"there: {', '.join(ALLOWED[status]) or 'nothing more'}.")


def test_the_chart_goes_where_the_table_goes() -> None:
    for path in paths():
        places = [START, *(row.target for row in path)]
        for length in range(len(path) + 1):
            status = follow(row.event for row in path[:length])
            assert status in (places[length], S.TRACKING_PROVIDED)


@given(st.lists(st.sampled_from(Event), max_size=8))
def test_the_chart_allows_what_the_table_allows(events: list[Event]) -> None:
    rows = {(row.source, row.event): row.target for row in TRANSITIONS}
    place: Status | Finding = START
    for at, event in enumerate(events):
        if (place, event) not in rows:
            with pytest.raises(NotAllowedError):
                follow(events[: at + 1])
            return
        place = rows[place, event]
    assert follow(events) is (S.TRACKING_PROVIDED if isinstance(place, Finding) else place)


def test_no_dispute_before_the_number_proved_bad() -> None:
    with pytest.raises(NotAllowedError, match="'buyer_opens_dispute' cannot happen"):
        follow([E.BUYER_ASKS, E.SELLER_GIVES_NUMBER, E.BUYER_OPENS_DISPUTE])


@pytest.mark.parametrize("bad", [E.NUMBER_DOES_NOT_WORK, E.TRACKING_STOPS, E.PARCEL_GOES_ELSEWHERE])
def test_each_of_the_three_ways_of_a_bad_number_leads_to_a_dispute(bad: Event) -> None:
    assert follow([E.BUYER_ASKS, E.SELLER_GIVES_NUMBER, bad, E.BUYER_OPENS_DISPUTE]) is S.IN_DISPUTE


def test_every_path_ends_and_comes_to_no_place_twice() -> None:
    assert len(set(paths())) == len(paths()) == 24
    for path in paths():
        assert path[0].source is START
        assert path[-1].after in ENDS
        assert all(here.target is there.source for here, there in pairwise(path))
        places = [START, *(row.target for row in path)]
        assert len(set(places)) == len(places)


def test_every_transition_but_those_that_change_nothing_is_on_a_path() -> None:
    walked = {row for path in paths() for row in path}
    assert {row for row in TRANSITIONS if row.source is not row.target} == walked


def test_every_transition_names_claims_that_exist() -> None:
    for row in TRANSITIONS:
        assert row.claims
        assert all(CLAIMS[id] for id in row.claims)


def test_the_two_ways_to_ask_rest_on_different_claims() -> None:
    early = transition(S.PAYMENT_VERIFICATION, E.BUYER_ASKS)
    late = transition(S.AWAITING_SHIPMENT, E.BUYER_ASKS)
    assert {"C11", "C12"} <= set(early.claims)
    assert {"C23", "C24"} <= set(late.claims)


@pytest.mark.parametrize("kind", [Status, Finding, Event])
def test_a_name_is_written_as_its_member_is(kind: type[StrEnum]) -> None:
    assert [member.value for member in kind] == [member.name.lower() for member in kind]


def test_what_the_article_leaves_open_is_open() -> None:
    assert OPEN == {
        S.AWAITING_CANCELLATION: ("C13", "C25"),
        S.SHIPMENT_CLAIMED: ("C27", "C31"),
        S.IN_DISPUTE: ("C34", "C37"),
        S.SHIPPED: ("C27",),
    }
    assert not leaving(S.IN_DISPUTE)


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: leaving("shiped"), "There is no status 'shiped'; did you mean shipped?"),
        (lambda: transition("shipped", "buyer_ask"), "There is no event 'buyer_ask'; did you mean buyer_asks?"),
        (lambda: follow(["money_arives"]), "There is no event 'money_arives'; did you mean money_arrives?"),
    ],
)
def test_an_unknown_name_gets_the_nearest_right_one(ask: object, sentence: str) -> None:
    with pytest.raises(UnknownNameError) as error:
        ask()  # type: ignore[operator]
    assert str(error.value) == sentence


def test_an_event_of_the_chart_is_never_ignored() -> None:
    assert OrderChart.allow_event_without_transition is False


def test_a_status_that_cannot_be_left_is_refused() -> None:
    with pytest.raises(InvalidDefinition):

        class Trap(StateChart):  # type: ignore[type-arg]
            start = State(initial=True)
            stuck = State()
            go = start.to(stuck)


def test_the_chart_draws_where_an_order_and_where_a_number_begins() -> None:
    drawn = [line.strip() for line in f"{OrderChart():mermaid}".splitlines()]
    assert [line for line in drawn if line.startswith("[*] -->")] == [
        "[*] --> number_unchecked",
        "[*] --> payment_verification",
    ]
    assert [line for line in drawn if line.endswith("--> [*]")] == [f"{end} --> [*]" for end in Status if end in ENDS]


@pytest.mark.parametrize(
    ("events", "sentence"),
    [
        (
            ["seller_ships"],
            "'seller_ships' cannot happen in the status 'payment_verification'; "
            "what can happen there: payment_clears, buyer_asks.",
        ),
        (
            ["buyer_asks", "seller_gives_number", "buyer_opens_dispute"],
            "'buyer_opens_dispute' cannot happen in the status 'tracking_provided'; what can happen there: "
            "number_genuine, number_does_not_work, tracking_stops, parcel_goes_elsewhere.",
        ),
    ],
)
def test_the_chart_says_what_can_happen_instead(events: list[str], sentence: str) -> None:
    with pytest.raises(NotAllowedError) as error:
        follow(events)
    assert str(error.value) == sentence
