"""Doors for letters: each reads the clock and makes one call."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone

from billing.gateway import GatewayBusy
from billing.invoicing.usecases.bill_renewals import Renewal, bill_renewals
from billing.invoicing.usecases.issue_invoice import issue_invoice
from billing.invoicing.usecases.record_payment import record_payment
from billing.invoicing.usecases.record_payout import record_payout
from billing.invoicing.usecases.refund_failed_order import refund_failed_order
from billing.invoicing.usecases.send_refund import send_refund
from billing.invoicing.usecases.share_out import share_out
from catalog.ordering.queries import order_card
from kith.money import Money
from kith.outbox.deliver import TryAgainLater

BUSY_SECONDS = 30
# The order hears of the payment by the same letter; it is a moment away.
ORDER_SECONDS = 2


def record_order_payment(
    *, order_id: str, payment_reference: str, **_from_a_newer_deploy: object
) -> None:
    """On `payment.succeeded`, once the order knows its buyer: bill it and record its payment."""
    if order_card(order_id).paid_at is None:
        raise TryAgainLater(ORDER_SECONDS)
    record_payment(
        order_id=UUID(order_id),
        key=payment_reference,
        payment_reference=payment_reference,
        at=timezone.now(),
    )


def record_invoice_payment(
    *, invoice_id: str, payment_reference: str, **_from_a_newer_deploy: object
) -> None:
    """On `invoice.payment_received`: record the payment of an open invoice."""
    record_payment(
        invoice_id=UUID(invoice_id),
        key=payment_reference,
        payment_reference=payment_reference,
        at=timezone.now(),
    )


def bill_paid_order(*, order_id: str, **_from_a_newer_deploy: object) -> None:
    """On `order.paid`: bill the order, if its payment did not do so already."""
    issue_invoice(order_id=UUID(order_id), at=timezone.now())


def share_out_paid_invoice(*, invoice_id: str, **_from_a_newer_deploy: object) -> None:
    """On `invoice.paid`: give each party its part and accrue what is held."""
    share_out(invoice_ids=[UUID(invoice_id)])


def bill_due_renewal(
    *, line_id: str, period_start: str, period_end: str, **_from_a_newer_deploy: object
) -> None:
    """On `line.renewal_due`: bill the period; the customer pays the open invoice."""
    renewal = Renewal(
        UUID(line_id),
        date.fromisoformat(period_start),
        date.fromisoformat(period_end),
        timezone.now(),
    )
    bill_renewals(renewals=[renewal])


def refund_order_that_failed(
    *, order_id: str, reason: str = "", **_from_a_newer_deploy: object
) -> None:
    """On `order.failed`: order the refund of what was paid."""
    refund_failed_order(order_id=UUID(order_id), reason=reason, at=timezone.now())


def send_requested_refund(*, refund_id: str, **_from_a_newer_deploy: object) -> None:
    """On `refund.requested`: send it. Runs outside a transaction."""
    try:
        send_refund(refund_id=UUID(refund_id), at=timezone.now())
    except GatewayBusy as busy:
        raise TryAgainLater(BUSY_SECONDS) from busy


def book_arrived_payout(
    *,
    statement_id: str,
    number: str,
    amount_minor: int,
    currency: str,
    **_from_a_newer_deploy: object,
) -> None:
    """On `payout.arrived`: note the payout in the seller's books."""
    record_payout(
        statement_id=UUID(statement_id),
        number=number,
        amount=Money(amount_minor, currency),
        at=timezone.now(),
    )
