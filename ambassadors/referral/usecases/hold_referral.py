"""Stop a referral from counting until a human has looked."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ambassadors.referral.models import Referral
from kith.errors import DomainError
from kith.wall import public_side


class HoldWithoutReason(DomainError):
    code = "referral.hold_without_reason"


@public_side
@transaction.atomic
def hold_referral(*, referral_id: int, reason: str, at: datetime) -> Referral:
    """
    Hold one referral; holding it again keeps the first hold.

    :raises HoldWithoutReason: no reason was given
    """
    if not reason.strip():
        raise HoldWithoutReason(_("A hold needs a reason."), mend=_("Say what looks wrong."))
    referral = Referral.objects.locked().get(pk=referral_id)
    if referral.is_held:
        return referral
    referral.held_at, referral.hold_reason = at, reason.strip()
    referral.save(update_fields=["held_at", "hold_reason"])
    return referral
