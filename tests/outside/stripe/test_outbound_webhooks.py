"""Events are told, signed, again until taken, and out of order on request."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from billing.gateway import Gateway, WebhookRefused, read_webhook
from outside.stripe.testing import CONNECT_SECRET, DECLINED, SECRET, FakeStripe
from tests.clock import NOON
from tests.outside.stripe.receiver import Receiver, receiving

type Open = Callable[..., dict[str, Any]]
PAYMENT = {"amount": "700", "currency": "eur", "confirm": "true", "payment_method": "pm_card_visa"}


@pytest.fixture
def receiver(fake_stripe: FakeStripe) -> Iterator[Receiver]:
    with receiving() as listening:
        fake_stripe.control.webhooks(
            url=f"{listening.url}/platform",
            connect_url=f"{listening.url}/connect",
            secret=SECRET,
            connect_secret=CONNECT_SECRET,
        )
        yield listening
        fake_stripe.control.reset()


def test_a_paid_checkout_is_told_and_signed(
    fake_stripe: FakeStripe, receiver: Receiver, checkout: Open
) -> None:
    session = checkout()
    fake_stripe.control.pay(session["id"])
    assert fake_stripe.control.drain()

    assert sorted(receiver.types) == ["checkout.session.completed", "payment_intent.succeeded"]
    path, headers, body = receiver.posts[receiver.types.index("checkout.session.completed")]
    assert path == "/platform"
    fact = read_webhook(body=body, signature=headers["Stripe-Signature"], secret=SECRET)
    assert fact.object_id == session["id"]
    assert fact.subject["client_reference_id"] == "order-1"
    assert (fact.livemode, fact.account) == (False, None)


def test_every_kind_of_event_is_told(
    bank: Gateway, api: httpx.Client, fake_stripe: FakeStripe, receiver: Receiver, checkout: Open
) -> None:
    control, session = fake_stripe.control, checkout()
    control.pay(session["id"], card=DECLINED)
    paid = control.pay(session["id"])
    api.post(f"/v1/checkout/sessions/{checkout()['id']}/expire")
    api.post("/v1/refunds", data={"payment_intent": paid["id"], "amount": "100"})
    account = bank.create_recipient(key="r", email="b@example.com", country="ES", name="B")
    control.set_payouts(account, is_enabled=True)
    form = {"amount": "50", "currency": "eur", "destination": account}
    transfer = api.post("/v1/transfers", data=form).json()
    api.post(f"/v1/transfers/{transfer['id']}/reversals")
    assert control.drain()

    # In any order: several are on their way at once.
    assert sorted(receiver.types) == sorted(
        [
            "payment_intent.payment_failed",
            "payment_intent.succeeded",
            "checkout.session.completed",
            "checkout.session.expired",
            "refund.created",
            "charge.refunded",
            "refund.updated",
            "account.updated",
            "transfer.created",
            "transfer.reversed",
        ]
    )


def test_events_of_accounts_go_elsewhere_under_their_own_secret(
    bank: Gateway, fake_stripe: FakeStripe, receiver: Receiver
) -> None:
    account = bank.create_recipient(key="r", email="b@example.com", country="ES", name="B")
    fake_stripe.control.set_payouts(account, is_enabled=True)
    assert fake_stripe.control.drain()

    path, headers, body = receiver.posts[0]
    signature = headers["Stripe-Signature"]
    assert path == "/connect"
    fact = read_webhook(body=body, signature=signature, secret=CONNECT_SECRET)
    assert fact.account == account
    with pytest.raises(WebhookRefused):
        read_webhook(body=body, signature=signature, secret=SECRET)


def test_what_is_not_taken_is_told_again(
    api: httpx.Client, fake_stripe: FakeStripe, receiver: Receiver
) -> None:
    receiver.statuses = [500, 503]
    api.post("/v1/payment_intents", data=PAYMENT)
    for _ in range(2):
        assert fake_stripe.control.drain()
        fake_stripe.control.advance(seconds=60)
    assert fake_stripe.control.drain()

    assert receiver.types == ["payment_intent.succeeded"] * 3
    assert len({event["id"] for event in receiver.events}) == 1
    delivery = fake_stripe.control.deliveries()[0]
    assert (delivery["state"], delivery["attempts"], delivery["answer"]) == ("taken", 3, "200")


def test_after_three_days_it_is_given_up(api: httpx.Client, fake_stripe: FakeStripe) -> None:
    fake_stripe.control.webhooks(url="http://127.0.0.1:9/closed")
    api.post("/v1/payment_intents", data=PAYMENT)
    for _ in range(4):
        assert fake_stripe.control.drain()
        fake_stripe.control.advance(seconds=25 * 3600)
    assert fake_stripe.control.drain()

    delivery = fake_stripe.control.deliveries()[0]
    assert delivery["state"] == "given up"
    assert delivery["answer"] == "ConnectionRefusedError"


def test_held_events_wait_for_their_release(
    api: httpx.Client, fake_stripe: FakeStripe, receiver: Receiver
) -> None:
    fake_stripe.control.webhooks(is_held=True)
    api.post("/v1/payment_intents", data=PAYMENT)
    assert fake_stripe.control.drain()
    assert receiver.posts == []

    fake_stripe.control.webhooks(is_held=False)
    assert fake_stripe.control.drain()

    assert receiver.types == ["payment_intent.succeeded"]


def test_delayed_events_come_later(
    api: httpx.Client, fake_stripe: FakeStripe, receiver: Receiver
) -> None:
    fake_stripe.control.webhooks(delay_seconds=600)
    api.post("/v1/payment_intents", data=PAYMENT)
    assert fake_stripe.control.drain()
    assert receiver.posts == []

    fake_stripe.control.advance(seconds=601)
    assert fake_stripe.control.drain()

    assert receiver.types == ["payment_intent.succeeded"]


def test_duplicates_and_disorder_by_seed(
    api: httpx.Client, fake_stripe: FakeStripe, receiver: Receiver
) -> None:
    orders = []
    for _ in range(2):
        before = len(receiver.posts)
        fake_stripe.control.webhooks(is_held=True, copies=3, shuffle_seed=7)
        for amount in range(100, 106):
            api.post("/v1/payment_intents", data={**PAYMENT, "amount": str(amount)})
        fake_stripe.control.webhooks(is_held=False)
        assert fake_stripe.control.drain()
        told = receiver.events[before:]
        orders.append([event["data"]["object"]["amount"] for event in told])

    assert orders[0] == orders[1]
    assert sorted(orders[0]) == sorted(list(range(100, 106)) * 3)
    assert orders[0] != sorted(orders[0])


def test_a_session_that_runs_out_is_told(
    fake_stripe: FakeStripe, receiver: Receiver, checkout: Open
) -> None:
    checkout()
    fake_stripe.control.advance(seconds=24 * 3600 + 1)
    assert fake_stripe.control.drain()

    assert receiver.types == ["checkout.session.expired"]


def test_an_event_can_be_told_again(
    api: httpx.Client, fake_stripe: FakeStripe, receiver: Receiver
) -> None:
    api.post("/v1/payment_intents", data=PAYMENT)
    assert fake_stripe.control.drain()

    fake_stripe.control.resend(receiver.events[0]["id"])
    assert fake_stripe.control.drain()

    assert len(receiver.posts) == 2


def test_what_was_missed_can_be_listed(
    bank: Gateway, api: httpx.Client, fake_stripe: FakeStripe
) -> None:
    for _ in range(3):
        api.post("/v1/payment_intents", data=PAYMENT)

    found = list(bank.events(since=NOON, types=("payment_intent.succeeded",)))

    assert [fact.type for fact in found] == ["payment_intent.succeeded"] * 3
    fake_stripe.control.advance(seconds=31 * 24 * 3600)
    assert list(bank.events(since=NOON)) == []
