"""Agree to a refund that a shop asked finance for, or turn it down."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.invoicing.events import RefundDecided
from billing.invoicing.models import Invoice, Refund
from billing.invoicing.queries import REFUND, line_of_bill
from billing.invoicing.refund_limits import BY_FINANCE
from billing.invoicing.usecases.refund_invoice import refund_invoice
from catalog.lines.usecases.end_line_today import end_line_today
from kith.outbox import publish
from kith.proposals.usecases.decide import decide
from kith.reasons import read_reason


@transaction.atomic
def decide_refund(
    *, proposal_id: UUID, is_agreed: bool, by: UUID, at: datetime, answer: str = ""
) -> Refund | None:
    """
    Decide in the shop that asked; agreed to, the refund is ordered and returned, once.

    Where it was asked for, the line of the bill ends with it.

    Whoever asked is told by mail.

    :raises NoReason, ReasonTooLong: it is turned down without a word of why, or with too many
    :raises SamePerson: they asked for it themselves
    :raises AlreadyDecided: it was decided otherwise
    :raises RefundTooLarge: less is left of the bill by now
    :raises NothingToRefund: nothing is left of it
    :raises PaymentDisputed: the customer's bank disputes the payment
    """
    if not is_agreed:
        answer = read_reason(answer)
    found = decide(
        kind=REFUND, proposal_id=proposal_id, is_agreed=is_agreed, by=by, at=at, answer=answer
    )
    if found is None:
        return None
    publish(RefundDecided(proposal_id=found.pk), key=str(found.pk))
    if not is_agreed:
        return None
    refund = refund_invoice(
        invoice_id=UUID(found.subject),
        amount=found.amount,
        reason=found.because,
        key=f"{BY_FINANCE}{found.pk}",
        requested_by=found.asked_by,
        at=at,
    )
    if found.facts.get("ends_line"):
        line = line_of_bill(Invoice.objects.get(pk=refund.invoice_id))
        if line is not None:
            end_line_today(line_id=line.id, by=found.asked_by, at=at)
    return refund
