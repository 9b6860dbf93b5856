"""The workflow as a statechart, which refuses a status that cannot be reached and one that cannot be left.

It prints itself: `print(f"{OrderChart():mermaid}")` draws it, `print(f"{OrderChart():md}")` tells it as a table.
"""

from collections.abc import Iterable
from typing import Any, cast

from statemachine import State, StateChart
from statemachine.exceptions import TransitionNotAllowed

from guide_lib.order.workflow import ENDS, START, TRANSITIONS, Event, Finding, Status, named, not_allowed


def _states() -> dict[str, State]:
    findings = {str(finding): State(initial=finding is Finding.NUMBER_UNCHECKED) for finding in Finding}

    class Number(State.Compound):
        vars().update(findings)

    states = {str(status): State(initial=status is START, final=status in ENDS) for status in Status}
    states[Status.TRACKING_PROVIDED] = cast(State, Number)
    places = states | findings
    for row in TRANSITIONS:
        places[row.source].to(places[row.target], event=str(row.event))
    return states


class OrderChart(StateChart[Any]):
    """The table as a statechart, in which `tracking_provided` holds the two findings."""

    allow_event_without_transition = False
    vars().update(_states())


def follow(events: Iterable[Event | str]) -> Status:
    """Return the status of an order after these events, from the payment on, in this order.

    UnknownNameError for no such event, NotAllowedError for one that cannot happen when its turn comes.

    >>> follow(["buyer_asks", "seller_confirms", "money_arrives"])
    <Status.REFUNDED: 'refunded'>
    """
    chart = OrderChart()
    for given in events:
        event = named(Event, given)
        try:
            chart.send(event)
        except TransitionNotAllowed:
            raise not_allowed(_now(chart), event, (Event(e.id) for e in chart.allowed_events)) from None
    return _now(chart)


def _now(chart: StateChart[Any]) -> Status:
    return next(Status(value) for value in chart.configuration_values if value in set(Status))
