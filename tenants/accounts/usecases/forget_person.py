"""Leave of a person the row that the books mean, and nothing that says who they were."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from kith.belongings import GONE
from kith.wall import public_side
from tenants.accounts.models import Person


@public_side
@transaction.atomic
def forget_person(*, person_id: UUID, at: datetime) -> None:
    """
    Replace name, address, handle and phone, and let nobody sign in any more. Twice changes nothing.

    :raises Person.DoesNotExist: nobody has this id
    """
    person = Person.objects.locked().get(pk=person_id)
    word = f"gone-{person_id.hex[:24]}"
    person.email, person.full_name, person.phone = f"{word}@nobody.invalid", GONE, None
    # No shape of a handle that somebody may choose: those have no hyphen.
    person.handle = person.handle_shape = word
    person.is_active = False
    person.last_login = None
    person.set_unusable_password()
    person.save()
