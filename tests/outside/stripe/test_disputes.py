"""Disputes at the stand-in: what a payer's bank does, what the seller may say, and the money."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import pytest

from outside.stripe.testing import DISPUTED, DISPUTED_TWICE, INQUIRED, FakeStripe
from tests.clock import NOON

WITHDRAWN = ["charge.dispute.created", "charge.dispute.funds_withdrawn"]


@pytest.fixture
def payment(fake_stripe: FakeStripe) -> str:
    """A payment of 50.00 that cost 1.00."""
    return str(fake_stripe.control.charge(amount=5000)["payment_intent"])


def told(api: httpx.Client) -> list[str]:
    """Return the dispute events so far, the oldest first."""
    found = api.get("/v1/events?limit=100").json()["data"]
    return [one["type"] for one in reversed(found) if one["type"].startswith("charge.dispute.")]


def at_hand(api: httpx.Client) -> int:
    return int(api.get("/v1/balance").json()["available"][0]["amount"])


def hand_in(api: httpx.Client, dispute: dict[str, Any], **form: str) -> httpx.Response:
    return api.post(f"/v1/disputes/{dispute['id']}", data=form)


def test_a_dispute_takes_its_money_and_a_fee(
    api: httpx.Client, fake_stripe: FakeStripe, payment: str
) -> None:
    dispute = fake_stripe.control.dispute(payment)

    (line,) = dispute["balance_transactions"]
    assert (line["amount"], line["fee"], line["source"]) == (-5000, 2000, dispute["id"])
    assert (line["type"], line["reporting_category"]) == ("adjustment", "dispute")
    assert at_hand(api) == 4900 - 7000
    assert told(api) == WITHDRAWN
    assert api.get(f"/v1/charges/{dispute['charge']}").json()["disputed"] is True


@pytest.mark.parametrize(
    ("card", "count", "status"),
    [
        (DISPUTED, 1, "needs_response"),
        (DISPUTED_TWICE, 2, "needs_response"),
        (INQUIRED, 1, "warning_needs_response"),
    ],
)
def test_a_test_card_is_disputed_as_soon_as_it_paid(
    api: httpx.Client, checkout: Any, fake_stripe: FakeStripe, card: str, count: int, status: str
) -> None:
    paid = fake_stripe.control.pay(checkout()["id"], card=card)

    found = api.get("/v1/disputes", params={"payment_intent": paid["id"]}).json()["data"]

    assert paid["status"] == "succeeded"
    assert [one["status"] for one in found] == [status] * count
    assert sum(one["amount"] for one in found) == 1290


def test_a_won_dispute_brings_the_money_back_and_not_the_fee(
    api: httpx.Client, fake_stripe: FakeStripe, payment: str
) -> None:
    dispute = fake_stripe.control.dispute(payment)

    fake_stripe.control.decide(dispute["id"], "won")

    assert at_hand(api) == 4900 - 2000
    assert told(api) == [*WITHDRAWN, "charge.dispute.closed", "charge.dispute.funds_reinstated"]


def test_a_dispute_that_was_won_is_opened_again_and_lost(
    api: httpx.Client, fake_stripe: FakeStripe, payment: str
) -> None:
    control = fake_stripe.control
    name = control.dispute(payment)["id"]

    for outcome in ("won", "reopened", "lost"):
        dispute = control.decide(name, outcome)

    amounts = [line["amount"] for line in dispute["balance_transactions"]]
    assert (dispute["status"], amounts) == ("lost", [-5000, 5000, -5000])


def test_an_inquiry_takes_nothing_until_it_is_escalated(
    api: httpx.Client, fake_stripe: FakeStripe, payment: str
) -> None:
    inquiry = fake_stripe.control.dispute(payment, is_inquiry=True)
    assert (inquiry["balance_transactions"], at_hand(api)) == ([], 4900)
    assert inquiry["is_charge_refundable"] is True

    escalated = fake_stripe.control.decide(inquiry["id"], "escalated")

    assert escalated["status"] == "needs_response"
    assert at_hand(api) == 4900 - 7000


def test_evidence_is_staged_and_then_handed_in_once(
    api: httpx.Client, fake_stripe: FakeStripe, payment: str
) -> None:
    dispute = fake_stripe.control.dispute(payment)
    named = {"evidence[customer_name]": "Ana Ruiz"}

    staged = hand_in(api, dispute, submit="false", **named).json()
    sent = hand_in(api, dispute, submit="true").json()
    again = hand_in(api, dispute, **named)

    assert (staged["status"], staged["evidence_details"]["submission_count"]) == (
        "needs_response",
        0,
    )
    assert staged["evidence"]["customer_name"] == sent["evidence"]["customer_name"] == "Ana Ruiz"
    assert (sent["status"], sent["evidence_details"]["submission_count"]) == ("under_review", 1)
    assert again.status_code == 400


@pytest.mark.parametrize("said", ["winning_evidence", "losing_evidence"])
def test_a_tester_decides_by_what_the_evidence_says(
    api: httpx.Client, fake_stripe: FakeStripe, payment: str, said: str
) -> None:
    dispute = fake_stripe.control.dispute(payment)

    decided = hand_in(api, dispute, **{"evidence[uncategorized_text]": said}).json()

    assert decided["status"] == {"winning_evidence": "won", "losing_evidence": "lost"}[said]


def test_what_is_no_evidence_is_refused(
    api: httpx.Client, fake_stripe: FakeStripe, payment: str
) -> None:
    dispute = fake_stripe.control.dispute(payment)

    strange = hand_in(api, dispute, **{"evidence[colour]": "blue"})
    long = hand_in(api, dispute, **{"evidence[access_activity_log]": "x" * 150_001})

    assert strange.json()["error"]["param"] == "evidence[colour]"
    assert (strange.status_code, long.status_code) == (400, 400)


def test_a_dispute_that_is_accepted_is_lost_and_closed(
    api: httpx.Client, fake_stripe: FakeStripe, payment: str
) -> None:
    dispute = fake_stripe.control.dispute(payment)
    door = f"/v1/disputes/{dispute['id']}/close"

    assert api.post(door).json()["status"] == "lost"
    assert api.post(door).status_code == 400
    assert told(api) == [*WITHDRAWN, "charge.dispute.closed"]


def test_what_nobody_answers_in_time_is_lost_and_an_inquiry_lapses(
    api: httpx.Client, fake_stripe: FakeStripe, payment: str
) -> None:
    control = fake_stripe.control
    lost = control.dispute(payment, due_in_seconds=3600)["id"]
    lapsed = control.dispute(payment, due_in_seconds=3600, is_inquiry=True)["id"]

    control.set_clock(NOON + timedelta(hours=2))

    assert api.get(f"/v1/disputes/{lost}").json()["status"] == "lost"
    assert api.get(f"/v1/disputes/{lapsed}").json()["status"] == "warning_closed"


def test_a_disputed_payment_is_not_refunded_before_it_is_won(
    api: httpx.Client, fake_stripe: FakeStripe, payment: str
) -> None:
    dispute = fake_stripe.control.dispute(payment)

    refused = api.post("/v1/refunds", data={"payment_intent": payment}).json()["error"]
    fake_stripe.control.decide(dispute["id"], "won")

    assert refused["code"] == "charge_disputed"
    assert api.post("/v1/refunds", data={"payment_intent": payment}).status_code == 200
