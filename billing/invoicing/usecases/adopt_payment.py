"""Take a payment of a customer into the shop's books that was made and is not known there."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from billing.invoicing.models import Invoice
from billing.invoicing.usecases.bill_renewals import Renewal, bill_renewals
from billing.invoicing.usecases.schedule_charge import schedule_charge
from billing.invoicing.usecases.settle_charge import settle_charge
from billing.invoicing.usecases.take_payment import take_payment
from billing.settlement.usecases.return_surplus import return_surplus
from billing.settlement.usecases.tell_of_payment import tell_of_payment
from billing.strays.queries import ADOPTED, RETURNED, StrayCard, stray_card
from billing.strays.usecases.settle_stray import settle_stray
from catalog.lines.queries import renewal_ends_on
from catalog.ordering.queries import order_exists
from kith.wall import required_tenant


def adopt_payment(*, reference: str, at: datetime) -> None:
    """
    Record the payment for what it was made for; where that does not exist any more it goes back.

    A renewal that the books forgot is billed again, as it was. Safe to repeat, after any crash;
    call it outside a transaction.
    """
    stray = stray_card(reference=reference)
    if not stray.is_open or stray.accepted_by is None:
        return
    is_taken = _take(stray, at)
    if not is_taken:
        return_surplus(payment_reference=reference, tenant_id=required_tenant().uuid, at=at)
    settle_stray(reference=reference, outcome=ADOPTED if is_taken else RETURNED, at=at)


@transaction.atomic
def _take(stray: StrayCard, at: datetime) -> bool:
    """Say whether something asks for the money, and has it now."""
    kind, _, rest = stray.purpose.partition(":")
    _shop, _, name = rest.partition(":")
    if kind == "charge":
        return _charged(stray, name, at)
    order, invoice = stray.notes.get("order"), stray.notes.get("invoice")
    if order and order_exists(order_id=UUID(order)):
        tell_of_payment(
            tenant_id=required_tenant().uuid,
            order_id=UUID(order),
            invoice_id=None,
            payment_intent=stray.reference,
        )
        return True
    if invoice and (found := Invoice.objects.filter(pk=invoice).first()):
        return _recorded(found, stray, at)
    return False


def _charged(stray: StrayCard, invoice_key: str, at: datetime) -> bool:
    """Settle the saved card's charge of an invoice, billing that again where it is forgotten."""
    invoice = Invoice.objects.filter(key=invoice_key).first() or _billed(invoice_key, at)
    if invoice is None:
        return False
    turn = stray.notes.get("key", "").rpartition(":")[2]
    live = invoice.charges.under_way().first()
    charge = live or schedule_charge(
        invoice_id=invoice.pk, turn=int(turn) if turn.isdigit() else 1, at=at
    )
    if charge is None:
        return _recorded(invoice, stray, at)
    ended = settle_charge(charge_id=charge.pk, payment_reference=stray.reference, at=at)
    return ended.state == ended.PAID


def _recorded(invoice: Invoice, stray: StrayCard, at: datetime) -> bool:
    paid = take_payment(
        invoice_id=invoice.pk, payment_reference=stray.reference, amount=stray.amount, at=at
    )
    return paid is not None


def _billed(invoice_key: str, at: datetime) -> Invoice | None:
    """Bill a forgotten renewal once more, under its own key; None where its line is gone."""
    try:
        kind, line, start = invoice_key.split(":")
        line_id, starts_on = UUID(line), date.fromisoformat(start)
        ends_on = renewal_ends_on(line_id=line_id, starts_on=starts_on)
    except (ValueError, ObjectDoesNotExist):
        return None
    if kind != "renewal" or ends_on is None:
        return None
    return bill_renewals(renewals=[Renewal(line_id, starts_on, ends_on, at)])[0]
