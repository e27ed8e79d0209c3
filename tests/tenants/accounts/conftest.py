"""Who goes from host to host, and an operator's own domain."""

import pytest

from kith.wall import forget_tenants, in_public
from tenants.registry.models import Domain
from tests.clock import NOON
from tests.factories.accounts import a_person
from tests.tenants.accounts.browser import OWN, Browser


@pytest.fixture
def browser():
    return Browser()


@pytest.fixture
def own_domain(acme):
    with in_public():
        Domain.objects.create(
            tenant_id=acme.uuid, host=OWN, token="t", claimed_at=NOON, verified_at=NOON
        )
    forget_tenants()
    yield OWN
    forget_tenants()


@pytest.fixture
def person(acme):
    return a_person(tenant=acme)
