"""Let what a customer did before anybody knew who encouraged them count too."""

from uuid import UUID

from django.db import transaction
from django.db.models import Min

from ambassadors.circle.usecases.count_invoice import count_invoice
from ambassadors.referral.usecases.note_activation import note_activation
from billing.invoicing.queries import invoices_of
from catalog.ordering.queries import orders_of


@transaction.atomic
def count_customer(*, referred_id: UUID) -> None:
    """
    Count a customer's first line and their payments in this shop; what counts already stays so.

    A name may be told after the payment that it is to count: by a slow letter, or a correction.
    """
    served = orders_of(person_id=referred_id).filter(active_at__isnull=False)
    if first_at := served.aggregate(first=Min("active_at"))["first"]:
        note_activation(referred_id=referred_id, at=first_at)
    paid = invoices_of(person_id=referred_id).filter(paid_at__isnull=False)
    for invoice_id in paid.order_by("paid_at", "pk").values_list("pk", flat=True):
        count_invoice(invoice_id=invoice_id)
