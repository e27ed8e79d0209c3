"""Orders that did not simply succeed, so that every state of an order can be seen."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.test import override_settings

from billing.invoicing.models import Refund
from billing.invoicing.usecases.accrue_invoices import accrue_invoices
from billing.invoicing.usecases.issue_invoices import issue_invoices
from billing.invoicing.usecases.record_payments import Receipt, record_payments
from billing.invoicing.usecases.refund_failed_order import refund_failed_order
from billing.invoicing.usecases.send_refund import send_refund
from catalog.ordering.models import Order
from catalog.ordering.usecases.cancel_order import cancel_order
from catalog.ordering.usecases.fulfil_order import fulfil_order
from catalog.ordering.usecases.note_refund import note_refund
from outside.demo.billing import draft_of_order
from outside.demo.plan import Buyer
from outside.demo.processor import PastProcessor
from outside.demo.selling import TO_PAY, pay, place
from outside.demo.stand_ins import WillingNetwork

REASON = "The network could not switch this SIM on."
TRIES = 4
BETWEEN_TRIES = timedelta(seconds=20)


def cancelled(*, buyer: Buyer, at: datetime) -> None:
    """Place an order and call it off before it is paid."""
    order = place(buyer=buyer, at=at)
    cancel_order(order_id=order.pk, at=at + timedelta(minutes=5))


def refunded(
    *, buyer: Buyer, at: datetime, processor: PastProcessor, network: WillingNetwork
) -> None:
    """Let an order fail at the network, and the money go back."""
    order = _failed(buyer, at, processor, network)
    later = at + timedelta(minutes=9)
    refund = _give_back(order, later)
    if refund is not None:
        with processor.at(later):
            send_refund(refund_id=refund.pk, at=later)
        note_refund(order_id=order.pk, at=later)


def failed(
    *, buyer: Buyer, at: datetime, processor: PastProcessor, network: WillingNetwork
) -> None:
    """Let an order fail a moment ago; its money is on the way back."""
    order = _failed(buyer, at, processor, network)
    _give_back(order, at + timedelta(minutes=2))


def by_hand(
    *, buyer: Buyer, at: datetime, processor: PastProcessor, network: WillingNetwork
) -> None:
    """Let the network refuse a paid order until it stands on the staff's manual desk."""
    with override_settings(NETWORK_ON_FAILURE="desk"):
        order = _refused(buyer, at, processor, network)
        fulfil_order(order_id=order.pk, at=at + TO_PAY + TRIES * BETWEEN_TRIES)
    _bill(order)


def _failed(buyer: Buyer, at: datetime, processor: PastProcessor, network: WillingNetwork) -> Order:
    order = _refused(buyer, at, processor, network)
    _bill(order)
    return order


def _refused(
    buyer: Buyer, at: datetime, processor: PastProcessor, network: WillingNetwork
) -> Order:
    order = place(buyer=buyer, at=at)
    pay(order=order, processor=processor, at=at + TO_PAY)
    network.refusal = REASON
    try:
        for turn in range(1, TRIES):
            fulfil_order(order_id=order.pk, at=at + TO_PAY + turn * BETWEEN_TRIES)
    finally:
        network.refusal = ""
    order.refresh_from_db()
    return order


def _give_back(order: Order, at: datetime) -> Refund | None:
    return refund_failed_order(
        order_id=order.pk, payment_reference=order.payment_reference, reason=REASON, at=at
    )


def _bill(order: Order) -> None:
    """Bill and collect one paid order, as its payment's own letter would."""
    invoice = issue_invoices(drafts=[draft_of_order(order)])[0]
    reference, at = order.payment_reference, order.paid_at or order.placed_at
    record_payments(receipts=[Receipt(invoice.pk, reference, reference, at)])
    accrue_invoices(invoice_ids=[invoice.pk])
