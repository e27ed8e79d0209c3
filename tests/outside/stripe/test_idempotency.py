"""A key means one request for a day, whatever became of it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import httpx

from outside.stripe.testing import FakeStripe

PAYMENT = {"amount": "700", "currency": "eur", "confirm": "true", "payment_method": "pm_card_visa"}


def post(api: httpx.Client, key: str, path: str = "/v1/payment_intents", **form: str):
    return api.post(path, data={**PAYMENT, **form}, headers={"Idempotency-Key": key})


def charges(api: httpx.Client) -> int:
    return len(api.get("/v1/charges").json()["data"])


def test_the_same_request_again_gets_the_first_answer(api: httpx.Client) -> None:
    first = post(api, "k")
    again = post(api, "k")

    assert again.json() == first.json()
    assert "Idempotent-Replayed" not in first.headers
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.headers["Original-Request"] == first.headers["Request-Id"]
    assert charges(api) == 1


def test_other_parameters_under_the_same_key_are_refused(api: httpx.Client) -> None:
    post(api, "k")

    other = post(api, "k", amount="701")

    assert other.status_code == 400
    assert other.json()["error"]["type"] == "idempotency_error"
    assert charges(api) == 1


def test_another_endpoint_under_the_same_key_is_refused(api: httpx.Client) -> None:
    post(api, "k")

    other = post(api, "k", path="/v1/refunds")

    assert other.json()["error"]["type"] == "idempotency_error"
    assert "/v1/payment_intents" in other.json()["error"]["message"]


def test_a_key_at_work_answers_409(api: httpx.Client, fake_stripe: FakeStripe) -> None:
    fake_stripe.control.fail("POST /v1/payment_intents", "slow", seconds=0.4)

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: post(api, "k"), range(2)))

    assert sorted(answer.status_code for answer in answers) == [200, 409]
    refused = next(answer for answer in answers if answer.status_code == 409)
    assert refused.json()["error"]["code"] == "idempotency_key_in_use"
    assert charges(api) == 1


def test_a_500_is_remembered_and_replayed(api: httpx.Client, fake_stripe: FakeStripe) -> None:
    fake_stripe.control.fail("POST /v1/payment_intents", "500_after")

    answers = [post(api, "k"), post(api, "k")]

    assert [answer.status_code for answer in answers] == [500, 500]
    assert answers[1].headers["Idempotent-Replayed"] == "true"
    assert answers[0].headers["Stripe-Should-Retry"] == "false"
    assert charges(api) == 1


def test_a_500_before_the_work_leaves_the_key_free(
    api: httpx.Client, fake_stripe: FakeStripe
) -> None:
    fake_stripe.control.fail("POST /v1/payment_intents", "500_before")

    assert [post(api, "k").status_code for _ in range(2)] == [500, 200]
    assert charges(api) == 1


def test_a_500_may_be_remembered_though_nothing_was_done(
    api: httpx.Client, fake_stripe: FakeStripe
) -> None:
    fake_stripe.control.fail("POST /v1/payment_intents", "500_saved")

    assert [post(api, "k").status_code for _ in range(2)] == [500, 500]
    assert charges(api) == 0


def test_a_request_that_cannot_be_read_leaves_its_key_free(api: httpx.Client) -> None:
    assert post(api, "k", amount="5.0").json()["error"]["code"] == "parameter_invalid_integer"
    assert post(api, "k").status_code == 200


def test_a_decline_uses_the_key_up_and_leaves_its_trace(api: httpx.Client) -> None:
    card = {"payment_method": "pm_card_chargeDeclined"}

    answers = [post(api, "k", **card), post(api, "k", **card)]

    assert [answer.status_code for answer in answers] == [402, 402]
    assert answers[1].headers["Idempotent-Replayed"] == "true"
    assert answers[0].json()["error"]["decline_code"] == "generic_decline"
    assert [one["status"] for one in api.get("/v1/charges").json()["data"]] == ["failed"]


def test_keys_are_forgotten_after_a_day_of_the_stand_ins_clock(
    api: httpx.Client, fake_stripe: FakeStripe
) -> None:
    post(api, "k")
    fake_stripe.control.advance(seconds=24 * 3600 - 60)
    post(api, "k")
    assert charges(api) == 1

    fake_stripe.control.advance(seconds=120)

    assert "Idempotent-Replayed" not in post(api, "k").headers
    assert charges(api) == 2


def test_control_forgets_keys_at_once(api: httpx.Client, fake_stripe: FakeStripe) -> None:
    post(api, "k")

    assert fake_stripe.control.prune_keys() == 1
    assert "Idempotent-Replayed" not in post(api, "k").headers


def test_accounts_do_not_share_keys(api: httpx.Client) -> None:
    post(api, "k")
    headers = {"Idempotency-Key": "k", "Stripe-Account": "acct_other"}

    other = api.post("/v1/payment_intents", data=PAYMENT, headers=headers)

    assert "Idempotent-Replayed" not in other.headers
