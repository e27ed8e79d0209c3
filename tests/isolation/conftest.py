"""The two shops, and the people who knock at their doors."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.db import transaction

from billing.invoicing.questions import sponsor_of_seller
from billing.settlement.questions import sponsored_kinds
from catalog.ordering.questions import checkout_url
from kith.questions import answering
from kith.wall import TenantRef, forget_tenants, in_public
from tests.conftest import clear_caches
from tests.factories.pulse import everybody_alive
from tests.isolation.visitors import Visitors
from tests.isolation.world import World, a_candidate, make_world

OUTSIDE = "https://outside.example/"


@pytest.fixture(scope="module")
def world(house: dict[str, TenantRef]) -> Iterator[World]:
    """
    Both shops and the network, full; taken back when the module is through.

    One world serves many tests, because what each asking changes is taken back at once.
    """
    forget_tenants()
    clear_caches()
    with pytest.MonkeyPatch.context() as patch, in_public(), transaction.atomic():
        everybody_alive()
        candidate = a_candidate(house["acme"])
        # Nothing in these tests reaches the payment processor.
        patch.setattr("billing.settlement.usecases.onboard_payee.gateway", _a_quiet_gateway)
        with answering(
            sponsor_of_seller.by(lambda **_: candidate.pk),
            sponsored_kinds.by(lambda **_: {"reseller"}),
            checkout_url.by(lambda **_: OUTSIDE),
        ):
            yield make_world(house["acme"], house["globex"], candidate)
        transaction.set_rollback(True)
    forget_tenants()


def _a_quiet_gateway() -> SimpleNamespace:
    return SimpleNamespace(
        create_recipient=lambda **_: "acct_quiet", onboarding_link=lambda **_: OUTSIDE
    )


@pytest.fixture(autouse=True)
def _fresh_cache(house: dict[str, TenantRef]) -> None:
    """Rate limits are kept in the cache: no test feels another's."""
    clear_caches()


@pytest.fixture(scope="module")
def visitors(world: World) -> Visitors:
    return Visitors(world)
