"""Take back what a refunded invoice counted for."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ambassadors.referral.models import PaidCycle, Referral
from ambassadors.referral.queries import terms_at
from ambassadors.referral.usecases.hold_referral import hold_referral
from kith.wall import public_side


@public_side
@transaction.atomic
def drop_paid_cycle(*, invoice_id: UUID, is_full: bool = True, at: datetime) -> Referral | None:
    """
    Stop counting one invoice that was wholly refunded; None where it never counted.

    A referral that qualified by it is held for a human: it is not taken away by a machine.
    """
    if not is_full:
        return None
    cycle = PaidCycle.objects.filter(invoice_id=invoice_id).first()
    if cycle is None:
        return None
    referral = Referral.objects.locked().get(pk=cycle.referral_id)
    cycle.delete()
    is_short = referral.paid_cycles.count() < terms_at(at=at).paid_cycles
    if referral.qualified_at and is_short:
        return hold_referral(referral_id=referral.pk, reason="an invoice was refunded", at=at)
    return referral
