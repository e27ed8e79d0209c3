"""Tell the whole network that a number is to come from another operator."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from catalog.network.events import US
from catalog.network.models import ComingNumber
from catalog.network.port import NumberToBring
from kith.errors import DomainError
from kith.wall import public_side


class NumberComesAlready(DomainError):
    """Somebody asked for this number before."""

    code = "network.number_comes_already"

    def __init__(self) -> None:
        super().__init__(
            _("This number is already on its way to us."),
            mend=_("Look at your other lines, or ask us if it was not you."),
        )


@public_side
def announce_number(
    *,
    port_in_id: UUID,
    tenant_id: UUID,
    number: NumberToBring,
    moves_on: date,
    late_from: datetime,
    at: datetime,
) -> None:
    """
    Keep the number from anybody else who asks for it; the same announcement again changes nothing.

    :raises NumberComesAlready: another line, of this shop or any other, waits for it
    """
    try:
        with transaction.atomic():
            ComingNumber.objects.get_or_create(
                pk=port_in_id,
                defaults={
                    "tenant_id": tenant_id,
                    "e164": number.e164,
                    "operator": number.operator,
                    "asked_at": at,
                    "waits_for": US,
                    "waits_since": at,
                    "late_from": late_from,
                    "moves_on": moves_on,
                },
            )
    except IntegrityError as taken:
        raise NumberComesAlready from taken
