"""What a charge pays: held before the charge itself, as everywhere."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from billing.invoicing.models import Charge, CheckoutSession, Invoice, PlanUpgrade


def hold_what_is_paid(charge_id: UUID) -> Invoice | PlanUpgrade:
    """
    Lock the invoice, or the larger plan, that a charge is for.

    :raises Charge.DoesNotExist: there is no such charge here
    """
    invoice_id, upgrade_id = Charge.objects.values_list("invoice_id", "upgrade_id").get(
        pk=charge_id
    )
    if upgrade_id:
        return PlanUpgrade.objects.locked().get(pk=upgrade_id)
    return Invoice.objects.locked().get(pk=invoice_id)


def is_asked_for(charge: Charge, *, at: datetime) -> bool:
    """Say whether money is still wanted for what a charge, read along with it, pays."""
    if charge.upgrade is not None:
        return charge.upgrade.is_payable(at)
    return charge.invoice is not None and bool(charge.invoice.outstanding)


def pages_to_close(charge: Charge) -> list[UUID]:
    """Return the bills, written or not, whose payment pages a charge must not run beside."""
    if charge.upgrade is None:
        return [charge.bill_id]
    return pages_of_line(charge.upgrade)


def pages_of_line(upgrade: PlanUpgrade) -> list[UUID]:
    """Return the bills whose open pages are for a larger plan of the same line, this one or not."""
    bills = PlanUpgrade.objects.filter(line_id=upgrade.line_id).values("bill_id")
    pages = CheckoutSession.objects.filter(ended_at=None, invoice_id__in=bills)
    found = pages.order_by("created_at", "pk").values_list("invoice_id", flat=True)
    return [bill_id for bill_id in found if bill_id]


def label_of(charge: Charge) -> str:
    """Return what the payer reads of a charge at the processor."""
    return str(charge.upgrade.becomes["offer_name"]) if charge.upgrade else str(charge.invoice)
