"""Keep whom a new person named at sign-up."""

from datetime import datetime
from uuid import UUID

from ambassadors.referral.models import Referral
from ambassadors.referral.usecases.claim_named import claim_named


def claim_at_sign_up(
    *,
    person_id: UUID,
    encouraged_by: UUID | None,
    tenant_id: UUID | None,
    registered_at: datetime | None,
    at: datetime,
) -> Referral | None:
    """Return the referral; None where nobody was named, or whoever was named cannot count."""
    if encouraged_by is None:
        return None
    return claim_named(
        referrer_id=encouraged_by,
        referred_id=person_id,
        tenant_id=tenant_id,
        evidence={"said_at": "sign-up"},
        # A letter may be late; what counts is when it was said.
        at=registered_at or at,
    )
