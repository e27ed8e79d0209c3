"""Take back the decision to send money back, while nobody has sent it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from billing.bank.models import Allotment, BankEntry, BankReturn
from kith.audit.record import record
from kith.errors import DomainError
from kith.wall import public_side


class AlreadySent(DomainError):
    """It left the account: nothing here brings it back."""

    code = "bank_return.already_sent"


class RefundStands(DomainError):
    """A shop gave the money back: that is not undone here."""

    code = "bank_return.refund_stands"


@public_side
@transaction.atomic
def undo_return(*, return_id: UUID, by: UUID, at: datetime) -> BankReturn:
    """
    Let the amount wait for a decision again; twice changes nothing.

    :raises AlreadySent: it was sent
    :raises RefundStands: it is a shop's refund of a bill
    """
    found = BankReturn.objects.select_related("allotment").get(pk=return_id)
    if found.allotment is None:
        raise RefundStands(
            _("This is a refund that a shop gave."), mend=_("It is sent as it was given.")
        )
    entry = BankEntry.objects.locked().get(pk=found.allotment.entry_id)
    row = BankReturn.objects.locked().get(pk=return_id)
    if row.undone_at:
        return row
    if row.sent_at:
        raise AlreadySent(_("It was sent already, and cannot be taken back."))
    row.undone_at = at
    row.save(update_fields=["undone_at"])
    Allotment.objects.filter(pk=found.allotment.pk).update(undone_at=at, undone_by=by)
    entry.left_minor += row.amount_minor
    entry.save(update_fields=["left_minor"])
    record(
        "bank_return.undone",
        actor_id=by,
        subject=f"bank_return:{row.pk}",
        detail={"amount": str(row.amount)},
        at=at,
    )
    return row
