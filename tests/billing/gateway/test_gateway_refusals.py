"""What each failure at the processor lets the caller believe."""

from __future__ import annotations

import pytest
import stripe

from billing.gateway import (
    CardDeclined,
    Gateway,
    GatewayBusy,
    GatewayRefused,
    GatewayUncertain,
)
from billing.gateway.translation import refusal_of
from kith.money import Money
from outside.stripe.testing import FakeStripe

ALL_ATTEMPTS = 3
TRANSFER = "POST /v1/transfers"


@pytest.fixture
def send(bank: Gateway, fake_stripe: FakeStripe):
    account = fake_stripe.control.bulk(accounts=[{"email": "b@example.com"}])["accounts"][0]["id"]
    fake_stripe.control.set_balance(available=1000)

    def one(key: str = "t", amount: int = 100, to: Gateway = bank):
        return to.transfer(key=key, amount=Money(amount, "EUR"), account_id=account, group="g")

    return one


def sent(bank: Gateway) -> int:
    return len(bank.find_transfers(group="g"))


@pytest.mark.parametrize("kind", ["500_before", "drop_before", "drop_after", "409"])
@pytest.mark.parametrize("count", [1, 2])
def test_the_client_heals_what_passes_by_itself(
    bank: Gateway, fake_stripe: FakeStripe, send, kind: str, count: int
) -> None:
    fake_stripe.control.fail(TRANSFER, kind, count=count)

    send()

    assert sent(bank) == 1


@pytest.mark.parametrize(
    ("kind", "done"),
    [("500_before", 0), ("500_saved", 0), ("500_after", 1), ("drop_before", 0), ("drop_after", 1)],
)
def test_what_does_not_pass_is_uncertain(
    bank: Gateway, fake_stripe: FakeStripe, send, kind: str, done: int
) -> None:
    fake_stripe.control.fail(TRANSFER, kind, count=ALL_ATTEMPTS)

    with pytest.raises(GatewayUncertain):
        send()

    assert sent(bank) == done


@pytest.mark.parametrize("kind", ["drop_before", "drop_after", "500_before"])
def test_the_same_key_again_ends_the_doubt(
    bank: Gateway, fake_stripe: FakeStripe, send, kind: str
) -> None:
    fake_stripe.control.fail(TRANSFER, kind, count=ALL_ATTEMPTS)
    with pytest.raises(GatewayUncertain):
        send()

    assert send().amount == Money(100, "EUR")
    assert sent(bank) == 1


def test_a_replayed_500_is_ended_only_by_looking(
    bank: Gateway, fake_stripe: FakeStripe, send
) -> None:
    fake_stripe.control.fail(TRANSFER, "500_after")

    for _ in range(2):
        with pytest.raises(GatewayUncertain):
            send()

    assert [one.amount for one in bank.find_transfers(group="g")] == [Money(100, "EUR")]


def test_no_answer_in_time_is_uncertain(fake_stripe: FakeStripe, bank: Gateway, send) -> None:
    hasty = Gateway(
        secret_key="sk_test_kith", api_base=fake_stripe.base, timeout=(1, 0.2), retries=0
    )
    fake_stripe.control.fail(TRANSFER, "slow", seconds=0.6)

    with pytest.raises(GatewayUncertain):
        send(to=hasty)
    fake_stripe.control.drain()

    assert send().amount == Money(100, "EUR")
    assert sent(bank) == 1


def test_too_many_requests_is_busy_and_nothing_is_done(
    bank: Gateway, fake_stripe: FakeStripe, send
) -> None:
    fake_stripe.control.fail(TRANSFER, "429")

    with pytest.raises(GatewayBusy):
        send()

    assert sent(bank) == 0


def test_a_key_that_means_something_else_is_uncertain(bank: Gateway, send) -> None:
    send(amount=100)

    with pytest.raises(GatewayUncertain) as refused:
        send(amount=101)

    assert refused.value.reason == "idempotency_error"


def test_a_key_at_work_elsewhere_is_uncertain(fake_stripe: FakeStripe, send) -> None:
    fake_stripe.control.fail(TRANSFER, "409", count=ALL_ATTEMPTS)

    with pytest.raises(GatewayUncertain) as refused:
        send()

    assert refused.value.reason == "idempotency_key_in_use"


@pytest.mark.parametrize("account", ["acct_none", ""])
def test_an_account_that_is_not_there_is_refused(bank: Gateway, account: str) -> None:
    with pytest.raises(GatewayRefused):
        bank.transfer(key="t", amount=Money(1, "EUR"), account_id=account, group="g")


def test_a_thing_that_is_not_there_is_refused(bank: Gateway) -> None:
    with pytest.raises(GatewayRefused) as refused:
        bank.retrieve_checkout("cs_test_none")

    assert refused.value.reason == "resource_missing"


def test_a_key_of_ours_that_is_not_accepted_leaves_everything_as_it_was(
    fake_stripe: FakeStripe, bank: Gateway, send
) -> None:
    stranger = Gateway(secret_key="sk_live_wrong", api_base=fake_stripe.base)

    with pytest.raises(GatewayBusy):
        send(to=stranger)

    assert sent(bank) == 0


def test_a_processor_that_is_not_there_is_uncertain(send, monkeypatch) -> None:
    nobody = Gateway(secret_key="sk_test_kith", api_base="http://127.0.0.1:9")

    with pytest.raises(GatewayUncertain):
        send(to=nobody)


def test_a_declined_card_says_why() -> None:
    error = {"code": "card_declined", "decline_code": "insufficient_funds", "type": "card_error"}
    failure = stripe.CardError(
        "Your card has insufficient funds.",
        None,
        "card_declined",
        http_status=402,
        json_body={"error": error},
    )

    refusal = refusal_of(failure)

    assert isinstance(refusal, CardDeclined)
    assert (refusal.reason, str(refusal)) == (
        "insufficient_funds",
        "Your card has insufficient funds.",
    )
    assert refusal.mend


@pytest.mark.parametrize("failure", [stripe.StripeError("?"), stripe.APIError("?")])
def test_what_nobody_foresaw_is_uncertain(failure: stripe.StripeError) -> None:
    assert isinstance(refusal_of(failure), GatewayUncertain)
