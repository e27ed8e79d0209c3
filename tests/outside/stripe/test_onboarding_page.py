"""Somebody shows who they are and where to pay them."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import httpx
import pytest

from billing.gateway import Gateway
from outside.stripe.testing import FakeStripe

ME = {
    "step": "identity",
    "first_name": "Ben",
    "last_name": "Ortiz",
    "day": "1",
    "month": "12",
    "year": "1990",
    "terms": "yes",
}
ACCOUNT = {"step": "bank", "holder": "Ben Ortiz", "iban": "DE89 3704 0044 0532 0130 00"}
BACK, AGAIN = "http://shop.test/back", "http://shop.test/again"


@pytest.fixture
def recipient(bank: Gateway) -> str:
    return bank.create_recipient(key="r", email="ben@example.com", country="ES", name="Ben")


@pytest.fixture
def link(bank: Gateway, recipient: str) -> Callable[[], str]:
    def make() -> str:
        url = bank.onboarding_link(account_id=recipient, return_url=BACK, refresh_url=AGAIN)
        return urlsplit(url).path

    return make


def enter(browser: httpx.Client, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 303
    return answer.headers["Location"]


def test_two_steps_open_the_account_for_payouts(
    bank: Gateway, browser: httpx.Client, recipient: str, link: Callable[[], str]
) -> None:
    assert not bank.recipient_state(recipient).payouts_enabled
    page = enter(browser, link())

    assert "Who are you?" in browser.get(page).text
    first = browser.post(page, data=ME)
    assert first.status_code == 303
    assert "Where should we pay you?" in browser.get(page).text
    assert bank.recipient_state(recipient).requirements == ("external_account",)
    done = browser.post(page, data=ACCOUNT)

    assert (done.status_code, done.headers["Location"]) == (303, BACK)
    state = bank.recipient_state(recipient)
    assert (state.payouts_enabled, state.transfers_enabled) == (True, True)
    assert state.requirements == ()


def test_a_link_opens_once(browser: httpx.Client, link: Callable[[], str]) -> None:
    path = link()

    assert "/connect/session/" in enter(browser, path)
    assert enter(browser, path) == AGAIN


def test_a_link_opens_for_five_minutes(
    browser: httpx.Client, fake_stripe: FakeStripe, link: Callable[[], str]
) -> None:
    path = link()
    fake_stripe.control.advance(seconds=301)

    assert enter(browser, path) == AGAIN


def test_an_unknown_link_is_not_found(browser: httpx.Client) -> None:
    assert browser.get("/connect/setup/none").status_code == 404
    assert browser.get("/connect/session/none").status_code == 410


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [("first_name", "", "first_name"), ("month", "13", "day"), ("terms", "", "terms")],
)
def test_an_identity_that_is_not_complete_is_refused(
    browser: httpx.Client, link: Callable[[], str], field: str, value: str, shown: str
) -> None:
    page = enter(browser, link())

    refused = browser.post(page, data={**ME, field: value})

    assert refused.status_code == 422
    assert f'id="{shown}-why"' in refused.text


@pytest.mark.parametrize("iban", ["", "DE89 3704 0044 0532 0130 01", "hello"])
def test_a_wrong_iban_is_refused(browser: httpx.Client, link: Callable[[], str], iban: str) -> None:
    page = enter(browser, link())
    browser.post(page, data=ME)

    refused = browser.post(page, data={**ACCOUNT, "iban": iban})

    assert refused.status_code == 422
    assert 'id="iban-why"' in refused.text


def test_an_identity_that_cannot_be_proven_waits_for_a_document(
    bank: Gateway, browser: httpx.Client, recipient: str, link: Callable[[], str]
) -> None:
    page = enter(browser, link())
    browser.post(page, data={**ME, "day": "1", "month": "1", "year": "1900"})
    browser.post(page, data=ACCOUNT)

    state = bank.recipient_state(recipient)

    assert (state.payouts_enabled, state.is_submitted) == (False, True)
    assert state.requirements == ("individual.verification.document",)
