"""Let a customer's payment count for whoever encouraged them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from ambassadors.circle.usecases.claim_by_order import claim_by_order
from ambassadors.referral.usecases.record_paid_cycle import record_paid_cycle
from billing.invoicing.queries import invoices_here

if TYPE_CHECKING:
    from ambassadors.referral.models import Referral


@transaction.atomic
def count_paid_invoice(*, invoice_id: UUID, at: datetime) -> Referral | None:
    """Count one paid invoice once; None where nobody encouraged its customer."""
    facts = invoices_here().values_list("person_id", "order_id")
    payer_id, order_id = facts.get(pk=invoice_id)
    if payer_id is None:
        return None
    if order_id:
        # A payment may be told before the activation that welcomes the customer.
        claim_by_order(order_id=order_id)
    return record_paid_cycle(referred_id=payer_id, invoice_id=invoice_id, at=at)
