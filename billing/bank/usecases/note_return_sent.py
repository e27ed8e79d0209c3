"""Say that money was sent back at the bank."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from billing.bank.accounts import gone
from billing.bank.events import BankReturnSent
from billing.bank.models import Allotment, BankReturn
from billing.ledger.usecases.post_journals import post_journals
from kith.audit.record import record
from kith.errors import DomainError
from kith.outbox import publish
from kith.wall import public_side


class NotToBeSent(DomainError):
    """Somebody took it back meanwhile."""

    code = "bank_return.not_to_be_sent"


@public_side
@transaction.atomic
def note_return_sent(*, return_id: UUID, by: UUID, at: datetime) -> BankReturn:
    """
    Book that it left the account; said twice it changes nothing.

    A refund takes every party's part back once it has gone, as any refund does.

    :raises NotToBeSent: it was taken back meanwhile
    """
    row = BankReturn.objects.locked().get(pk=return_id)
    if row.sent_at:
        return row
    if row.undone_at:
        raise NotToBeSent(
            _("Somebody took this back meanwhile."), mend=_("If you sent it already, tell finance.")
        )
    row.sent_at, row.sent_by = at, by
    row.save(update_fields=["sent_at", "sent_by"])
    if row.refund_id:
        publish(BankReturnSent(refund_id=row.refund_id), key=str(row.pk), to_tenant=row.tenant_id)
    elif row.allotment_id:
        Allotment.objects.filter(pk=row.allotment_id).update(done_at=at)
        post_journals(
            entries=[gone(row.allotment_id, row.amount, kind="bank_return", at=at, memo=row.text)]
        )
    record(
        "bank_return.sent",
        actor_id=by,
        subject=f"bank_return:{row.pk}",
        detail={"amount": str(row.amount), "iban": row.iban},
        at=at,
    )
    return row
