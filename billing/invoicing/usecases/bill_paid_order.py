"""Bill an order that is paid, and record what paid it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.invoicing.models import CheckoutSession, Invoice
from billing.invoicing.usecases.issue_invoice import issue_invoice
from billing.invoicing.usecases.record_arrived_payment import record_arrived_payment
from catalog.ordering.queries import order_card


@transaction.atomic
def bill_paid_order(*, order_id: UUID, payment_reference: str, at: datetime) -> Invoice:
    """
    Return an order's bill, with its payment in the books; what stands there already stays.

    Both are of the moment at which the order was paid, however late it is heard of.

    :raises NotSplittable: the price cannot be split as the sharing model says
    """
    # Letters of an older deploy name no payment; an order that is paid knows its own.
    order = order_card(order_id)
    payment_reference = payment_reference or order.payment_reference
    paid_at = order.paid_at or at
    CheckoutSession.objects.filter(order_id=order_id, ended_at=None).update(ended_at=at)
    invoice = issue_invoice(order=order, at=paid_at)
    record_arrived_payment(invoice_id=invoice.pk, payment_reference=payment_reference, at=paid_at)
    return invoice
