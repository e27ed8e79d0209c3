"""People who already stand somewhere on the ladder."""

from datetime import timedelta

import pytest

from ambassadors.program.models import TierCode
from ambassadors.program.usecases.publish_default_programme import publish_default_programme
from kith.wall import in_public
from tenants.registry.models import Tenant
from tests.clock import NOON
from tests.factories.program import a_person, standing


@pytest.fixture
def acme_owned(rolled_back):
    """The owner of acme, a reseller for 400 days, and acme's id."""
    with in_public():
        publish_default_programme(at=NOON - timedelta(days=900))
        owner = a_person(name="Owen Acme", joined_at=NOON - timedelta(days=900))
        tenant_id = rolled_back["acme"].uuid
        Tenant.objects.filter(pk=tenant_id).update(owner_id=owner.pk)
        standing(owner, TierCode.RESELLER, since=NOON - timedelta(days=400))
    return owner, tenant_id
