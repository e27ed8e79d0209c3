"""Pay bills with money that came by transfer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from billing.bank.queries import ToBePaid, to_be_paid
from billing.bank.usecases.end_allotments import end_allotments
from billing.invoicing.models import CheckoutSession, Invoice
from billing.invoicing.usecases.record_payments import Receipt, record_payments
from kith.wall import required_tenant

PAID_MEANWHILE = gettext_noop("The bill was paid in another way meanwhile.")
GONE = gettext_noop("The shop has no such bill.")


@transaction.atomic
def record_bank_money(*, batch: UUID, at: datetime) -> None:
    """
    Record what a batch brings to bills of this shop, all together; once, however often.

    What a bill no longer asks for waits at the bank for a person, as money that nothing asks for.
    """
    parts = to_be_paid(batch=batch, tenant_id=required_tenant().uuid)
    # The lock comes first: a card may be paying the same bill.
    wanted = {part.invoice_id for part in parts}
    bills = {row.pk: row for row in Invoice.objects.locked().filter(pk__in=wanted)}
    receipts: dict[UUID, Receipt] = {}
    problems: dict[UUID, str] = {}
    left = {pk: row.outstanding for pk, row in bills.items()}
    for part in parts:
        if part.invoice_id not in bills:
            problems[part.id] = GONE
        elif part.amount > left[part.invoice_id]:
            problems[part.id] = PAID_MEANWHILE
        else:
            left[part.invoice_id] = left[part.invoice_id] - part.amount
            receipts[part.id] = _receipt(part)
    pages = CheckoutSession.objects.filter(ended_at=None)
    pages.filter(invoice_id__in=[one.invoice_id for one in receipts.values()]).update(ended_at=at)
    record_payments(receipts=list(receipts.values()))
    end_allotments(batch=batch, done=list(receipts), problems=problems, at=at)


def _receipt(part: ToBePaid) -> Receipt:
    # What the payment is called in the books: a refund of it asks the bank's list by that.
    name = f"bank:{part.id}"
    return Receipt(part.invoice_id, name, name, part.arrived_at, part.amount, is_by_bank=True)
