"""Withdraw from the contract of a line: it ends, and unused days are paid back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from billing.invoicing.leaving import bills_of_plan, leaving_of
from billing.invoicing.models import Refund
from billing.invoicing.usecases.refund_invoice import PaymentDisputed, refund_invoice
from billing.invoicing.words import WITHDRAWN
from catalog.lines.queries import line_card
from catalog.lines.usecases.withdraw_line import withdraw_line
from kith.errors import DomainError
from kith.ui.formats import day_text


class WithdrawalOver(DomainError):
    """The days in which one can withdraw are over."""

    code = "withdrawal.over"


@transaction.atomic
def withdraw_from_line(*, line_id: UUID, by: UUID, at: datetime) -> list[Refund]:
    """
    End a line today and order what of its bills is unused; again it orders nothing more.

    It is the buyer's own right: no limit of the desk counts it, and nobody agrees to it. What a
    bank disputes stays with the bank, and the line ends all the same.

    :raises WithdrawalOver: the days to withdraw are over
    :raises LineEnded: the line is no longer in service
    """
    line = line_card(line_id=line_id)
    # Bills before lines, as wherever a payment opens a line.
    bills = list(bills_of_plan(line).locked())
    leaving = leaving_of(line, bills, at=at)
    if not leaving.is_open:
        raise WithdrawalOver(
            _("You could withdraw until %(day)s.") % {"day": day_text(leaving.last_day)},
            mend=_("You can end the line, with its paid month or now."),
        )
    if not withdraw_line(line_id=line_id, by=by, at=at):
        return []
    ordered = []
    for one in leaving.back:
        try:
            refund = refund_invoice(
                invoice_id=one.invoice.pk,
                amount=one.amount,
                reason=WITHDRAWN,
                key=f"withdrawal:{line_id}:{one.invoice.pk}",
                requested_by=None,
                at=at,
            )
        except PaymentDisputed:
            continue
        ordered.append(refund)
    return ordered
