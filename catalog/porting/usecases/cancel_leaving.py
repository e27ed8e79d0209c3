"""Stay: the code to leave is good for nothing any more."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from catalog.network.usecases.end_leaving_code import end_leaving_code
from catalog.porting.models import CANCELLED, PortOut
from kith.errors import DomainError


class NumberOnItsWay(DomainError):
    """Another operator named the code: it is theirs to stop."""

    code = "porting.number_on_its_way"


@transaction.atomic
def cancel_leaving(*, line_id: UUID, at: datetime) -> None:
    """
    End the open code of a line; where none is open nothing changes.

    :raises NumberOnItsWay: another operator is taking the number already
    """
    port_out = PortOut.objects.locked().open().filter(line_id=line_id).first()
    if port_out is None:
        return
    if not end_leaving_code(code_id=port_out.pk, at=at):
        raise NumberOnItsWay(
            _("Your new operator is already taking your number."),
            mend=_("Tell them that you want to stay: only they can stop it now."),
        )
    port_out.end(outcome=CANCELLED, at=at)
