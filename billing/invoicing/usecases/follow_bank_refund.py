"""End a refund that somebody sent at the bank."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from billing.bank.queries import return_is_sent
from billing.invoicing.models import Refund
from billing.invoicing.usecases.settle_refund import settle_refund


def follow_bank_refund(*, refund_id: UUID, at: datetime) -> None:
    """Take every party's part back once the money has left; call it outside a transaction."""
    refund = Refund.objects.get(pk=refund_id)
    if return_is_sent(purpose=refund.idem_key):
        settle_refund(refund_id=refund_id, stripe_id=None, at=at)
