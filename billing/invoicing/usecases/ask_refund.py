"""Give money back by a shop's own word, or ask finance for it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from billing.invoicing.models import Invoice, Refund
from billing.invoicing.queries import REFUND, line_of_bill
from billing.invoicing.refund_limits import own_word, require_left
from billing.invoicing.usecases.refund_invoice import refund_invoice
from catalog.lines.usecases.end_line_today import end_line_today
from kith.money import Money
from kith.proposals.models import Proposal
from kith.proposals.queries import was_proposed
from kith.proposals.usecases.propose import propose
from kith.series.turns import hold
from kith.wall import required_tenant

# Of two bills at once the second waits, and sees what the first took of the month.
TURN = "refunds"


@transaction.atomic
def ask_refund(
    *,
    invoice_id: UUID,
    amount: Money,
    reason: str,
    key: str,
    by: UUID,
    at: datetime,
    ends_line: bool = False,
) -> Refund | Proposal:
    """
    Order a refund where the shop's own word is enough; else ask finance, and return what waits.

    Its own word goes for so much a month, and for bills that are not too old. The same key again
    returns what came of it first. `ends_line` ends the plan that the bill is about once the
    refund is ordered.

    :raises RefundTooLarge: the amount exceeds what is left
    :raises NothingToRefund: nothing is left
    :raises PaymentDisputed: the customer's bank disputes the payment
    :raises NoReason: no reason is given where finance is asked
    :raises KeyReused: the key names a refund of another invoice or amount
    """
    invoice = Invoice.objects.locked().get(pk=invoice_id)
    hold(TURN)
    is_for_finance = was_proposed(kind=REFUND, key=key)
    if not is_for_finance and not Refund.objects.filter(key=key).exists():
        require_left(invoice, amount)
        is_for_finance = bool(own_word(invoice, at=at).why_not(amount))
    if not is_for_finance:
        refund = refund_invoice(
            invoice_id=invoice_id, amount=amount, reason=reason, key=key, requested_by=by, at=at
        )
        if ends_line and (line := line_of_bill(invoice)):
            end_line_today(line_id=line.id, by=by, at=at)
        return refund
    return propose(
        kind=REFUND,
        subject=str(invoice.pk),
        tenant_id=required_tenant().uuid,
        key=key,
        because=reason,
        facts={"number": invoice.number, "ends_line": ends_line},
        amount=amount,
        by=by,
        at=at,
    )
