"""A payment processor that behaves like one, and who sponsors a seller."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
import stripe

from billing.invoicing.questions import sponsor_of_seller
from billing.settlement.questions import sponsored_kinds
from kith.questions import answering
from kith.wall import in_public
from outside.stripe.testing import FakeStripe, start_fake_stripe
from tests.factories.settlement import LATER


@pytest.fixture(scope="session")
def stand_in() -> Iterator[FakeStripe]:
    """One stand-in for all tests of this process."""
    with start_fake_stripe() as running:
        yield running


@pytest.fixture
def fake_stripe(stand_in: FakeStripe, settings: Any, monkeypatch: pytest.MonkeyPatch) -> FakeStripe:
    """A stand-in with an open account and 1,000.00 to spend, when every hold is over."""
    monkeypatch.setattr(stripe.HTTPClient, "INITIAL_DELAY", 0.001)
    monkeypatch.setattr(stripe.HTTPClient, "MAX_DELAY", 0.002)
    for name, value in stand_in.settings().items():
        setattr(settings, name, value)
    stand_in.control.reset(at=LATER)
    stand_in.control.settings(per_second=0)
    stand_in.control.clear_faults()
    stand_in.control.set_balance(available=100_000)
    return stand_in


@pytest.fixture
def open_account(fake_stripe: FakeStripe) -> Callable[[], str]:
    """Open an account at the stand-in that can be paid."""

    def make() -> str:
        from billing.gateway import gateway

        with in_public():
            account = gateway().create_recipient(
                key=f"test:{len(opened)}", email="a@example.org", country="ES", name="A"
            )
        fake_stripe.control.set_payouts(account, is_enabled=True)
        opened.append(account)
        return account

    opened: list[str] = []
    return make


@pytest.fixture
def brings_resellers() -> Iterator[None]:
    """Let everybody have brought a reseller, and so may earn by themselves."""
    with answering(sponsored_kinds.by(lambda **_: {"reseller"})):
        yield


@pytest.fixture(autouse=True)
def sponsored_by() -> Iterator[Callable[[UUID | None], None]]:
    """Say who sponsors every seller from now on; nobody at first."""
    sponsor: list[UUID | None] = [None]

    def say(person_id: UUID | None) -> None:
        sponsor[0] = person_id

    with answering(sponsor_of_seller.by(lambda **_: sponsor[0])):
        yield say
