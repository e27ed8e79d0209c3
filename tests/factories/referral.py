"""Who encouraged whom."""

from datetime import timedelta
from uuid import UUID

from ambassadors.referral.models import Referral
from kith.wall import public_side
from tenants.accounts.models import Person
from tests.clock import NOON


@public_side
def a_referral(*, referrer: Person, referred: Person, tenant_id: UUID | None = None, **more):
    """One customer's one referrer."""
    facts = {"claimed_at": NOON - timedelta(days=150)} | more
    facts.setdefault("named_at", facts["claimed_at"])
    return Referral.objects.create(
        referrer_id=referrer.pk, referred_id=referred.pk, tenant_id=tenant_id, **facts
    )


def a_qualified_referral(*, referrer: Person, referred: Person, tenant_id: UUID | None = None):
    """A referral that counts."""
    return a_referral(
        referrer=referrer,
        referred=referred,
        tenant_id=tenant_id,
        activated_at=NOON - timedelta(days=149),
        qualified_at=NOON - timedelta(days=100),
    )
