"""Disputes through the gateway: read, answered with evidence, accepted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from billing.gateway import Gateway, GatewayRefused
from billing.gateway.disputes import EVIDENCE, MOST_LETTERS
from kith.money import Money
from outside.stripe.resources import chargebacks
from outside.stripe.resources.disputes import MOST_LETTERS as MOST_THERE
from outside.stripe.testing import FakeStripe
from tests.clock import NOON

PRICE = Money(1290, "EUR")


@pytest.fixture
def payment(fake_stripe: FakeStripe) -> str:
    return str(fake_stripe.control.charge(amount=1290)["payment_intent"])


@pytest.fixture
def disputed(fake_stripe: FakeStripe, payment: str) -> str:
    return str(fake_stripe.control.dispute(payment, due_in_seconds=86_400)["id"])


def test_a_dispute_is_read_with_what_it_moved(bank: Gateway, payment: str, disputed: str) -> None:
    found = bank.dispute(disputed)

    assert (found.payment_intent, found.amount, found.reason) == (payment, PRICE, "fraudulent")
    assert found.status == "needs_response"
    assert found.due_by is not None
    assert abs(found.due_by - NOON - timedelta(days=1)) < timedelta(minutes=5)
    (went,) = found.movements
    assert (went.amount, went.fee) == (-PRICE, Money(2000, "EUR"))
    assert went.reference == disputed


def test_an_inquiry_moved_nothing(bank: Gateway, fake_stripe: FakeStripe, payment: str) -> None:
    found = bank.dispute(fake_stripe.control.dispute(payment, is_inquiry=True)["id"])

    assert (found.status, found.movements) == ("warning_needs_response", ())


def test_evidence_is_kept_and_then_handed_in(bank: Gateway, disputed: str) -> None:
    said = {"customer_name": "Ana Ruiz", "product_description": "10 GB a month"}

    draft = bank.submit_evidence(key="e:1", dispute_id=disputed, evidence=said, is_final=False)
    sent = bank.submit_evidence(key="e:2", dispute_id=disputed, evidence={}, is_final=True)

    assert (draft.status, draft.submission_count) == ("needs_response", 0)
    assert (sent.status, sent.submission_count, sent.evidence) == ("under_review", 1, said)
    with pytest.raises(GatewayRefused):
        bank.submit_evidence(key="e:3", dispute_id=disputed, evidence=said, is_final=True)


def test_the_same_key_hands_evidence_in_once(bank: Gateway, disputed: str) -> None:
    request = {"key": "e:1", "dispute_id": disputed, "evidence": {"customer_name": "Ana"}}

    first = bank.submit_evidence(**request, is_final=True)

    assert bank.submit_evidence(**request, is_final=True) == first


def test_a_dispute_is_accepted_once(bank: Gateway, disputed: str) -> None:
    assert bank.accept_dispute(key="a:1", dispute_id=disputed).status == "lost"
    assert bank.accept_dispute(key="a:1", dispute_id=disputed).status == "lost"
    with pytest.raises(GatewayRefused):
        bank.accept_dispute(key="a:2", dispute_id=disputed)


def test_what_we_may_say_is_what_stripe_reads() -> None:
    assert set(EVIDENCE) <= set(chargebacks.TEXTS)
    assert MOST_LETTERS == MOST_THERE


def test_a_refund_says_why_it_failed(bank: Gateway, fake_stripe: FakeStripe, payment: str) -> None:
    refund = fake_stripe.control.refund_at_desk(payment, amount=500)
    fake_stripe.control.end_refund(refund["id"], "failed", reason="expired_or_canceled_card")

    (found,) = bank.find_refunds(payment_intent=payment)

    assert (found.is_failed, found.failure) == (True, "expired_or_canceled_card")


def test_a_payout_of_an_account_says_why_its_bank_sent_it_back(
    bank: Gateway, fake_stripe: FakeStripe
) -> None:
    account = bank.create_recipient(key="a:1", email="ben@example.com", country="ES", name="Ben")
    payout = fake_stripe.control.pay_out(account, amount=700)["id"]
    assert not bank.payout(payout, account_id=account).is_failed

    fake_stripe.control.bounce(account, payout, code="no_account", message="No such account.")

    found = bank.payout(payout, account_id=account)
    assert (found.is_failed, found.failure_code, found.failure) == (
        True,
        "no_account",
        "No such account.",
    )
