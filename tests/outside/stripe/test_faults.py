"""What breaks on request breaks exactly so."""

from __future__ import annotations

import time

import httpx
import pytest

from outside.stripe.testing import ControlRefused, FakeStripe

ENDPOINT = "POST /v1/payment_intents"
PAYMENT = {"amount": "700", "currency": "eur", "confirm": "true", "payment_method": "pm_card_visa"}


def post(api: httpx.Client, key: str = "k") -> httpx.Response:
    return api.post("/v1/payment_intents", data=PAYMENT, headers={"Idempotency-Key": key})


def charges(api: httpx.Client) -> int:
    return len(api.get("/v1/charges").json()["data"])


@pytest.mark.parametrize(
    ("kind", "status", "done"),
    [
        ("500_before", 500, 0),
        ("500_saved", 500, 0),
        ("500_after", 500, 1),
        ("409", 409, 0),
        ("429", 429, 0),
    ],
)
def test_a_fault_answers_so_and_leaves_so_much_done(
    api: httpx.Client, fake_stripe: FakeStripe, kind: str, status: int, done: int
) -> None:
    fake_stripe.control.fail(ENDPOINT, kind)

    assert post(api).status_code == status
    assert charges(api) == done


@pytest.mark.parametrize(("kind", "done"), [("drop_before", 0), ("drop_after", 1)])
def test_a_dropped_connection_says_nothing(
    api: httpx.Client, fake_stripe: FakeStripe, kind: str, done: int
) -> None:
    fake_stripe.control.fail(ENDPOINT, kind)

    with pytest.raises(httpx.RemoteProtocolError):
        post(api)

    assert charges(api) == done
    assert post(api).status_code == 200
    assert charges(api) == 1


def test_a_slow_answer_comes_late(api: httpx.Client, fake_stripe: FakeStripe) -> None:
    fake_stripe.control.fail(ENDPOINT, "slow", seconds=0.3)
    start = time.monotonic()

    assert post(api).status_code == 200
    assert time.monotonic() - start >= 0.3


def test_a_fault_hits_as_often_as_it_was_armed(api: httpx.Client, fake_stripe: FakeStripe) -> None:
    fake_stripe.control.fail(ENDPOINT, "429", count=2)

    assert [post(api, f"k{n}").status_code for n in range(3)] == [429, 429, 200]


def test_a_fault_hits_only_where_its_pattern_matches(
    api: httpx.Client, fake_stripe: FakeStripe
) -> None:
    fake_stripe.control.fail("* /v1/transfers*", "429")

    assert post(api).status_code == 200
    assert api.get("/v1/transfers").status_code == 429


def test_faults_can_be_disarmed(api: httpx.Client, fake_stripe: FakeStripe) -> None:
    fake_stripe.control.fail("*", "429", count=9)
    fake_stripe.control.clear_faults()

    assert post(api).status_code == 200


def test_an_unknown_fault_is_refused(fake_stripe: FakeStripe) -> None:
    with pytest.raises(ControlRefused, match="explode is none of"):
        fake_stripe.control.fail("*", "explode")


def test_the_twenty_sixth_request_of_a_second_is_too_many(
    api: httpx.Client, fake_stripe: FakeStripe
) -> None:
    fake_stripe.control.settings(per_second=25)

    statuses = [api.get("/v1/charges/none").status_code for _ in range(30)]

    assert statuses[:25] == [404] * 25
    assert 429 in statuses


def test_without_a_test_key_nothing_is_told(browser: httpx.Client) -> None:
    assert browser.get("/v1/balance").status_code == 401
    live = {"Authorization": "Bearer sk_live_x"}
    assert browser.get("/v1/balance", headers=live).status_code == 401
