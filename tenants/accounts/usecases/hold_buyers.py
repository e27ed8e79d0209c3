"""Know customers, guests among them, as they stand until the transaction ends."""

from collections.abc import Collection
from uuid import UUID

from kith.wall import public_side
from tenants.accounts.models import Guest
from tenants.accounts.queries import PersonCard, card_of_guest, person_cards


@public_side
def hold_buyers(*, person_ids: Collection[UUID]) -> dict[UUID, PersonCard]:
    """
    Return customers by the id their lines or orders have, with contact, in one statement.

    A guest is held until it commits, so that what is written for them is written before somebody
    claims them, or after; who claimed one is given in their place.
    """
    found = person_cards(person_ids, with_contact=True)
    if missing := set(person_ids) - found.keys():
        guests = list(Guest.objects.locked().filter(pk__in=missing).order_by("pk"))
        owners = person_cards(
            {one.claimed_by_id for one in guests if one.claimed_by_id}, with_contact=True
        )
        for guest in guests:
            owner = owners.get(guest.claimed_by_id) if guest.claimed_by_id else None
            found[guest.pk] = owner or card_of_guest(guest)
    return found
