"""The stand-in as its own process, a gateway that talks to it, and its OpenAPI file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
import stripe

from billing.gateway import Gateway
from outside.stripe.testing import FakeStripe, start_fake_stripe
from tests.clock import NOON
from tests.outside.stripe.openapi import Contract, load_contract


@pytest.fixture(scope="session")
def stand_in() -> Iterator[FakeStripe]:
    """One stand-in for all tests of this process."""
    with start_fake_stripe() as running:
        yield running


@pytest.fixture
def fake_stripe(stand_in: FakeStripe) -> FakeStripe:
    """A stand-in that knows nothing, at noon."""
    stand_in.control.reset(at=NOON)
    stand_in.control.settings(per_second=0)
    return stand_in


@pytest.fixture
def bank(fake_stripe: FakeStripe, monkeypatch: pytest.MonkeyPatch) -> Gateway:
    """A gateway whose client hardly waits between its attempts."""
    monkeypatch.setattr(stripe.HTTPClient, "INITIAL_DELAY", 0.001)
    monkeypatch.setattr(stripe.HTTPClient, "MAX_DELAY", 0.002)
    return Gateway(secret_key="sk_test_kith", api_base=fake_stripe.base)


@pytest.fixture
def api(fake_stripe: FakeStripe) -> Iterator[httpx.Client]:
    """A bare client, to see what the processor's own client hides."""
    headers = {"Authorization": "Bearer sk_test_kith"}
    with httpx.Client(base_url=fake_stripe.base, headers=headers, trust_env=False) as client:
        yield client


@pytest.fixture
def browser(fake_stripe: FakeStripe) -> Iterator[httpx.Client]:
    """Somebody at the hosted pages."""
    with httpx.Client(base_url=fake_stripe.base, trust_env=False) as client:
        yield client


@pytest.fixture(scope="session")
def contract() -> Contract:
    """Stripe's own description of its objects."""
    return load_contract()


@pytest.fixture
def checkout(api: httpx.Client) -> Callable[..., dict[str, Any]]:
    """Open a checkout session over the bare API."""

    def open_one(**more: str) -> dict[str, Any]:
        form = {
            "mode": "payment",
            "success_url": "http://shop.test/paid?session={CHECKOUT_SESSION_ID}",
            "cancel_url": "http://shop.test/cart",
            "customer_email": "ana@example.com",
            "client_reference_id": "order-1",
            "line_items[0][quantity]": "1",
            "line_items[0][price_data][currency]": "eur",
            "line_items[0][price_data][unit_amount]": "1290",
            "line_items[0][price_data][product_data][name]": "Plan Amable",
            "branding_settings[display_name]": "Acme <Mobile>",
            **more,
        }
        answer = api.post("/v1/checkout/sessions", data=form)
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found

    return open_one
