"""Stop a referral from counting until a human has looked."""

from datetime import datetime

from django.db import transaction

from ambassadors.referral.models import Referral
from kith.reasons import read_reason
from kith.wall import public_side


@public_side
@transaction.atomic
def hold_referral(*, referral_id: int, reason: str, at: datetime) -> Referral:
    """
    Hold one referral; holding it again keeps the first hold.

    :raises NoReason, ReasonTooLong: no reason is given, or one that would be cut
    """
    said = read_reason(reason)
    referral = Referral.objects.locked().get(pk=referral_id)
    if referral.is_held:
        return referral
    referral.held_at, referral.hold_reason = at, said
    referral.save(update_fields=["held_at", "hold_reason"])
    return referral
