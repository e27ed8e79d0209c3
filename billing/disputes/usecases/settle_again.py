"""Have the lost disputes of a payment settled anew, because its refunds moved."""

from __future__ import annotations

from django.db import transaction

from billing.disputes.events import DisputeChanged
from billing.disputes.models import Dispute
from kith.outbox import publish
from kith.wall import public_side


@public_side
@transaction.atomic
def settle_again(*, payment_reference: str) -> int:
    """
    Tell the tenant of each lost dispute of a payment that it is to be followed once more.

    What its parties answer for depends on what else was given back of the payment. Returns how
    many there are; safe to repeat.
    """
    lost = Dispute.objects.filter(payment_reference=payment_reference, status=Dispute.LOST)
    known = lost.filter(tenant_id__isnull=False).order_by("pk")
    for row in known:
        publish(DisputeChanged(dispute_id=row.pk), to_tenant=row.tenant_id)
    return len(known)
