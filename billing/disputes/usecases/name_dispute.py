"""Keep what staff know a disputed payment by."""

from __future__ import annotations

from billing.disputes.models import Dispute
from kith.wall import public_side


@public_side
def name_dispute(
    *, dispute_id: str, invoice_number: str, order_number: str, customer_name: str
) -> None:
    """Keep the invoice, order and customer of a disputed payment; twice changes nothing."""
    Dispute.objects.filter(pk=dispute_id).update(
        invoice_number=invoice_number[:30],
        order_number=order_number[:20],
        customer_name=customer_name[:120],
    )
