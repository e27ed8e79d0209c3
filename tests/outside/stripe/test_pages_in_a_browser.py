"""The hosted pages on a phone and on a desk, in both themes, held against WCAG."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from billing.gateway import Gateway
from outside.stripe.testing import ASKS_FOR_PROOF, DECLINED, FakeStripe
from tests.in_chromium import axe_violations


@pytest.fixture(params=[(360, "light"), (1280, "dark")], ids=["phone", "desk"])
def page(request: pytest.FixtureRequest, chromium: Any) -> Iterator[Page]:
    width, scheme = request.param
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    yield page
    context.close()


@pytest.fixture
def shop(fake_stripe: FakeStripe) -> str:
    """Any address that answers stands for the shop."""
    return f"{fake_stripe.base}/_control/health?shop="


def inspect(page: Page) -> None:
    """Hold the page against axe, and see that nothing runs off its side."""
    assert [(one["id"], one["nodes"][0]["html"]) for one in axe_violations(page)] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def fill_card(page: Page, number: str) -> None:
    page.get_by_label("Card number").fill(number)
    page.get_by_label("Expiry").fill("04 / 30")
    page.get_by_label("CVC").fill("123")
    page.get_by_label("Name on the card").fill("Ana Pérez")
    page.get_by_role("button", name="Pay €12.90").click()


def test_somebody_is_declined_proves_who_they_are_and_pays(
    page: Page, checkout: Callable[..., dict[str, Any]], shop: str
) -> None:
    page.goto(checkout(success_url=f"{shop}paid-{{CHECKOUT_SESSION_ID}}")["url"])
    inspect(page)
    page.get_by_role("button", name="Pay €12.90").click()
    inspect(page)
    fill_card(page, DECLINED)
    assert page.get_by_role("alert").inner_text() == "Your card was declined."
    inspect(page)
    fill_card(page, ASKS_FOR_PROOF)
    inspect(page)
    page.get_by_role("button", name="Complete").click()

    assert page.url.startswith(f"{shop}paid-cs_test_")


def test_somebody_changes_their_mind(
    page: Page, checkout: Callable[..., dict[str, Any]], shop: str
) -> None:
    page.goto(checkout(cancel_url=f"{shop}cart")["url"])
    page.get_by_role("link", name="Cancel and go back").click()

    assert page.url == f"{shop}cart"


def test_somebody_opens_their_account(page: Page, bank: Gateway, shop: str) -> None:
    account = bank.create_recipient(key="r", email="b@example.com", country="ES", name="Ben's")
    url = bank.onboarding_link(
        account_id=account, return_url=f"{shop}back", refresh_url=f"{shop}new"
    )
    page.goto(url)
    inspect(page)
    page.get_by_role("button", name="Continue").click()
    inspect(page)
    for label, value in (
        ("First name", "Ben"),
        ("Last name", "Ortiz"),
        ("Day of birth", "1"),
        ("Month", "12"),
        ("Year", "1990"),
    ):
        page.get_by_label(label).fill(value)
    page.get_by_label("I agree").check()
    page.get_by_role("button", name="Continue").click()
    inspect(page)
    page.get_by_label("Account holder").fill("Ben Ortiz")
    page.get_by_label("IBAN").fill("ES07 0012 0345 0300 0006 7890")
    page.get_by_role("button", name="Finish").click()

    assert page.url == f"{shop}back"
    assert bank.recipient_state(account).payouts_enabled
