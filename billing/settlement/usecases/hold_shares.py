"""Hold the shares of an invoice until somebody has decided."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.settlement.models import Accrual, Payee, ShareHold
from kith.wall import public_side

DISPUTE, REVERSED = ShareHold.DISPUTE, ShareHold.REVERSED


@public_side
@transaction.atomic
def hold_shares(
    *,
    tenant_id: UUID,
    invoice_number: str,
    reason: str,
    reference: str,
    at: datetime,
    payee_id: UUID | None = None,
) -> ShareHold:
    """
    Keep every run from paying an invoice's shares, of all parties or of one; twice changes nothing.

    A share that stands in a run already is paid with it. Whole shares are held, also where only
    a part of the payment is in doubt.
    """
    shares = Accrual.objects.filter(tenant_id=tenant_id, invoice_number=invoice_number)
    if payee_id:
        shares = shares.filter(payee=payee_id)
    # The payees first, in order: a run being opened for them waits, or we wait for it.
    list(Payee.objects.locked().filter(pk__in=shares.values("payee")))
    standing, _ = ShareHold.objects.standing().get_or_create(
        tenant_id=tenant_id,
        invoice_number=invoice_number,
        reference=reference,
        released_at=None,
        defaults={"payee_id": payee_id, "reason": reason, "held_at": at},
    )
    return standing
