"""Kith's own words for what Stripe does, against a Stripe that answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from billing.gateway import (
    BalanceTooLow,
    Gateway,
    GatewayRefused,
    answering_for_gateway,
    gateway,
)
from billing.gateway.refusals import NotAnAmount
from kith.money import Money
from outside.stripe.testing import FakeStripe
from tests.clock import NOON

PRICE = Money(1290, "EUR")


@pytest.fixture
def page(bank: Gateway) -> Callable[..., Any]:
    def open_page(key: str = "checkout:1", amount: Money = PRICE, **more: Any):
        return bank.create_checkout(
            key=key,
            amount=amount,
            label="Plan Amable",
            reference="order-1",
            customer_email="ana@example.com",
            success_url="http://shop.test/paid",
            cancel_url="http://shop.test/cart",
            expires_at=NOON + timedelta(minutes=45),
            **more,
        )

    return open_page


@pytest.fixture
def recipient(bank: Gateway, fake_stripe: FakeStripe) -> str:
    account = bank.create_recipient(key="r:1", email="b@example.com", country="ES", name="Ben")
    fake_stripe.control.set_payouts(account, is_enabled=True)
    return account


def test_a_checkout_from_open_to_paid(bank: Gateway, fake_stripe: FakeStripe, page) -> None:
    opened = page(merchant="Acme", group="order-1", metadata={"tenant": "acme"})

    assert opened.is_open
    assert opened.url.startswith(fake_stripe.base)
    assert (opened.amount, opened.reference) == (PRICE, "order-1")
    assert opened.expires_at == NOON + timedelta(minutes=45)
    assert (opened.is_paid, opened.payment_intent) == (False, None)
    fake_stripe.control.pay(opened.id)
    paid = bank.retrieve_checkout(opened.id)
    assert (paid.is_paid, paid.url, paid.metadata) == (True, None, {"tenant": "acme"})
    payment = bank.retrieve_payment(paid.payment_intent)
    # 1.5 % of 12.90 is 19.35 cents; 19 and 25 make 44.
    assert (payment.fee, payment.net) == (Money(44, "EUR"), Money(1246, "EUR"))
    assert (payment.is_paid, payment.card) == (True, "visa 4242")


def test_opening_a_checkout_twice_gives_the_same_page(page) -> None:
    assert page().id == page().id


def test_a_checkout_can_be_closed_early(bank: Gateway, page) -> None:
    closed = bank.expire_checkout(key="expire:1", checkout_id=page().id)

    assert closed.is_expired
    assert bank.retrieve_checkout(closed.id).is_expired


def test_a_refund_in_parts_up_to_the_whole(bank: Gateway, fake_stripe: FakeStripe) -> None:
    paid = fake_stripe.control.charge(amount=1000)["payment_intent"]

    first = bank.refund(
        key="f:1", payment_intent=paid, amount=Money(300, "EUR"), reason="requested_by_customer"
    )
    again = bank.refund(
        key="f:1", payment_intent=paid, amount=Money(300, "EUR"), reason="requested_by_customer"
    )
    bank.refund(key="f:2", payment_intent=paid, amount=Money(700, "EUR"), reason="No signal here")

    assert (first.id, first.amount, first.is_done) == (again.id, Money(300, "EUR"), True)
    assert bank.retrieve_payment(paid).refunded == Money(1000, "EUR")
    with pytest.raises(GatewayRefused) as refused:
        bank.refund(key="f:3", payment_intent=paid, amount=Money(1, "EUR"))
    assert refused.value.reason == "charge_already_refunded"


def test_a_transfer_there_and_a_part_of_it_back(
    bank: Gateway, fake_stripe: FakeStripe, recipient: str
) -> None:
    fake_stripe.control.set_balance(available=1000)

    sent = bank.transfer(
        key="t:1",
        amount=Money(600, "EUR"),
        account_id=recipient,
        group="run-1",
        metadata={"intent": "i-1"},
    )
    back = bank.reverse_transfer(key="v:1", transfer_id=sent.id, amount=Money(200, "EUR"))

    assert (sent.account_id, sent.group, sent.metadata) == (recipient, "run-1", {"intent": "i-1"})
    assert (back.transfer_id, back.amount) == (sent.id, Money(200, "EUR"))
    assert bank.balance("EUR") == Money(600, "EUR")
    assert bank.recipient_balance(recipient, "EUR") == Money(400, "EUR")
    found = bank.find_transfers(group="run-1")
    assert [(one.id, one.reversed) for one in found] == [(sent.id, Money(200, "EUR"))]
    assert bank.retrieve_transfer(sent.id) == found[0]


def test_a_long_list_of_transfers_is_read_to_its_end(
    bank: Gateway, fake_stripe: FakeStripe, recipient: str
) -> None:
    group = {"transfer_group": "run-9"}
    many = [{"account": recipient, "amount": n + 1, "currency": "EUR", **group} for n in range(250)]
    fake_stripe.control.bulk(transfers=many)

    found = bank.find_transfers(group="run-9")

    assert sum(one.amount.minor for one in found) == 250 * 251 // 2
    assert len({one.id for one in found}) == 250


def test_a_transfer_that_the_balance_does_not_cover(
    bank: Gateway, fake_stripe: FakeStripe, recipient: str
) -> None:
    fake_stripe.control.set_balance(available=99)
    request = {"amount": Money(100, "EUR"), "account_id": recipient, "group": "g"}

    with pytest.raises(BalanceTooLow):
        bank.transfer(key="t:1", **request)
    fake_stripe.control.set_balance(available=100)
    # The refusal is remembered under its key; only a new attempt is looked at afresh.
    with pytest.raises(BalanceTooLow):
        bank.transfer(key="t:1", **request)

    assert bank.transfer(key="t:2", **request).amount == Money(100, "EUR")


def test_money_on_its_way_cannot_be_sent_on(
    bank: Gateway, fake_stripe: FakeStripe, recipient: str
) -> None:
    fake_stripe.control.settings(available_after_seconds=3600)
    fake_stripe.control.charge(amount=10_000)
    request = {"amount": Money(100, "EUR"), "account_id": recipient, "group": "g"}

    assert bank.balance("EUR") == Money(0, "EUR")
    assert bank.pending_balance("EUR") == Money(9825, "EUR")
    with pytest.raises(BalanceTooLow):
        bank.transfer(key="t:1", **request)
    fake_stripe.control.advance(seconds=3601)

    assert bank.balance("EUR") == Money(9825, "EUR")


def test_a_closed_account_is_not_paid(
    bank: Gateway, fake_stripe: FakeStripe, recipient: str
) -> None:
    fake_stripe.control.set_balance(available=1000)
    fake_stripe.control.set_payouts(recipient, is_enabled=False)

    with pytest.raises(GatewayRefused) as refused:
        bank.transfer(key="t", amount=Money(1, "EUR"), account_id=recipient, group="g")

    assert refused.value.reason == "insufficient_capabilities_for_transfer"
    assert bank.recipient_state(recipient).disabled_reason == "rejected.other"


def test_a_reversal_that_the_recipient_cannot_cover(
    bank: Gateway, fake_stripe: FakeStripe, recipient: str
) -> None:
    fake_stripe.control.set_balance(available=1000)
    sent = bank.transfer(key="t", amount=Money(500, "EUR"), account_id=recipient, group="g")
    fake_stripe.control.set_balance(available=100, account=recipient)

    with pytest.raises(BalanceTooLow):
        bank.reverse_transfer(key="v", transfer_id=sent.id, amount=Money(101, "EUR"))

    assert bank.recipient_balance(recipient, "EUR") == Money(100, "EUR")


def test_the_balance_is_the_sum_of_its_movements(
    bank: Gateway, fake_stripe: FakeStripe, recipient: str
) -> None:
    paid = fake_stripe.control.charge(amount=5000)
    bank.refund(key="f", payment_intent=paid["payment_intent"], amount=Money(1000, "EUR"))
    bank.transfer(key="t", amount=Money(700, "EUR"), account_id=recipient, group="g")

    found = bank.balance_transactions(since=NOON - timedelta(days=1))

    assert [one.kind for one in found] == ["transfer", "refund", "charge"]
    assert all(one.net == one.amount - one.fee for one in found)
    assert sum((one.net for one in found), Money(0, "EUR")) == bank.balance("EUR")
    assert bank.balance_transactions(source=paid["charge"]) == [found[2]]
    assert bank.balance_transactions(until=NOON - timedelta(days=1)) == []


@pytest.mark.parametrize("minor", [0, -1])
def test_only_whole_positive_amounts_leave(bank: Gateway, page, minor: int) -> None:
    with pytest.raises(NotAnAmount):
        page(amount=Money(minor, "EUR"))


@pytest.mark.parametrize("minor", [5.0, True, "5", None])
def test_an_amount_of_another_type_never_leaves(bank: Gateway, minor: Any) -> None:
    forged = Money(5, "EUR")
    object.__setattr__(forged, "minor", minor)

    with pytest.raises(NotAnAmount):
        bank.transfer(key="t", amount=forged, account_id="acct_1", group="g")


def test_a_call_that_changes_something_needs_a_key(bank: Gateway) -> None:
    with pytest.raises(ValueError, match="key"):
        bank.refund(key="", payment_intent="pi_1", amount=PRICE)


@pytest.mark.parametrize(("currency", "minor"), [("JPY", 1290), ("KWD", 12_900)])
def test_currencies_of_other_scales_come_back_as_they_went(
    bank: Gateway, page, currency: str, minor: int
) -> None:
    opened = page(amount=Money(minor, currency))

    assert bank.retrieve_checkout(opened.id).amount == Money(minor, currency)


def test_the_settings_name_the_gateway(fake_stripe: FakeStripe, settings) -> None:
    for name, value in fake_stripe.settings().items():
        setattr(settings, name, value)

    assert gateway() is gateway()
    assert gateway().balance("EUR") == Money(0, "EUR")


def test_another_answers_for_the_gateway_until_the_block_ends(settings) -> None:
    class Rich:
        def balance(self, currency: str) -> Money:
            return Money(10**9, currency)

    before = gateway()
    with answering_for_gateway(Rich()):
        assert gateway().balance("EUR") == Money(10**9, "EUR")

    assert gateway() is before


@pytest.mark.parametrize("read", ["moved_since", "balance_transactions"])
def test_a_long_list_is_read_to_its_end_however_slowly_the_processor_lets_us(
    bank: Gateway, fake_stripe: FakeStripe, read: str
) -> None:
    since = NOON - timedelta(days=1)
    fake_stripe.control.bulk(payments=[{"amount": 1000, "currency": "EUR"}] * 520)
    whole = list(getattr(bank, read)(since=since))

    # The list has six pages: less than half of them are let through in a second.
    fake_stripe.control.settings(per_second=2)

    assert list(getattr(bank, read)(since=since)) == whole
    assert len(whole) == 520
