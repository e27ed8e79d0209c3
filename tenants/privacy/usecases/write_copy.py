"""Write the copy that a person asked for."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kith.outbox import publish
from kith.wall import public_side
from tenants.accounts.queries import person_card
from tenants.privacy.copies import write_copy_file
from tenants.privacy.events import CopyReady
from tenants.privacy.models import PersonalCopy
from tenants.privacy.places import places_of, whose_are


@public_side
def write_copy(*, copy_id: UUID, at: datetime) -> bool:
    """Write it, outside any transaction; returns whether it was still wanted. Safe to repeat."""
    copy = PersonalCopy.objects.in_the_making().filter(pk=copy_id).first()
    if copy is None:
        return False
    person = person_card(copy.person_id)
    places = places_of(person_id=copy.person_id)
    rows = PersonalCopy.objects.in_the_making().filter(pk=copy_id)
    rows.update(place_count=len(places), done_count=0)

    def told(count: int) -> None:
        rows.update(done_count=count)

    size = write_copy_file(
        copy_id=copy_id,
        whose=whose_are(person_id=copy.person_id),
        name=person.name,
        language=person.locale,
        places=places,
        at=at,
        told=told,
    )
    with transaction.atomic():
        if not rows.update(ready_at=at, byte_count=size):
            return False
        publish(CopyReady(copy_id=copy_id), key=str(copy_id))
    return True
