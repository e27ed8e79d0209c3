"""Decide to give money back for an invoice."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from billing.disputes.queries import disputed_payments
from billing.invoicing.events import RefundRequested
from billing.invoicing.models import Invoice, Payment, Refund
from billing.invoicing.purposes import refund_purpose
from billing.invoicing.refund_limits import RefundTooLarge, left_of, require_left
from kith.audit.record import record
from kith.derived import derived_uuid
from kith.errors import DomainError, KeyReused
from kith.money import Money
from kith.outbox import publish
from kith.ui.formats import money_text


class PaymentDisputed(DomainError):
    """The customer's bank has the money and decides: nobody can give it back meanwhile."""

    code = "refund.payment_disputed"


@transaction.atomic
def refund_invoice(
    *,
    invoice_id: UUID,
    amount: Money | None,
    reason: str,
    key: str,
    requested_by: UUID | None,
    at: datetime,
) -> Refund:
    """
    Order a refund, of everything that is left where no amount is given.

    A worker sends it. The same key again returns the first refund.

    :raises RefundTooLarge: the amount exceeds what is left
    :raises NothingToRefund: nothing is left
    :raises PaymentDisputed: the customer's bank disputes the payment
    :raises KeyReused: the key names a refund of another invoice or amount
    """
    # The lock comes first: two refunds must not both take what is left.
    invoice = Invoice.objects.locked().get(pk=invoice_id)
    if refund := Refund.objects.filter(key=key).first():
        if refund.invoice_id != invoice_id or (amount and amount != refund.amount):
            raise KeyReused(what=f"{key} already refunded something else")
        return refund
    amount = require_left(invoice, amount)
    before = Money(invoice.paid_minor, invoice.currency) - left_of(invoice)
    purpose = refund_purpose(invoice, before=before, amount=amount)
    # One that failed used its key up for certain: the same is sent by another try.
    turn = Refund.objects.filter(purpose=purpose).count() + 1
    refund = Refund.objects.create(
        uuid=derived_uuid(purpose, turn),
        purpose=purpose,
        idem_key=f"{purpose}:{turn}",
        key=key,
        invoice=invoice,
        payment=_payment_with(invoice, amount),
        amount_minor=amount.minor,
        currency=amount.currency,
        reason=reason[:200],
        requested_by=requested_by,
        requested_at=at,
    )
    record(
        "invoice.refund_requested",
        actor_id=requested_by,
        subject=f"invoice:{invoice.pk}",
        detail={"number": invoice.number, "amount": str(amount), "reason": refund.reason},
        at=at,
    )
    publish(RefundRequested(refund_id=refund.pk), key=str(refund.pk))
    return refund


def _payment_with(invoice: Invoice, amount: Money) -> Payment:
    """Return a payment that still holds the amount."""
    live = Sum("refunds__amount_minor", filter=~Q(refunds__state=Refund.FAILED), default=0)
    holding = [
        payment
        for payment in invoice.payments.annotate(given_back=live).order_by("received_at", "pk")
        if payment.amount_minor - payment.given_back >= amount.minor
    ]
    disputed = disputed_payments(references=[one.payment_reference for one in holding])
    for payment in holding:
        if payment.payment_reference not in disputed:
            return payment
    if holding:
        raise PaymentDisputed(
            _("The customer’s bank disputes the payment of invoice %(number)s")
            % {"number": invoice.number},
            mend=_("Wait until the bank has decided, or let staff accept the dispute."),
        )
    raise RefundTooLarge(
        _("No single payment of invoice %(number)s holds %(amount)s")
        % {"number": invoice.number, "amount": money_text(amount)},
        mend=_("Refund each payment for itself, in smaller amounts."),
    )
