"""Count one paid invoice of a referred customer."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ambassadors.referral.models import PaidCycle, Referral
from ambassadors.referral.usecases.qualify_referral import qualify_referral
from kith.wall import public_side


@public_side
@transaction.atomic
def record_paid_cycle(*, referred_id: UUID, invoice_id: UUID, at: datetime) -> Referral | None:
    """Count an invoice once and qualify the referral if that was enough; None without one."""
    referral = Referral.objects.locked().filter(referred_id=referred_id).first()
    if referral is None:
        return None
    PaidCycle.objects.get_or_create(
        invoice_id=invoice_id, defaults={"referral": referral, "paid_at": at}
    )
    return qualify_referral(referred_id=referred_id, at=at)
