"""Ask that a refund of what was paid by transfer is sent at the bank."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from billing.bank.models import Allotment, BankReturn
from kith.money import Money
from kith.wall import public_side


@public_side
def order_return(
    *,
    purpose: str,
    tenant_id: UUID,
    refund_id: UUID,
    allotment_id: UUID,
    amount: Money,
    text: str,
    at: datetime,
) -> None:
    """Put it on the list of what somebody has to send; the same purpose stands there once."""
    entry = Allotment.objects.select_related("entry").get(pk=allotment_id).entry
    BankReturn.objects.bulk_create(
        [
            BankReturn(
                purpose=purpose,
                tenant_id=tenant_id,
                refund_id=refund_id,
                amount_minor=amount.minor,
                currency=amount.currency,
                name=entry.payer_name,
                iban=entry.payer_iban,
                text=text[:140],
                asked_at=at,
            )
        ],
        ignore_conflicts=True,
    )
