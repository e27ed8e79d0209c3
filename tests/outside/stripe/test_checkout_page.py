"""Somebody pays on the hosted page, with each of the cards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from outside.stripe.testing import (
    ASKS_FOR_PROOF,
    DECLINED,
    PAYS,
    WITHOUT_FUNDS,
    FakeStripe,
)

CARD = {"number": "4242 4242 4242 4242", "expiry": "04 / 30", "cvc": "123", "name": "Ana <b>"}
type Open = Callable[..., dict[str, Any]]


def path_of(session: dict[str, Any]) -> str:
    return urlsplit(session["url"]).path


def session_now(api: httpx.Client, session: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = api.get(f"/v1/checkout/sessions/{session['id']}").json()
    return found


def test_the_page_says_who_is_paid_for_what_and_how_much(
    browser: httpx.Client, checkout: Open
) -> None:
    page = browser.get(path_of(checkout()))

    assert page.status_code == 200
    assert "Acme &lt;Mobile&gt;" in page.text
    assert "Plan Amable" in page.text
    assert page.text.count("€12.90") == 4  # title, total, line, button
    for name in ("number", "expiry", "cvc", "name"):
        assert f'<label for="{name}">' in page.text
        assert f'id="{name}"' in page.text
    assert 'href="http://shop.test/cart"' in page.text
    assert 'lang="en"' in page.text


def test_a_good_card_pays_and_goes_back_to_the_shop(
    browser: httpx.Client, api: httpx.Client, checkout: Open
) -> None:
    session = checkout()

    answer = browser.post(path_of(session), data=CARD)

    assert answer.status_code == 303
    assert answer.headers["Location"] == f"http://shop.test/paid?session={session['id']}"
    now = session_now(api, session)
    assert (now["status"], now["payment_status"], now["url"]) == ("complete", "paid", None)
    intent = api.get(f"/v1/payment_intents/{now['payment_intent']}").json()
    assert (intent["status"], intent["amount_received"]) == ("succeeded", 1290)


def test_a_second_click_pays_once(browser: httpx.Client, api: httpx.Client, checkout: Open) -> None:
    session = checkout()

    answers = [browser.post(path_of(session), data=CARD) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(api.get("/v1/charges").json()["data"]) == 1


@pytest.mark.parametrize(
    ("card", "said", "decline"),
    [
        (DECLINED, "Your card was declined.", "generic_decline"),
        (WITHOUT_FUNDS, "Your card has insufficient funds.", "insufficient_funds"),
        ("4111111111111111", "This is not one of the test cards.", "test_mode_live_card"),
    ],
)
def test_a_declined_card_is_said_and_another_may_be_tried(
    browser: httpx.Client, api: httpx.Client, checkout: Open, card: str, said: str, decline: str
) -> None:
    session = checkout()

    refused = browser.post(path_of(session), data={**CARD, "number": card})

    assert refused.status_code == 402
    assert said in refused.text
    assert 'role="alert"' in refused.text
    assert 'value="Ana &lt;b&gt;"' in refused.text
    assert 'value="123"' not in refused.text
    now = session_now(api, session)
    assert now["status"] == "open"
    intent = api.get(f"/v1/payment_intents/{now['payment_intent']}").json()
    assert intent["last_payment_error"]["decline_code"] == decline
    again = browser.post(path_of(session), data={**CARD, "number": PAYS})
    assert again.status_code == 303
    charges = api.get("/v1/charges", params={"payment_intent": intent["id"]}).json()["data"]
    assert [charge["status"] for charge in charges] == ["succeeded", "failed"]


@pytest.mark.parametrize(("answer", "status"), [("complete", 303), ("fail", 402)])
def test_a_card_that_asks_for_proof_sends_to_the_bank_first(
    browser: httpx.Client, api: httpx.Client, checkout: Open, answer: str, status: int
) -> None:
    session = checkout()

    sent = browser.post(path_of(session), data={**CARD, "number": ASKS_FOR_PROOF})
    assert sent.status_code == 303
    assert session_now(api, session)["status"] == "open"
    question = browser.get(sent.headers["Location"])
    assert "€12.90" in question.text
    done = browser.post(sent.headers["Location"], data={"answer": answer})

    assert done.status_code == status
    paid = session_now(api, session)["payment_status"] == "paid"
    assert paid is (answer == "complete")


def test_the_bank_asks_only_once(browser: httpx.Client, api: httpx.Client, checkout: Open) -> None:
    session = checkout()
    proof = browser.post(path_of(session), data={**CARD, "number": ASKS_FOR_PROOF})
    where = proof.headers["Location"]

    answers = [browser.post(where, data={"answer": "complete"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(api.get("/v1/charges").json()["data"]) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("number", "4242 4242 4242 4241"),
        ("number", ""),
        ("expiry", "13 / 30"),
        ("expiry", "01 / 24"),
        ("cvc", "12"),
        ("name", " "),
    ],
)
def test_what_is_filled_in_wrongly_is_said_beside_its_field(
    browser: httpx.Client, api: httpx.Client, checkout: Open, field: str, value: str
) -> None:
    refused = browser.post(path_of(checkout()), data={**CARD, field: value})

    assert refused.status_code == 422
    assert refused.text.count('aria-invalid="true"') == 1
    assert f'id="{field}-why"' in refused.text
    assert api.get("/v1/charges").json()["data"] == []


def test_a_page_whose_time_is_over_takes_no_card(
    browser: httpx.Client, api: httpx.Client, checkout: Open, fake_stripe: FakeStripe
) -> None:
    session = checkout()
    fake_stripe.control.advance(seconds=24 * 3600 + 1)

    late = browser.post(path_of(session), data=CARD)

    assert late.status_code == 410
    assert "Nothing was charged" in late.text
    assert session_now(api, session)["status"] == "expired"


def test_an_address_nobody_gave_out_is_not_found(browser: httpx.Client) -> None:
    assert browser.get("/c/pay/cs_test_none").status_code == 404
    assert browser.get("/c/proof/pi_none").status_code == 404


@pytest.mark.parametrize("expires_in", [60, 25 * 3600])
def test_a_session_lives_thirty_minutes_to_a_day(
    api: httpx.Client, fake_stripe: FakeStripe, checkout: Open, expires_in: int
) -> None:
    now = int(fake_stripe.control.call("GET", "health")["now"])

    with pytest.raises(httpx.HTTPStatusError):
        checkout(expires_at=str(now + expires_in))


@pytest.mark.parametrize("accepted", ["es-ES,es;q=0.9,en;q=0.8", "ca,es", "ES"])
def test_somebody_who_reads_spanish_is_spoken_to_in_spanish(
    browser: httpx.Client, checkout: Open, accepted: str
) -> None:
    page = browser.get(path_of(checkout()), headers={"Accept-Language": accepted}).text
    refused = browser.post(
        path_of(checkout()), data={**CARD, "cvc": "1"}, headers={"Accept-Language": accepted}
    ).text

    assert 'lang="es"' in page
    assert "Pagar 12,90\xa0€" in page
    assert "Número de tarjeta" in page
    assert "Acme &lt;Mobile&gt;" in page
    assert "Card number" not in page
    assert "Escribe las 3 o 4 cifras de la tarjeta." in refused


def test_a_language_nobody_wrote_falls_back_to_english(
    browser: httpx.Client, checkout: Open
) -> None:
    page = browser.get(path_of(checkout()), headers={"Accept-Language": "eu,ja;q=0.5"}).text

    assert 'lang="en"' in page
