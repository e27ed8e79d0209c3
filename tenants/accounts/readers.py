"""Where a person reads their mail, and in which language."""

from collections.abc import Collection
from uuid import UUID

from allauth.account.models import EmailAddress

from kith.mail import Reader
from kith.wall import public_side
from tenants.accounts.models import Person


@public_side
def reader_of(*, person_id: UUID) -> Reader:
    """
    Return a person at the address they sign in with.

    :raises Person.DoesNotExist: nobody has this id
    """
    return _reader(Person.objects.get(pk=person_id))


@public_side
def readers_of(*, person_ids: Collection[UUID]) -> list[Reader]:
    """Return people at the addresses they sign in with, in one statement."""
    return [_reader(person) for person in Person.objects.filter(pk__in=person_ids).order_by("pk")]


@public_side
def everywhere_of(*, person_id: UUID) -> list[Reader]:
    """
    Return a person at each address they proved, and the one they sign in with.

    What was done in their name is told to all: whoever took one over cannot keep it from the
    others.
    """
    person = Person.objects.get(pk=person_id)
    proved = EmailAddress.objects.filter(user_id=person_id, verified=True)
    addresses = {person.email, *proved.values_list("email", flat=True)}
    return [_reader(person, address) for address in sorted(addresses)]


def _reader(person: Person, address: str = "") -> Reader:
    return Reader(address or person.email, person.full_name, person.locale)
