"""Say whether what a guest bought under one's address is one's own."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kith.errors import DomainError
from kith.wall import public_side
from tenants.accounts.guests import is_under_address_of
from tenants.accounts.models import Guest
from tenants.accounts.usecases.join_tenant import join_tenant


class GuestAnswered(DomainError):
    """It was said before, and differently, whose the purchase is."""

    code = "guest.answered"


@public_side
@transaction.atomic
def claim_guest(*, guest_id: UUID, person_id: UUID, is_mine: bool, at: datetime) -> bool:
    """
    Keep a person's word about a guest; the same again changes nothing. Returns whether it is new.

    Whoever says it is theirs becomes a customer of the shop. What is not stays with whoever has
    its link.

    :raises Guest.DoesNotExist: nobody bought so under an address of this person
    :raises GuestAnswered: it was answered differently before
    """
    guest = Guest.objects.locked().get(pk=guest_id)
    if not is_under_address_of(guest_id=guest_id, person_id=person_id):
        raise Guest.DoesNotExist(f"guest {guest_id} typed another address")
    if guest.claimed_by_id is not None or guest.refused_at is not None:
        if guest.claimed_by_id == (person_id if is_mine else None):
            return False
        raise GuestAnswered(
            _("Somebody said before whose this order is."),
            mend=_("Write to the shop if that was wrong."),
        )
    if not is_mine:
        guest.refused_at = at
        guest.save(update_fields=["refused_at"])
        return True
    guest.claimed_by_id, guest.claimed_at = person_id, at
    guest.save(update_fields=["claimed_by_id", "claimed_at"])
    if guest.tenant_id:
        join_tenant(person_id=person_id, tenant_id=guest.tenant_id, at=at)
    return True
