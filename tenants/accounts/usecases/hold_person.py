"""Have one change of a person's after another."""

from uuid import UUID

from kith.wall import public_side
from tenants.accounts.models import Person


@public_side
def hold_person(*, person_id: UUID) -> None:
    """
    Hold a person until the caller's transaction ends, so that nobody else decides of them.

    :raises Person.DoesNotExist: nobody has this id
    """
    Person.objects.locked().get(pk=person_id)
