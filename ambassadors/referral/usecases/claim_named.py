"""Keep a name given in passing, where a refusal must not stop what was being done."""

from datetime import datetime
from uuid import UUID

from ambassadors.referral.models import Referral
from ambassadors.referral.usecases.claim_referral import (
    AlreadyReferred,
    CircularReferral,
    SelfReferral,
    claim_referral,
)
from kith.wall import public_side

NAMED, LINK = Referral.Source.NAMED, Referral.Source.LINK


@public_side
def claim_named(
    *,
    referrer_id: UUID,
    referred_id: UUID,
    tenant_id: UUID | None,
    source: str = NAMED,
    evidence: dict,
    at: datetime,
) -> Referral | None:
    """Return the referral, or None where the name given cannot count: the sale goes on."""
    try:
        return claim_referral(
            referrer_id=referrer_id,
            referred_id=referred_id,
            tenant_id=tenant_id,
            source=source,
            evidence=evidence,
            at=at,
        )
    except (SelfReferral, AlreadyReferred, CircularReferral):
        return None
