"""What happens at the processor's own desk: refunds, reversals, payouts, and how they fail."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import pytest

from outside.stripe.testing import (
    REFUND_FAILS_LATER,
    REFUND_PENDING,
    ControlRefused,
    FakeStripe,
)
from tests.clock import NOON


def told(api: httpx.Client, kind: str, account: str = "") -> list[str]:
    headers = {"Stripe-Account": account} if account else {}
    found = api.get("/v1/events?limit=100", headers=headers).json()["data"]
    return [one["type"] for one in reversed(found) if one["type"].startswith(kind)]


@pytest.fixture
def account(fake_stripe: FakeStripe) -> str:
    """Somebody who holds 50.00."""
    made = fake_stripe.control.bulk(
        accounts=[{"ref": "ben", "email": "ben@example.com", "name": "Ben"}],
        transfers=[{"ref": "t", "account": "ben", "amount": 5000, "currency": "EUR"}],
    )
    return str(made["accounts"][0]["id"])


@pytest.mark.parametrize(
    ("card", "begins", "ends"),
    [(REFUND_PENDING, "pending", "succeeded"), (REFUND_FAILS_LATER, "succeeded", "failed")],
)
def test_a_refund_ends_an_hour_later_than_it_seems(
    api: httpx.Client, checkout: Any, fake_stripe: FakeStripe, card: str, begins: str, ends: str
) -> None:
    paid = fake_stripe.control.pay(checkout()["id"], card=card)
    refund = api.post("/v1/refunds", data={"payment_intent": paid["id"]}).json()

    fake_stripe.control.set_clock(NOON + timedelta(hours=2))

    found = api.get(f"/v1/refunds/{refund['id']}").json()
    assert (refund["status"], found["status"]) == (begins, ends)


def test_a_refund_that_fails_brings_its_money_back(
    api: httpx.Client, fake_stripe: FakeStripe
) -> None:
    control = fake_stripe.control
    payment = control.charge(amount=5000)
    refund = control.refund_at_desk(payment["payment_intent"], amount=1200)

    failed = control.end_refund(refund["id"], "failed", reason="lost_or_stolen_card")

    assert failed["failure_reason"] == "lost_or_stolen_card"
    lines = api.get("/v1/balance_transactions", params={"source": refund["id"]}).json()["data"]
    assert [(one["type"], one["amount"]) for one in lines] == [
        ("refund_failure", 1200),
        ("refund", -1200),
    ]
    assert api.get(f"/v1/charges/{payment['charge']}").json()["amount_refunded"] == 0
    assert told(api, "refund.") == [
        "refund.created",
        "refund.updated",
        "refund.failed",
        "refund.updated",
    ]
    with pytest.raises(ControlRefused):
        control.end_refund(refund["id"], "succeeded")


def test_a_transfer_is_reversed_at_the_desk(
    api: httpx.Client, fake_stripe: FakeStripe, account: str
) -> None:
    (transfer,) = api.get("/v1/transfers").json()["data"]

    fake_stripe.control.reverse_at_desk(transfer["id"], amount=1200)

    found = api.get(f"/v1/transfers/{transfer['id']}").json()
    assert found["amount_reversed"] == 1200
    assert found["reversals"]["data"][0]["metadata"] == {}
    assert told(api, "transfer.") == ["transfer.reversed"]


def test_a_payout_that_seemed_paid_bounces(
    api: httpx.Client, fake_stripe: FakeStripe, account: str
) -> None:
    control = fake_stripe.control
    payout = control.pay_out(account, amount=1200)

    failed = control.bounce(account, payout["id"], code="no_account", message="No such account.")

    assert (payout["status"], failed["status"]) == ("paid", "failed")
    assert (failed["failure_code"], failed["failure_message"]) == (
        "no_account",
        "No such account.",
    )
    as_account = {"Stripe-Account": account}
    assert api.get("/v1/balance", headers=as_account).json()["available"][0]["amount"] == 5000
    assert told(api, "payout.", account) == ["payout.paid", "payout.failed"]


def test_an_account_is_closed_for_a_reason(
    api: httpx.Client, fake_stripe: FakeStripe, account: str
) -> None:
    fake_stripe.control.set_payouts(account, is_enabled=False, reason="rejected.fraud")

    found = api.get(f"/v1/accounts/{account}").json()
    assert found["requirements"]["disabled_reason"] == "rejected.fraud"
