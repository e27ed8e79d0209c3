"""Change what others see of a person."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kith.outbox import publish
from kith.visible import visible_name
from kith.wall import public_side
from tenants.accounts.events import PersonRenamed
from tenants.accounts.handles import handle_shape, read_handle
from tenants.accounts.models import Person
from tenants.accounts.phones import read_phone
from tenants.accounts.usecases.register_person import HandleTaken


@public_side
@transaction.atomic
def change_profile(
    *, person_id: UUID, full_name: str, handle: str, phone: str | None, locale: str
) -> Person:
    """
    Return the person as they now wish to be known.

    A number that belongs to another account stays unset, without a word about whose it is.

    :raises HandleTaken: the handle, or one that reads like it, is taken
    :raises HandleNotAllowed: the handle is malformed or reserved
    :raises NameUnseen: no letter of the name can be seen
    :raises PhoneUnreadable: the phone number is none
    """
    person = Person.objects.locked().get(pk=person_id)
    others = Person.objects.exclude(pk=person_id)
    if handle != person.handle:
        person.handle = read_handle(handle)
        person.handle_shape = handle_shape(person.handle)
        if others.filter(handle_shape=person.handle_shape).exists():
            raise HandleTaken(
                _("This handle is taken, or reads like one that is."), mend=_("Choose another one.")
            )
    number = read_phone(phone) if phone else None
    if number is None or not others.filter(phone=number).exists():
        person.phone = number
    name = visible_name(full_name)
    if name != person.full_name:
        person.full_name = name
        publish(PersonRenamed(person_id=person.pk))
    person.locale = locale
    person.save(update_fields=["full_name", "handle", "handle_shape", "phone", "locale"])
    return person
