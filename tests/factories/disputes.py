"""Bills that were paid at the stand-in, so that a bank can dispute their payment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from billing.disputes.models import Dispute
from billing.invoicing.models import Invoice
from billing.invoicing.usecases.accrue_invoices import accrue_invoices
from billing.invoicing.usecases.record_payment import record_payment
from billing.settlement.models import Accrual
from billing.settlement.usecases.route_payment import route_payment
from kith.wall import in_public, required_tenant
from outside.stripe.testing import FakeStripe
from tests.factories.invoicing import an_invoice

NOW = datetime.now(UTC)


@dataclass(frozen=True)
class PaidBill:
    """A bill and what the processor calls its payment."""

    invoice: Invoice
    payment: str
    tenant_id: UUID

    @property
    def number(self) -> str:
        return self.invoice.number


def a_bill_paid_by_card(
    fake_stripe: FakeStripe, *, at: datetime = NOW, is_accrued: bool = True, **particulars: Any
) -> PaidBill:
    """Bill in the present tenant, have it paid at the stand-in, and share it out."""
    invoice = an_invoice(at=at, **particulars)
    charge = fake_stripe.control.charge(amount=invoice.total_minor, created=int(at.timestamp()))
    payment = str(charge["payment_intent"])
    route_payment(
        checkout_id=f"cs_{invoice.pk.hex[:12]}",
        payment_intent=payment,
        tenant_id=required_tenant().uuid,
        order_id=None,
        invoice_id=invoice.pk,
        at=at,
    )
    record_payment(invoice_id=invoice.pk, key=payment, payment_reference=payment, at=at)
    if is_accrued:
        accrue_invoices(invoice_ids=[invoice.pk])
    invoice.refresh_from_db()
    return PaidBill(invoice, payment, required_tenant().uuid)


def a_dispute(*, payment: str = "pi_unknown", **particulars: Any) -> Dispute:
    """Keep a dispute that waits for an answer, as if it had been read; the caller is in public."""
    known = {
        "id": f"du_{uuid4().hex[:12]}",
        "amount_minor": 1_200,
        "currency": "EUR",
        "reason": "fraudulent",
        "status": Dispute.NEEDS_RESPONSE,
        "opened_at": NOW,
        "due_by": NOW + timedelta(days=7),
        "read_at": NOW,
    }
    return Dispute.objects.create(payment_reference=payment, **known | particulars)


def shares_of(bill: PaidBill) -> Any:
    """Select the shares of a bill and what was taken back of them; the caller is in public."""
    return Accrual.objects.filter(tenant_id=bill.tenant_id, invoice_number=bill.number)


def left_of(bill: PaidBill) -> int:
    """Return what is left of the shares of a bill, in minor units."""
    with in_public():
        return sum(row.amount_minor for row in shares_of(bill).order_by("pk"))


def is_held(bill: PaidBill) -> bool:
    """Say whether any share of a bill is held back."""
    with in_public():
        return shares_of(bill).open().with_hold().exclude(held_for="").exists()


def the_dispute(name: str = "") -> Dispute:
    """Return the one dispute there is, or the one of that name."""
    with in_public():
        return Dispute.objects.get(pk=name) if name else Dispute.objects.get()
