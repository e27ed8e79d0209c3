"""Where a person reads their mail, and in which language."""

from collections.abc import Collection
from uuid import UUID

from allauth.account.models import EmailAddress

from kith.mail import Reader
from kith.wall import public_side
from tenants.accounts.guests import guests_among
from tenants.accounts.models import Person


@public_side
def reader_of(*, person_id: UUID) -> Reader:
    """
    Return a person at the address they sign in with, or a guest at the one they typed.

    :raises Person.DoesNotExist: nobody has this id
    """
    if found := readers_of(person_ids=[person_id]):
        return found[0]
    raise Person.DoesNotExist(f"nobody is {person_id}")


@public_side
def readers_of(*, person_ids: Collection[UUID]) -> list[Reader]:
    """Return people at the addresses they sign in with, and guests at those they typed."""
    people = list(Person.objects.filter(pk__in=person_ids).order_by("pk"))
    guests = guests_among(set(person_ids) - {person.pk for person in people})
    owners = [_reader(guest.claimed_by) for guest in guests if guest.claimed_by]
    others = [guest for guest in guests if guest.claimed_by is None]
    typed = [Reader(guest.email, guest.full_name, guest.locale) for guest in others]
    return [*map(_reader, people), *owners, *typed]


@public_side
def everywhere_of(*, person_id: UUID) -> list[Reader]:
    """
    Return a person at each address they proved, and the one they sign in with.

    What was done in their name is told to all: whoever took one over cannot keep it from the
    others.
    """
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        return [reader_of(person_id=person_id)]
    proved = EmailAddress.objects.filter(user_id=person_id, verified=True)
    addresses = {person.email, *proved.values_list("email", flat=True)}
    return [_reader(person, address) for address in sorted(addresses)]


def _reader(person: Person, address: str = "") -> Reader:
    return Reader(address or person.email, person.full_name, person.locale)
