"""Bill one order."""

from __future__ import annotations

from datetime import datetime

from billing.invoicing.models import Invoice
from billing.invoicing.usecases.issue_invoices import InvoiceDraft, LineDraft, issue_invoices
from catalog.ordering.queries import OrderCard
from kith.wall import day_here
from tenants.accounts.usecases.hold_buyers import hold_buyers


def issue_invoice(*, order: OrderCard, at: datetime) -> Invoice:
    """
    Bill an order; the same order again returns its bill.

    :raises NotSplittable: the price cannot be split as the sharing model says
    """
    # Whoever claimed a guest's order since it was read has its bill.
    buyers = hold_buyers(person_ids={order.person_id} if order.person_id else ())
    buyer = buyers.get(order.person_id) if order.person_id else None
    draft = InvoiceDraft(
        key=f"order:{order.id}",
        lines=(
            LineDraft(
                label=order.offer_name,
                gross=order.total,
                tax_basis_points=order.tax_basis_points,
                wholesale=order.wholesale,
                offer_code=order.offer_code,
                base_code=order.base_code,
            ),
        ),
        at=at,
        due_on=day_here(at),
        person_id=buyer.id if buyer else order.person_id,
        contact_name=order.contact_name,
        contact_email=order.contact_email,
        order_id=order.id,
        order_number=order.number,
    )
    return issue_invoices(drafts=[draft])[0]
