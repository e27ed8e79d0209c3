"""Remember when a referred customer's first line came into service."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ambassadors.referral.models import Referral
from ambassadors.referral.usecases.qualify_referral import qualify_referral
from kith.wall import public_side


@public_side
@transaction.atomic
def note_activation(*, referred_id: UUID, at: datetime) -> Referral | None:
    """Keep when the first line came on; a later one changes nothing. None where nobody is named."""
    referral = Referral.objects.locked().filter(referred_id=referred_id).first()
    if referral is None or (referral.activated_at and referral.activated_at <= at):
        return referral
    referral.activated_at = at
    referral.save(update_fields=["activated_at"])
    return qualify_referral(referred_id=referred_id) or referral
