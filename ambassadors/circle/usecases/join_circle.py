"""Take a new customer into the circle."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ambassadors.circle.models import Invitation, Member
from ambassadors.circle.rings import has_room, hold_circle, is_capped
from kith.visible import address_to_find


@transaction.atomic
def join_circle(
    *, person_id: UUID, name: str, email: str = "", order_id: UUID | None = None, at: datetime
) -> Member:
    """
    Keep one customer as a member; the same person again returns the first.

    Whoever bought is served. When the open rings are full they wait outside until the
    next one opens, and the seller sees it.
    """
    size = hold_circle(at=at).widest
    known = Member.objects.filter(person_id=person_id).first()
    if known:
        return known
    is_inside = not is_capped() or has_room(size=size)
    return Member.objects.create(
        person_id=person_id,
        name=name,
        order_id=order_id,
        invitation=_invitation_of(email, at),
        came_at=at,
        joined_at=at if is_inside else None,
    )


def _invitation_of(email: str, at: datetime) -> Invitation | None:
    """Find the invitation sent to this address, and count it as accepted by the purchase."""
    if not email:
        return None
    sent = Invitation.objects.locked().filter(sent_to=address_to_find(email), member=None)
    invitation = sent.filter(withdrawn_at=None).first()
    if invitation and invitation.accepted_at is None:
        invitation.accepted_at = at
        invitation.save(update_fields=["accepted_at"])
    return invitation
