"""Let a held referral count again."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ambassadors.referral.models import Referral
from ambassadors.referral.usecases.qualify_referral import qualify_referral
from kith.errors import DomainError
from kith.wall import public_side


class ReleasedByParty(DomainError):
    code = "referral.released_by_party"


@public_side
@transaction.atomic
def release_referral(*, referral_id: int, by: UUID, at: datetime) -> Referral:
    """
    Release one held referral, and qualify it if it has shown enough meanwhile.

    :raises ReleasedByParty: one of the two people tries to release it
    """
    referral = Referral.objects.locked().get(pk=referral_id)
    if by in {referral.referrer_id, referral.referred_id}:
        raise ReleasedByParty(
            _("Nobody releases a referral they are part of."),
            mend=_("Ask a colleague to look at it."),
        )
    if not referral.is_held:
        return referral
    referral.held_at, referral.hold_reason = None, ""
    referral.released_at, referral.released_by = at, by
    referral.save(update_fields=["held_at", "hold_reason", "released_at", "released_by"])
    return qualify_referral(referred_id=referral.referred_id) or referral
