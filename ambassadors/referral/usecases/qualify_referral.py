"""Let a referral count once its customer is in service and has paid often enough."""

from uuid import UUID

from django.db import transaction

from ambassadors.referral.events import ReferralQualified
from ambassadors.referral.models import Referral
from ambassadors.referral.queries import counted_at, short_since
from ambassadors.referral.usecases.hold_referral import hold_referral
from kith.outbox import publish
from kith.wall import public_side

REFUNDED = "an invoice was refunded"


@public_side
@transaction.atomic
def qualify_referral(*, referred_id: UUID) -> Referral | None:
    """
    Return the customer's referral, qualified if it ever showed enough; None where nobody is named.

    It counts from the moment it did, in whatever order we were told; where a refund has taken that
    back meanwhile, it is held for a human. A held referral keeps what it has shown and waits; one
    already qualified stays as it is.
    """
    referral = Referral.objects.locked().filter(referred_id=referred_id).first()
    if referral is None or referral.qualified_at or referral.is_held:
        return referral
    referral.qualified_at = counted_at(referral)
    if referral.qualified_at is None:
        return referral
    referral.save(update_fields=["qualified_at"])
    publish(
        ReferralQualified(referral_id=referral.pk, referrer_id=referral.referrer_id),
        key=f"referral.qualified:{referral.pk}",
    )
    if lost_at := short_since(referral):
        return hold_referral(referral_id=referral.pk, reason=REFUNDED, at=lost_at)
    return referral
