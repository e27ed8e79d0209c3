"""Cards that are kept with their owner's word, and charged when nobody is there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest

from billing.gateway import CardAnswer, CardDeclined, Gateway, GatewayRefused
from kith.money import Money
from outside.stripe.testing import (
    ASKS_FOR_PROOF,
    DECLINED,
    DECLINED_LATER,
    PAYS,
    WITHOUT_FUNDS_LATER,
    FakeStripe,
)
from tests.clock import NOON
from tests.outside.stripe.openapi import Contract

PRICE = Money(1290, "EUR")


@pytest.fixture
def card_page(bank: Gateway) -> Callable[..., Any]:
    def open_page(key: str = "card:1", **more: Any):
        return bank.create_card_page(
            key=key,
            currency="EUR",
            customer_email="ana@example.com",
            success_url="http://shop.test/my/card",
            cancel_url="http://shop.test/my/card",
            expires_at=NOON + timedelta(minutes=45),
            merchant="Acme",
            **more,
        )

    return open_page


@pytest.fixture
def keep(bank: Gateway, fake_stripe: FakeStripe, card_page) -> Callable[[str], CardAnswer]:
    """Save a card by its own page."""

    def one(number: str) -> CardAnswer:
        page = card_page(key=f"card:{number}")
        fake_stripe.control.pay(page.id, card=number)
        return bank.saved_card(bank.retrieve_checkout(page.id).saved_method or "")

    return one


def charge(bank: Gateway, card: CardAnswer, key: str = "c:1", **more: Any):
    request = {
        "amount": PRICE,
        "customer": card.customer,
        "payment_method": card.payment_method,
        "label": "invoice INV-1",
        **more,
    }
    return bank.charge_saved_card(key=key, **request)


def test_a_checkout_keeps_its_card_and_it_is_charged_when_nobody_is_there(
    bank: Gateway, fake_stripe: FakeStripe
) -> None:
    page = bank.create_checkout(
        key="checkout:1",
        amount=PRICE,
        label="Plan Amable",
        reference="order-1",
        customer_email="ana@example.com",
        success_url="http://shop.test/paid",
        cancel_url="http://shop.test/cart",
        expires_at=NOON + timedelta(minutes=45),
        keeps_card=True,
    )
    first = bank.retrieve_payment(fake_stripe.control.pay(page.id)["id"])
    card = bank.saved_card(first.payment_method or "")

    later = charge(bank, card, metadata={"charge": "1"})

    assert (card.brand, card.last4, card.exp_month, card.exp_year) == ("visa", "4242", 12, 2034)
    assert card.customer is not None
    assert (later.is_paid, later.amount, later.net) == (True, PRICE, Money(1246, "EUR"))
    assert charge(bank, card, metadata={"charge": "1"}).id == later.id
    found = bank.find_payments(customer=card.customer, since=NOON - timedelta(days=1))
    assert [(one.id, dict(one.metadata)) for one in found] == [
        (later.id, {"charge": "1"}),
        (first.id, {}),
    ]


def test_a_checkout_that_was_not_asked_to_keeps_nothing(
    api: httpx.Client, fake_stripe: FakeStripe, checkout: Callable[..., dict[str, Any]]
) -> None:
    paid = fake_stripe.control.pay(checkout()["id"])

    assert paid["customer"] is None
    assert api.get(f"/v1/payment_methods/{paid['payment_method']}").status_code == 404


def test_a_page_of_its_own_keeps_another_card_for_the_same_customer(
    bank: Gateway, fake_stripe: FakeStripe, keep, card_page
) -> None:
    first = keep(PAYS)

    page = card_page(key="card:2", customer=first.customer)
    assert bank.retrieve_checkout(page.id).saved_method is None
    fake_stripe.control.pay(page.id, card="5555555555554444")

    done = bank.retrieve_checkout(page.id)
    second = bank.saved_card(done.saved_method or "")
    assert (second.customer, second.brand, second.last4) == (first.customer, "mastercard", "4444")
    assert (done.is_paid, done.is_open) == (False, False)


def test_a_card_its_bank_refuses_is_not_kept(
    bank: Gateway, fake_stripe: FakeStripe, card_page
) -> None:
    page = card_page()

    fake_stripe.control.pay(page.id, card=DECLINED)

    still = bank.retrieve_checkout(page.id)
    assert (still.is_open, still.saved_method) == (True, None)


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (DECLINED_LATER, "generic_decline"),
        (WITHOUT_FUNDS_LATER, "insufficient_funds"),
        (ASKS_FOR_PROOF, "authentication_required"),
    ],
)
def test_a_saved_card_may_be_refused_later_and_the_key_remembers_it(
    bank: Gateway, keep, number: str, reason: str
) -> None:
    card = keep(number)

    for _ in range(2):
        with pytest.raises(CardDeclined) as refused:
            charge(bank, card)
        assert refused.value.reason == reason

    tried = bank.find_payments(customer=card.customer, since=NOON - timedelta(days=1))
    assert [(one.is_paid, one.failure) for one in tried] == [(False, reason)]


def test_a_forgotten_card_is_never_charged_again(bank: Gateway, keep) -> None:
    card = keep(PAYS)

    for _ in range(2):
        bank.detach_card(key="forget:1", payment_method=card.payment_method)

    assert bank.saved_card(card.payment_method).customer is None
    with pytest.raises(GatewayRefused):
        charge(bank, card)


def test_nobody_is_charged_with_anothers_card(bank: Gateway, keep) -> None:
    mine, theirs = keep(PAYS), keep("5555555555554444")

    with pytest.raises(GatewayRefused):
        charge(bank, mine, customer=theirs.customer)


def test_the_page_says_that_a_card_is_kept_and_what_it_costs(
    browser: httpx.Client, card_page, fake_stripe: FakeStripe, bank: Gateway
) -> None:
    page = card_page()
    path = page.url.removeprefix(fake_stripe.base)

    shown = browser.get(path)
    filled = {"number": PAYS, "expiry": "07 / 31", "cvc": "123", "name": "Ana"}
    done = browser.post(path, data=filled)

    assert "Save a card" in shown.text
    assert "€0.00" in shown.text
    assert done.status_code == 303
    card = bank.saved_card(bank.retrieve_checkout(page.id).saved_method or "")
    assert (card.exp_month, card.exp_year) == (7, 2031)


def test_every_object_is_as_stripe_describes_it(
    api: httpx.Client, fake_stripe: FakeStripe, card_page, keep, contract: Contract
) -> None:
    card = keep(PAYS)
    page = card_page(key="open")
    made = api.post("/v1/customers", data={"email": "c@example.com"}).json()
    put = fake_stripe.control.bulk(
        payments=[{"amount": 1290, "currency": "EUR", "keeps_card": True}]
    )["payments"][0]
    again = {"customer": put["customer"], "payment_method": put["payment_method"]}
    later = fake_stripe.control.bulk(payments=[{"amount": 5, "currency": "EUR", **again}])
    attached = api.post(
        "/v1/payment_methods/pm_card_visa/attach", data={"customer": made["id"]}
    ).json()
    session = f"/v1/checkout/sessions/{page.id}"
    things = [
        made,
        attached,
        api.post(f"/v1/payment_methods/{attached['id']}/detach").json(),
        api.get(session, params={"expand[0]": "setup_intent"}).json(),
        api.get(f"/v1/customers/{card.customer}").json(),
        api.get(f"/v1/payment_methods/{put['payment_method']}").json(),
        api.get(f"/v1/payment_intents/{put['payment_intent']}").json(),
        api.get(f"/v1/charges/{later['payments'][0]['charge']}").json(),
        *api.get("/v1/payment_methods", params={"customer": card.customer}).json()["data"],
        *api.get("/v1/events?limit=100").json()["data"],
    ]

    inner = [event["data"]["object"] for event in things if event["object"] == "event"]
    assert {fault for thing in [*things, *inner] for fault in contract.faults(thing)} == set()
    assert {thing["object"] for thing in [*things, *inner]} == {
        "charge",
        "checkout.session",
        "customer",
        "event",
        "payment_intent",
        "payment_method",
        "setup_intent",
    }
