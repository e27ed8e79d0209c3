"""Every object the stand-in returns is one that Stripe's OpenAPI file describes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from outside.stripe.testing import DECLINED, FakeStripe
from tests.outside.stripe.openapi import Contract

KINDS = (
    "account",
    "account_link",
    "balance",
    "balance_transaction",
    "charge",
    "checkout.session",
    "dispute",
    "event",
    "payment_intent",
    "payout",
    "refund",
    "transfer",
    "transfer_reversal",
)


def a_recipient(api: httpx.Client) -> dict[str, Any]:
    form = {
        "country": "ES",
        "email": "ben@example.com",
        "capabilities[transfers][requested]": "true",
        "controller[losses][payments]": "application",
        "controller[fees][payer]": "application",
        "controller[stripe_dashboard][type]": "express",
    }
    found: dict[str, Any] = api.post("/v1/accounts", data=form).json()
    return found


def at_the_desk_and_the_bank(
    api: httpx.Client, fake_stripe: FakeStripe, account: str
) -> list[dict[str, Any]]:
    """Disputes in each of their states, a refund that fails late, and a payout that bounces."""
    control, seen = fake_stripe.control, []
    for outcomes in (["under_review", "won", "reopened", "lost"], ["warning_closed"]):
        paid = control.charge(amount=5000)["payment_intent"]
        seen.append(control.dispute(paid, is_inquiry=outcomes == ["warning_closed"]))
        name = seen[-1]["id"]
        seen += [control.decide(name, outcome) for outcome in outcomes]
    evidence = {"evidence[product_description]": "A line with 10 GB", "submit": "false"}
    disputed = control.dispute(control.charge(amount=5000)["payment_intent"], amount=1200)
    seen.append(api.post(f"/v1/disputes/{disputed['id']}", data=evidence).json())
    seen.append(api.post(f"/v1/disputes/{disputed['id']}/close").json())
    refund = control.refund_at_desk(control.charge(amount=5000)["payment_intent"])
    seen += [refund, control.end_refund(refund["id"], "failed", reason="lost_or_stolen_card")]
    control.set_balance(available=5000, account=account)
    payout = control.pay_out(account, amount=700)
    return [*seen, payout, control.bounce(account, payout["id"])]


@pytest.fixture
def everything(
    api: httpx.Client, fake_stripe: FakeStripe, checkout: Callable[..., dict[str, Any]]
) -> list[dict[str, Any]]:
    """One of each object, in each of its states that matter."""
    control, seen = fake_stripe.control, []

    def post(path: str, **form: str) -> dict[str, Any]:
        answer = api.post(path, data=form)
        assert answer.status_code == 200, answer.text
        seen.append(answer.json())
        return answer.json()

    session = checkout()
    seen += [session, api.get(f"/v1/checkout/sessions/{session['id']}").json()]
    seen.append(control.pay(session["id"], card=DECLINED))
    paid = control.pay(session["id"])
    seen += [paid, api.get(f"/v1/checkout/sessions/{session['id']}").json()]
    asked = checkout()
    post("/v1/payment_intents", amount="700", currency="eur")
    post(f"/v1/checkout/sessions/{asked['id']}/expire")
    proof = api.post(
        "/v1/payment_intents",
        data={
            "amount": "700",
            "currency": "eur",
            "confirm": "true",
            "payment_method": "pm_card_authenticationRequired",
        },
    ).json()
    assert proof["status"] == "requires_action"
    seen.append(proof)
    post("/v1/refunds", payment_intent=paid["id"], amount="300")
    account = a_recipient(api)
    seen.append(account)
    post(
        "/v1/account_links",
        account=account["id"],
        type="account_onboarding",
        return_url="http://shop.test/back",
        refresh_url="http://shop.test/again",
    )
    control.set_payouts(account["id"], is_enabled=True)
    seen.append(api.get(f"/v1/accounts/{account['id']}").json())
    made = control.bulk(accounts=[{"ref": "a", "email": "c@example.com", "name": "Cleo"}])
    seen.append(api.get(f"/v1/accounts/{made['accounts'][0]['id']}").json())
    transfer = post(
        "/v1/transfers", amount="500", currency="eur", destination=account["id"], transfer_group="g"
    )
    post(f"/v1/transfers/{transfer['id']}/reversals", amount="200")
    seen.append(api.get(f"/v1/transfers/{transfer['id']}").json())
    as_account = {"Stripe-Account": account["id"]}
    payout = api.post("/v1/payouts", data={"amount": "100", "currency": "eur"}, headers=as_account)
    seen.append(payout.json())
    seen.append(api.get("/v1/balance").json())
    seen.append(api.get("/v1/balance", headers=as_account).json())
    seen += at_the_desk_and_the_bank(api, fake_stripe, account["id"])
    for path in ("charges", "refunds", "disputes", "balance_transactions", "events"):
        seen += api.get(f"/v1/{path}?limit=100").json()["data"]
    seen += api.get("/v1/events?limit=100", headers=as_account).json()["data"]
    return seen


def test_every_object_is_as_stripe_describes_it(
    everything: list[dict[str, Any]], contract: Contract
) -> None:
    faults = {fault for thing in everything for fault in contract.faults(thing)}

    assert faults == set()
    assert {thing["object"] for thing in everything} == set(KINDS)


def test_things_put_in_place_in_bulk_are_too(
    api: httpx.Client, fake_stripe: FakeStripe, contract: Contract
) -> None:
    made = fake_stripe.control.bulk(
        accounts=[{"ref": "ben", "email": "ben@example.com", "name": "Ben", "country": "ES"}],
        payments=[{"ref": "first", "amount": 5000, "currency": "EUR", "label": "Plan"}],
        refunds=[{"payment": "first", "amount": 100}],
        transfers=[{"ref": "t", "account": "ben", "amount": 40, "currency": "EUR"}],
        reversals=[{"transfer": "t", "amount": 10}],
    )
    paths = [
        f"accounts/{made['accounts'][0]['id']}",
        f"checkout/sessions/{made['payments'][0]['session']}",
        f"payment_intents/{made['payments'][0]['payment_intent']}",
        f"charges/{made['payments'][0]['charge']}",
        f"refunds/{made['refunds'][0]['id']}",
        f"transfers/{made['transfers'][0]['id']}",
    ]
    found = [api.get(f"/v1/{path}").json() for path in paths]

    assert [fault for thing in found for fault in contract.faults(thing)] == []


def test_expanded_things_are_whole_and_described(
    api: httpx.Client, fake_stripe: FakeStripe, contract: Contract
) -> None:
    made = fake_stripe.control.charge(amount=5000)

    path = f"/v1/payment_intents/{made['payment_intent']}"
    found = api.get(path, params={"expand[0]": "latest_charge.balance_transaction"}).json()

    assert found["latest_charge"]["balance_transaction"]["fee"] == 100
    assert contract.faults(found) == []


def test_the_lines_of_a_session_are_given_when_asked_for(
    api: httpx.Client, checkout: Callable[..., dict[str, Any]], contract: Contract
) -> None:
    path = f"/v1/checkout/sessions/{checkout()['id']}"

    found = api.get(path, params={"expand[0]": "line_items"}).json()

    assert [item["description"] for item in found["line_items"]["data"]] == ["Plan Amable"]
    assert contract.faults(found) == []


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/transfers/tr_none", 404),
        ("POST", "/v1/refunds", 400),
        ("POST", "/v1/payment_intents", 400),
        ("GET", "/v1/nothing", 404),
    ],
)
def test_refusals_have_the_shape_of_stripes(
    api: httpx.Client, contract: Contract, method: str, path: str, status: int
) -> None:
    answer = api.request(method, path)

    assert answer.status_code == status
    assert contract.faults(answer.json()["error"], "api_errors") == []
    assert answer.headers["Request-Id"].startswith("req_")


def test_the_description_is_really_asked(
    fake_stripe: FakeStripe, api: httpx.Client, contract: Contract
) -> None:
    made = fake_stripe.control.charge(amount=5000)
    charge = api.get(f"/v1/charges/{made['charge']}").json()

    wrong = {**charge, "amount": "5000", "colour": "blue", "status": "fine"}
    del wrong["captured"]

    assert len(contract.faults(wrong)) == 4
