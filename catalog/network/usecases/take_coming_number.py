"""Hear from the network how a number stands that comes from another operator."""

from django.db import transaction

from catalog.network.events import ComingNumberAnswered
from catalog.network.models import ComingNumber
from catalog.network.port import PortAnswer
from catalog.network.request_ids import read_request_id
from kith.outbox import publish
from kith.wall import public_side


@public_side
@transaction.atomic
def take_coming_number(*, request_id: str, answer: PortAnswer) -> bool:
    """
    Pass the word on to the shop whose customer asked; say whether anybody did.

    The same word again is passed on once. What it changes is for the shop to say.
    """
    name = read_request_id(request_id)
    row = ComingNumber.objects.filter(pk=name.subject).first() if name else None
    if row is None:
        return False
    publish(
        ComingNumberAnswered(
            port_in_id=row.pk,
            state=answer.state,
            reason=answer.reason,
            moves_on=answer.moves_on,
        ),
        key=f"{row.pk}:{answer.state}:{answer.moves_on}",
        to_tenant=row.tenant_id,
    )
    return True
