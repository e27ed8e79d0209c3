"""Call off a number that is on its way."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.porting.changes import call_off
from catalog.porting.models import PortIn
from kith.audit.record import record
from kith.errors import DomainError
from kith.wall import day_here

BY_OWNER = "by_owner"


class NumberMovesToday(DomainError):
    """It is agreed that the number moves today, or has by now."""

    code = "porting.number_moves_today"


@transaction.atomic
def cancel_port_in(*, line_id: UUID, by: UUID, at: datetime) -> None:
    """
    Call off the number a line waits for, until the day before it moves; with none nothing changes.

    :raises NumberMovesToday: too late
    """
    port_in = PortIn.objects.locked().open().filter(line_id=line_id).first()
    if port_in is None:
        return
    if port_in.accepted_at is not None and port_in.moves_on <= day_here(at):
        raise NumberMovesToday(
            _("Your number moves today: it can no longer be called off."),
            mend=_("Once it is here you can take it to any operator again."),
        )
    call_off(port_in, reason=BY_OWNER, at=at)
    record("line.number_called_off", actor_id=by, subject=f"line:{line_id}", detail={}, at=at)
