from datetime import UTC, datetime
from decimal import Decimal

import pytest

from guide_lib.errors import GuideError, UnknownNameError
from guide_lib.order.order import Order, Payment
from guide_lib.order.workflow import Status

S = Status


@pytest.mark.parametrize("status", Status)
def test_the_buyer_asked_while_the_order_was_in_one_of_two_statuses(status: Status) -> None:
    if status in (S.PAYMENT_VERIFICATION, S.AWAITING_SHIPMENT):
        assert Order(S.AWAITING_CANCELLATION, asked_while=status).asked_while is status
        return
    with pytest.raises(GuideError) as error:
        Order(S.AWAITING_CANCELLATION, asked_while=status)
    assert str(error.value) == (
        f"Nobody can ask to cancel while the status is '{status}', only in payment_verification and awaiting_shipment."
    )


def test_names_become_members() -> None:
    order = Order("shipped", "bank_card", asked_while="awaiting_shipment")  # type: ignore[arg-type]
    assert order.status is S.SHIPPED
    assert order.paid_with is Payment.BANK_CARD
    assert order.asked_while is S.AWAITING_SHIPMENT


def test_nothing_but_the_status_has_to_be_known() -> None:
    order = Order(S.SHIPPED)
    assert (order.paid_with, order.paid_at, order.price_usd, order.asked_while) == (None, None, None, None)


@pytest.mark.parametrize("price", [0, 0.01, Decimal("9.99"), 10**6])
def test_a_price_is_any_number_from_zero_on(price: float | Decimal) -> None:
    assert Order(S.SHIPPED, price_usd=price).price_usd == price


def test_the_time_of_payment_has_a_zone() -> None:
    paid_at = datetime(2026, 1, 1, tzinfo=UTC)
    assert Order(S.SHIPPED, paid_at=paid_at).paid_at is paid_at
    with pytest.raises(GuideError) as error:
        Order(S.SHIPPED, paid_at=datetime(2026, 1, 1))  # noqa: DTZ001
    assert str(error.value) == (
        "The time of payment 2026-01-01 00:00:00 has no time zone; give it one with tzinfo=ZoneInfo(…)."
    )


def test_an_order_may_be_asked_for_in_the_moment_it_is_paid() -> None:
    paid_at = datetime(2026, 1, 1, tzinfo=UTC)
    assert Order(S.AWAITING_CANCELLATION, paid_at=paid_at, asked_at=paid_at).asked_at is paid_at


def test_a_wrong_status_of_asking_is_told_with_the_nearest_right_one() -> None:
    with pytest.raises(UnknownNameError) as error:
        Order(S.SHIPPED, asked_while="shiped")  # type: ignore[arg-type]
    assert str(error.value) == "There is no status 'shiped'; did you mean shipped?"
