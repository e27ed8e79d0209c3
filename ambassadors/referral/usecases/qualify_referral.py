"""Let a referral count once its customer is in service and has paid often enough."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ambassadors.referral.events import ReferralQualified
from ambassadors.referral.models import Referral
from ambassadors.referral.queries import terms_at
from kith.outbox import publish
from kith.wall import public_side


@public_side
@transaction.atomic
def qualify_referral(*, referred_id: UUID, at: datetime) -> Referral | None:
    """
    Return the customer's referral, qualified if it now shows enough; None where nobody is named.

    A held referral keeps what it has shown and waits; one already qualified stays as it is.
    """
    referral = Referral.objects.locked().filter(referred_id=referred_id).first()
    if referral is None or referral.qualified_at or referral.is_held:
        return referral
    if referral.activated_at is None:
        return referral
    if referral.paid_cycles.count() < terms_at(at=at).paid_cycles:
        return referral
    referral.qualified_at = at
    referral.save(update_fields=["qualified_at"])
    publish(
        ReferralQualified(referral_id=referral.pk, referrer_id=referral.referrer_id),
        key=f"referral.qualified:{referral.pk}",
    )
    return referral
