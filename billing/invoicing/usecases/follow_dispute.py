"""Let everything follow what a payer's bank does with a payment."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from billing.disputes.queries import DisputeCard, dispute_card, hold_dispute
from billing.disputes.usecases.name_dispute import name_dispute
from billing.disputes.usecases.settle_dispute import settle_dispute
from billing.invoicing.events import DisputeFelt
from billing.invoicing.models import Invoice, Payment, Refund
from billing.invoicing.usecases.follow_refunds import PaymentNotInTheBooks
from billing.invoicing.usecases.lose_dispute import lose_dispute
from billing.invoicing.usecases.refund_failed_order import refund_failed_order
from billing.invoicing.usecases.remove_card import remove_card
from billing.invoicing.usecases.undo_loss import undo_loss
from billing.invoicing.words import BANK_DECIDED_FOR_US, COUNTED_ANEW
from billing.settlement.queries.payments import is_overpayment
from billing.settlement.usecases.hold_shares import DISPUTE, hold_shares
from billing.settlement.usecases.release_shares import release_shares
from catalog.ordering.queries import order_card
from kith.outbox import publish
from kith.wall import required_tenant

# Nobody's card is charged again by itself once its owner says that it was not them.
NOT_THEM = "fraudulent"


class DisputeMovedOn(RuntimeError):
    """It moved while it was followed, or another letter of it was faster: follow it again."""


def follow_dispute(*, dispute_id: str, at: datetime) -> DisputeCard:
    """
    Hold back, release or take back each party's part of a disputed payment, as it stands now.

    While the bank has the money no run pays the shares; won, they are released; lost, they are
    taken back at the original split and held until they are, and a bank that thinks again gives
    them back. It acts on the present state alone, so that news in any order end in the same place;
    safe to repeat. Call it outside a transaction.

    :raises PaymentNotInTheBooks: the payment is still on its way into them
    :raises DisputeMovedOn: what was done is not what it asks for by now: try again
    """
    card = dispute_card(dispute_id=dispute_id)
    found = Payment.objects.filter(payment_reference=card.payment_reference)
    payment = found.select_related("invoice").first()
    if payment is None:
        return _follow_overpayment(card, at)
    invoice = payment.invoice
    name_dispute(
        dispute_id=card.id,
        invoice_number=invoice.number,
        order_number=invoice.order_number,
        customer_name=invoice.contact_name,
    )
    if card.holds_money:
        _hold(card, invoice, at)
    wanted = _wanted(card, payment)
    _take(card, payment, wanted, at)
    _settle(card, wanted, at)
    if not card.holds_money and not wanted:
        _refund_if_failed(card, invoice, at)
    return card


def _follow_overpayment(card: DisputeCard, at: datetime) -> DisputeCard:
    """Nobody shares in a payment that nothing asked for: what is lost of it is the telco's."""
    if not is_overpayment(payment_reference=card.payment_reference):
        raise PaymentNotInTheBooks(f"{card.payment_reference} is not recorded yet")
    name_dispute(dispute_id=card.id, invoice_number="–", order_number="", customer_name="")
    settle_dispute(dispute_id=card.id, taken_minor=0, at=at)
    return card


@transaction.atomic
def _hold(card: DisputeCard, invoice: Invoice, at: datetime) -> None:
    hold_shares(
        tenant_id=required_tenant().uuid,
        invoice_number=invoice.number,
        reason=DISPUTE,
        reference=card.id,
        at=at,
    )
    if card.reason == NOT_THEM and invoice.person_id:
        remove_card(person_id=invoice.person_id, at=at)
    _tell(card, "held")


def _take(card: DisputeCard, payment: Payment, wanted: int, at: datetime) -> None:
    """Bring what the parties gave back for a dispute to what they answer for, held meanwhile."""
    if _taken(card) == wanted:
        return
    undo_loss(
        dispute_id=card.id,
        invoice_number=payment.invoice.number,
        reason=COUNTED_ANEW if wanted else BANK_DECIDED_FOR_US,
        at=at,
    )
    if wanted:
        lose_dispute(dispute_id=card.id, payment_id=payment.pk, amount_minor=wanted, at=at)


@transaction.atomic
def _settle(card: DisputeCard, wanted: int, at: datetime) -> None:
    """Write down who bears it and release the rest, once all that was done is what it asks for."""
    # Under its lock: whoever comes last has seen all that the others did.
    now = hold_dispute(dispute_id=card.id)
    if (now.status, now.lost) != (card.status, card.lost) or _taken(card) != wanted:
        raise DisputeMovedOn(f"{card.id} moved while it was followed")
    if not card.holds_money and release_shares(reference=card.id, at=at) and not card.lost:
        _tell(card, "released")
    settle_dispute(dispute_id=card.id, taken_minor=wanted, at=at)
    if wanted:
        _tell(card, "taken")


def _taken(card: DisputeCard) -> int:
    """Return what the parties gave back for a dispute, in minor units."""
    mine = Refund.objects.filter(dispute_id=card.id, state=Refund.DONE)
    return int(mine.aggregate(sum=Sum("amount_minor", default=0))["sum"])


def _wanted(card: DisputeCard, payment: Payment) -> int:
    """Return what the sale's parties answer for: no more than was paid and not given back."""
    if card.lost.currency != payment.currency:
        # No party was paid in that money: it is the telco's to lose.
        return 0
    # One that is under way counts: it may have reached the customer by now.
    others = Refund.objects.filter(payment=payment).exclude(state=Refund.FAILED)
    back = others.exclude(dispute_id=card.id).aggregate(sum=Sum("amount_minor", default=0))
    return min(card.lost.minor, payment.amount_minor - back["sum"])


def _tell(card: DisputeCard, what: str) -> None:
    publish(DisputeFelt(dispute_id=card.id, what=what), key=f"{card.id}:{card.turn}:{what}")


def _refund_if_failed(card: DisputeCard, invoice: Invoice, at: datetime) -> None:
    """An order that failed while its payment was disputed is still owed its money."""
    if invoice.order_id is None:
        return
    order = order_card(invoice.order_id)
    if order.failed_at and order.refunded_at is None:
        refund_failed_order(
            order_id=invoice.order_id,
            payment_reference=card.payment_reference,
            reason="",
            at=at,
            turn=f":{card.id}:{card.turn}",
        )
