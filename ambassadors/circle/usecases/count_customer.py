"""Let what a customer did before anybody knew who encouraged them count too."""

from uuid import UUID

from django.db import transaction
from django.db.models import Min

from ambassadors.circle.usecases.claim_by_order import claim_by_order
from ambassadors.circle.usecases.count_payments import count_payments
from ambassadors.referral.usecases.note_activation import note_activation
from billing.invoicing.queries import hold_payments, invoices_of
from catalog.ordering.queries import orders_of


@transaction.atomic
def count_customer(*, referred_id: UUID) -> None:
    """
    Count a customer's first line and their payments in this shop; what counts already stays so.

    A name may be told after the payment that it is to count: by a slow letter, or a correction. The
    names on the paid orders come first: once a referral counts, its name stands.
    """
    paid = invoices_of(person_id=referred_id).filter(paid_at__isnull=False)
    # The bills before the referral, as everybody takes them.
    payments = hold_payments(invoice_ids=set(paid.values_list("pk", flat=True)))
    naming = orders_of(person_id=referred_id).exclude(paid_at=None).exclude(encouraged_by_id=None)
    for order_id in naming.order_by("placed_at").values_list("pk", flat=True):
        claim_by_order(order_id=order_id)
    served = orders_of(person_id=referred_id).filter(active_at__isnull=False)
    if first_at := served.aggregate(first=Min("active_at"))["first"]:
        note_activation(referred_id=referred_id, at=first_at)
    count_payments(referred_id=referred_id, payments=payments)
