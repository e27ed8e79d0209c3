"""The stand-in's news, knocking at the processor's door: in order, doubled, or shuffled."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from outside.stripe.testing import FakeStripe
from tests.post import drain

DOORS = {"platform": "/webhooks/stripe", "connect": "/webhooks/stripe/connect"}


class News:
    """What the stand-in has told, and what of it has arrived."""

    def __init__(self, browser: Any, fake_stripe: FakeStripe) -> None:
        self._browser = browser
        self._stripe = fake_stripe
        self._arrived: set[int] = set()

    def untold(self) -> list[dict[str, Any]]:
        """Return what has not arrived yet, the oldest first."""
        told = self._stripe.control.deliveries()
        return [one for one in told if one["id"] not in self._arrived]

    def arrive(self, *, copies: int = 1, chance: random.Random | None = None) -> int:
        """Let everything untold knock, and have it carried out; returns how many knocked."""
        waiting = self.untold() * copies
        if chance:
            chance.shuffle(waiting)
        for delivery in waiting:
            self.knock(delivery)
            if chance is None or chance.random() < 0.5:
                drain()
        drain()
        return len(waiting)

    def knock(self, delivery: dict[str, Any]) -> None:
        """Let one event knock at its door."""
        self._arrived.add(delivery["id"])
        body, signature = self._stripe.signed(delivery)
        answer = self._browser.post(
            DOORS[delivery["side"]],
            body,
            content_type="application/json",
            headers={"Stripe-Signature": signature},
        )
        assert answer.status_code == 200, answer.content


@pytest.fixture
def news(client_for: Callable[..., Any], fake_stripe: FakeStripe) -> News:
    """News of the stand-in, from now on."""
    return News(client_for(None), fake_stripe)
