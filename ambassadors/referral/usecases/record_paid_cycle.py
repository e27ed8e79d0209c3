"""Keep what became of one invoice of a referred customer."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ambassadors.referral.models import PaidCycle, Referral
from ambassadors.referral.queries import short_since
from ambassadors.referral.usecases.hold_referral import hold_referral
from ambassadors.referral.usecases.qualify_referral import REFUNDED, qualify_referral
from kith.wall import public_side


@public_side
@transaction.atomic
def record_paid_cycle(
    *, referred_id: UUID, invoice_id: UUID, paid_at: datetime, refunded_at: datetime | None = None
) -> Referral | None:
    """
    Count an invoice from when it was paid until it was wholly refunded; None without a referral.

    Told again it changes nothing. A referral that counted by an invoice which was refunded is held
    for a human: it is not taken away by a machine.
    """
    referral = Referral.objects.locked().filter(referred_id=referred_id).first()
    if referral is None:
        return None
    cycle, _is_new = PaidCycle.objects.get_or_create(
        invoice_id=invoice_id, defaults={"referral": referral, "paid_at": paid_at}
    )
    is_taken_back = refunded_at is not None and cycle.refunded_at is None
    if cycle.refunded_at != refunded_at:
        cycle.refunded_at = refunded_at
        cycle.save(update_fields=["refunded_at"])
    if referral.qualified_at is None:
        return qualify_referral(referred_id=referred_id)
    if is_taken_back and (lost_at := short_since(referral)):
        return hold_referral(referral_id=referral.pk, reason=REFUNDED, at=lost_at)
    return referral
