"""Note on a way out that another operator named a code for it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from catalog.porting.models import LOCKED, PortOut


@transaction.atomic
def take_leaving_try(
    *, code_id: UUID, operator: str, is_right: bool, tries_left: int, at: datetime
) -> None:
    """Say who takes the number, or close the way after too many wrong codes; once."""
    port_out = PortOut.objects.locked().open().filter(pk=code_id).first()
    if port_out is None or port_out.accepted_at is not None:
        return
    if is_right:
        port_out.accepted_at, port_out.operator = at, operator
        port_out.save(update_fields=["accepted_at", "operator"])
    elif tries_left == 0:
        port_out.end(outcome=LOCKED, at=at)
