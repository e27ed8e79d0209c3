"""Let what a customer paid, and did not get back, count for whoever encouraged them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from ambassadors.circle.usecases.claim_by_order import claim_by_order
from ambassadors.circle.usecases.count_payments import count_payments
from ambassadors.referral.queries import counted_invoices
from billing.invoicing.queries import hold_payments, invoices_here

if TYPE_CHECKING:
    from ambassadors.referral.models import Referral


@transaction.atomic
def count_invoice(*, invoice_id: UUID) -> Referral | None:
    """
    Count one invoice as it stands now: paid, or paid and wholly refunded, each from its own day.

    None where it is not paid, or nobody encouraged its customer. It may be called at any time and
    as often as anybody likes: the invoice is looked at and not the letter, and so are those that
    count beside it, of whose refund nobody may have told yet.
    """
    payer = invoices_here().values_list("person_id", flat=True).get(pk=invoice_id)
    if payer is None:
        return None
    payments = hold_payments(invoice_ids={invoice_id, *counted_invoices(referred_id=payer)})
    if invoice_id not in payments:
        return None
    if order_id := payments[invoice_id].order_id:
        # A payment may be told before the activation that welcomes the customer.
        claim_by_order(order_id=order_id)
    return count_payments(referred_id=payer, payments=payments)
