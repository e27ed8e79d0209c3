"""Leave a movement out of the books, for a reason."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from billing.ledger.queries import known_references
from billing.settlement.usecases.block_payee import block_payee
from billing.strays.letters import wake_the_next
from billing.strays.models import Stray
from kith.audit.record import record
from kith.errors import DomainError
from kith.reasons import read_reason
from kith.wall import public_side

PAID_UNKNOWN = gettext_noop("A transfer to them was set aside: it may pay what is still due.")


class InTheBooks(DomainError):
    """The books know it by now."""

    code = "stray.in_the_books"


@public_side
@transaction.atomic
def set_stray_aside(*, reference: str, reason: str, by: UUID, at: datetime) -> Stray:
    """
    End it outside the books; matching goes on naming it until it is explained there.

    Nothing more is paid to whoever got a transfer that is set aside, until a person lifts that.

    One on its way into the books can be set aside too: that way is left then.

    :raises NoReason, ReasonTooLong: no reason is given, or one that would be cut
    :raises InTheBooks: the books know it by now
    """
    said = read_reason(reason)
    stray = Stray.objects.locked().get(pk=reference)
    if not stray.is_open:
        return stray
    if known_references(references=[reference]):
        raise InTheBooks(
            _("This is in the books by now"), mend=_("Compare now, and it is dealt with.")
        )
    stray.settled_at, stray.settled_by, stray.outcome = at, by, Stray.ASIDE
    stray.reason, stray.problem = said, ""
    stray.save(update_fields=["settled_at", "settled_by", "outcome", "reason", "problem"])
    wake_the_next(after=reference, purpose=stray.purpose)
    if stray.kind == Stray.TRANSFER:
        block_payee(
            account=stray.account, reason=PAID_UNKNOWN, detail={"transfer": reference}, at=at
        )
    record(
        "stray.set_aside",
        actor_id=by,
        subject=f"stray:{reference}",
        detail={"kind": stray.kind, "amount": str(stray.amount), "reason": stray.reason},
        at=at,
    )
    return stray
