"""Make an account for somebody new."""

from datetime import datetime
from secrets import randbelow
from uuid import UUID

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from kith.errors import DomainError
from kith.outbox import publish
from kith.visible import read_address, visible_name
from kith.wall import public_side
from tenants.accounts.events import PersonRegistered
from tenants.accounts.handles import (
    RESERVED_SHAPES,
    handle_shape,
    propose_handle,
    read_handle,
)
from tenants.accounts.models import Consent, PartyRole, Person, Role
from tenants.accounts.phones import read_phone

# So many namesakes get the next number, the others one out of so many: five digits at most.
COUNTED, SPREAD = 9, 99_990


class EmailTaken(DomainError):
    """Somebody signs in with this address already."""

    code = "person.email_taken"


class HandleTaken(DomainError):
    """Somebody has this handle, or one that reads like it."""

    code = "person.handle_taken"


@public_side
@transaction.atomic
def register_person(
    *,
    email: str,
    full_name: str,
    at: datetime,
    password: str | None = None,
    phone: str | None = None,
    locale: str = "en",
    handle: str | None = None,
    tenant_id: UUID | None = None,
    encouraged_by: UUID | None = None,
    is_email_proved: bool = False,
) -> Person:
    """
    Make one account, known everywhere, and say so.

    With a tenant the person is a customer there from now on. A phone number
    that somebody else gave before is left out: it proves nothing yet, and the
    answer must not tell whose it is.

    :raises EmailTaken: the address already has an account
    :raises HandleTaken: the handle asked for, or one that reads like it, is taken
    :raises HandleNotAllowed: the handle asked for is malformed or reserved
    :raises NameUnseen: no letter of the name can be seen
    :raises AddressUnreadable: something in the e-mail address cannot be seen
    :raises PhoneUnreadable: the phone number is none
    """
    email = read_address(email)
    phone = read_phone(phone) if phone else None
    if Person.objects.filter(email=email).exists():
        raise EmailTaken(_("This e-mail already has an account."), mend=_("Sign in, or reset it."))
    if phone and Person.objects.filter(phone=phone).exists():
        phone = None

    person = Person(
        email=email,
        full_name=visible_name(full_name),
        handle=_chosen_handle(handle) if handle else _free_handle(full_name),
        phone=phone,
        locale=locale if locale in dict(settings.LANGUAGES) else "en",
        created_at=at,
    )
    person.handle_shape = handle_shape(person.handle)
    person.set_password(password)
    person.save(force_insert=True)
    if is_email_proved:
        # Until it is proved, allauth makes this row itself, when it writes to the address.
        EmailAddress.objects.create(user=person, email=email, primary=True, verified=True)
    if tenant_id:
        PartyRole.objects.create(
            person=person, tenant_id=tenant_id, role=Role.CUSTOMER, starts_at=at
        )
        Consent.objects.create(
            person=person, tenant_id=tenant_id, purpose="share-contact", given_at=at
        )
    publish(
        PersonRegistered(
            person_id=person.pk,
            tenant_id=tenant_id,
            encouraged_by=encouraged_by,
            registered_at=at,
        ),
        key=f"person.registered:{person.pk}",
    )
    return person


def _chosen_handle(wanted: str) -> str:
    handle = read_handle(wanted)
    if _free([handle]) != [handle]:
        raise HandleTaken(_("This handle is taken, or reads like one that is."))
    return handle


def _free_handle(full_name: str) -> str:
    """
    Return a handle made of a name that nobody has.

    The first few of a name count up. After them it is chance: counting on would look once for each
    namesake, and two who register at once would be led to the same one.
    """
    base = propose_handle(full_name)
    tries = [base, *(f"{base}-{n}" for n in range(2, COUNTED + 1))]
    while not (free := _free(tries)):
        tries = [f"{base}-{randbelow(SPREAD) + COUNTED + 1}" for _ in tries]
    return free[0]


def _free(handles: list[str]) -> list[str]:
    """Return those of the handles that are nobody's, and read like nobody's."""
    shapes = {handle: handle_shape(handle) for handle in handles}
    taken = Person.objects.filter(handle_shape__in=shapes.values())
    barred = RESERVED_SHAPES.union(taken.values_list("handle_shape", flat=True))
    return [handle for handle, shape in shapes.items() if shape not in barred]
