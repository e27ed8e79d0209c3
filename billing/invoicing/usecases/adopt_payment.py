"""Take a payment of a customer into the shop's books that was made and is not known there."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils.translation import gettext_noop

from billing.invoicing.models import UPGRADE, Invoice, Payment, PlanUpgrade
from billing.invoicing.usecases.bill_paid_order import bill_paid_order
from billing.invoicing.usecases.bill_renewals import Renewal, bill_renewals
from billing.invoicing.usecases.pay_upgrade import pay_upgrade
from billing.invoicing.usecases.record_arrived_payment import record_arrived_payment
from billing.invoicing.usecases.schedule_charge import schedule_charge
from billing.invoicing.usecases.settle_charge import settle_charge
from billing.settlement.usecases.return_overpayment import return_overpayment
from billing.strays.queries import ADOPTED, RETURNED, StrayCard, is_its_turn, stray_card
from billing.strays.usecases.adopt_stray import OthersFirst
from billing.strays.usecases.refuse_stray import refuse_stray
from billing.strays.usecases.settle_stray import settle_stray
from catalog.lines.queries import renewal_ends_on
from catalog.ordering.queries import order_card, order_exists
from catalog.ordering.usecases.confirm_payment import confirm_payment
from kith.errors import DomainError, Unavailable
from kith.money import Money
from kith.wall import required_tenant

# No schedule of charges is so long.
MOST_TURNS = 100


class AmountDiffers(DomainError):
    """Another amount was paid than the books ask for."""

    code = "stray.amount_differs"


def adopt_payment(*, reference: str, at: datetime) -> None:
    """
    Record the payment for what it was made for; where that does not exist any more it goes back.

    It is booked at the time it was made. A renewal that the books forgot is billed again, as it
    was. What does not fit is written down for staff. Safe to repeat, after any crash; call it
    outside a transaction.

    :raises OthersFirst: an earlier payment for the same thing is not dealt with: try later
    :raises Unavailable: something it needs is away: try later
    """
    stray = stray_card(reference=reference)
    if not stray.is_open or stray.accepted_by is None:
        return
    if not is_its_turn(reference=reference):
        raise OthersFirst(f"payment {reference} waits for an earlier one for the same thing")
    try:
        is_taken = _take(stray)
        if not is_taken:
            return_overpayment(payment_reference=reference, tenant_id=required_tenant().uuid, at=at)
    except Unavailable:
        raise
    except DomainError as refusal:
        refuse_stray(reference=reference, problem=str(refusal))
        return
    settle_stray(reference=reference, outcome=ADOPTED if is_taken else RETURNED, at=at)


@transaction.atomic
def _take(stray: StrayCard) -> bool:
    """Say whether something asks for the money, and has it now."""
    kind, _, rest = stray.purpose.partition(":")
    _shop, _, name = rest.partition(":")
    if kind == "charge":
        return _charged(stray, name)
    order, invoice = (_named(stray, kind) for kind in ("order", "invoice"))
    if order and order_exists(order_id=order):
        return _ordered(stray, order)
    if invoice and (upgrade := PlanUpgrade.objects.filter(bill_id=invoice).first()):
        return _upgraded(upgrade, stray)
    if invoice and (found := Invoice.objects.filter(pk=invoice).first()):
        return _recorded(found, stray)
    return False


def _named(stray: StrayCard, kind: str) -> UUID | None:
    try:
        return UUID(stray.notes[kind])
    except (KeyError, ValueError):
        return None


def _ordered(stray: StrayCard, order_id: UUID) -> bool:
    """Let an order be paid, and bill it, in one go; one that was paid before needs no more."""
    _require_amount(stray, order_card(order_id=order_id).total)
    order = confirm_payment(order_id=order_id, payment_reference=stray.reference, at=stray.made_at)
    if order.payment_reference != stray.reference:
        return False
    bill_paid_order(order_id=order_id, payment_reference=stray.reference, at=stray.made_at)
    return Payment.objects.filter(payment_reference=stray.reference).exists()


def _charged(stray: StrayCard, invoice_key: str) -> bool:
    """Settle the saved card's charge of an invoice, billing that again where it is forgotten."""
    at = stray.made_at
    if (upgrade := _upgrade_named(invoice_key)) is not None:
        return _upgraded(upgrade, stray)
    invoice = Invoice.objects.filter(key=invoice_key).first() or _billed(invoice_key, at)
    if invoice is None:
        return False
    live = invoice.charges.under_way().first()
    charge = live or schedule_charge(invoice_id=invoice.pk, turn=_turn(stray), at=at)
    if charge is None:
        return _recorded(invoice, stray)
    _require_amount(stray, charge.amount)
    ended = settle_charge(charge_id=charge.pk, payment_reference=stray.reference, at=at)
    return ended.state == ended.PAID


def _upgrade_named(key: str) -> PlanUpgrade | None:
    kind, _, upgrade_id = key.partition(":")
    try:
        return PlanUpgrade.objects.filter(pk=UUID(upgrade_id)).first() if kind == UPGRADE else None
    except ValueError:
        return None


def _upgraded(upgrade: PlanUpgrade, stray: StrayCard) -> bool:
    """Let a larger plan be paid, by the charge that is under way or by itself."""
    _require_amount(stray, upgrade.amount)
    charge = upgrade.charges.under_way().first()
    if charge is not None:
        ended = settle_charge(
            charge_id=charge.pk, payment_reference=stray.reference, at=stray.made_at
        )
        return ended.state == ended.PAID
    paid = pay_upgrade(upgrade_id=upgrade.pk, payment_reference=stray.reference, at=stray.made_at)
    return paid is not None


def _turn(stray: StrayCard) -> int:
    """Return which turn of its schedule a charge was."""
    text = stray.notes.get("key", "").rpartition(":")[2]
    is_one = text.isascii() and text.isdigit() and len(text) < len(str(MOST_TURNS))
    return int(text) if is_one else 1


def _recorded(invoice: Invoice, stray: StrayCard) -> bool:
    paid = record_arrived_payment(
        invoice_id=invoice.pk,
        payment_reference=stray.reference,
        amount=stray.amount,
        at=stray.made_at,
    )
    return paid is not None


def _require_amount(stray: StrayCard, asked: Money) -> None:
    if stray.amount != asked:
        raise AmountDiffers(
            gettext_noop(
                "Another amount was paid than the books ask for: set it aside, and give it back "
                "at the processor."
            )
        )


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
