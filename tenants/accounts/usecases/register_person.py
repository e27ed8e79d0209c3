"""Make an account for somebody new."""

from datetime import datetime
from itertools import count
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
        handle=_free_handle(handle, full_name),
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


def _free_handle(wanted: str | None, full_name: str) -> str:
    if wanted:
        handle = read_handle(wanted)
        if Person.objects.filter(handle_shape=handle_shape(handle)).exists():
            raise HandleTaken(_("This handle is taken, or reads like one that is."))
        return handle
    base = propose_handle(full_name)
    tries = (base if n == 1 else f"{base}-{n}" for n in count(1))
    return next(
        handle
        for handle in tries
        if handle_shape(handle) not in RESERVED_SHAPES
        and not Person.objects.filter(handle_shape=handle_shape(handle)).exists()
    )
