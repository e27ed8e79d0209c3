"""Know a guest who buys: by their address, or as somebody new."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from kith.visible import address_to_find, visible_name
from kith.wall import current_tenant, public_side
from tenants.accounts.models import Guest, Locale, Person
from tenants.accounts.phones import PhoneUnreadable, read_phone
from tenants.accounts.usecases.register_person import register_person


@dataclass(frozen=True)
class Buyer:
    """Who buys, and whether nobody was known by their address before."""

    person_id: UUID
    is_new: bool


def find_or_register_buyer(
    *,
    email: str,
    full_name: str,
    phone: str | None = None,
    at: datetime,
    tenant_id: UUID | None = None,
    locale: str = "en",
) -> Buyer:
    """
    Return who buys with this address, and whether they are new.

    Somebody new gets an account without a password, as a customer of the tenant;
    `invite_to_claim` sends the link by which they take it over. Typing an address
    that has an account already proves nothing: what is bought is a guest's, and its
    owner's once they say that it is theirs (`claim_guest`).
    """
    tenant = current_tenant()
    where = tenant_id or (tenant.uuid if tenant else None)
    return _find_or_register(
        email=email, full_name=full_name, phone=phone, at=at, tenant_id=where, locale=locale
    )


@public_side
@transaction.atomic
def _find_or_register(
    *,
    email: str,
    full_name: str,
    phone: str | None,
    at: datetime,
    tenant_id: UUID | None,
    locale: str,
) -> Buyer:
    known = Person.objects.locked().filter(email=address_to_find(email)).first()
    if known:
        guest = Guest.objects.create(
            tenant_id=tenant_id,
            email=known.email,
            full_name=visible_name(full_name),
            locale=locale if locale in Locale.values else Locale.ENGLISH,
            bought_at=at,
        )
        return Buyer(guest.pk, is_new=False)
    person = register_person(
        email=email,
        full_name=full_name,
        # The order keeps what the buyer typed; an account needs no number.
        phone=_readable(phone),
        tenant_id=tenant_id,
        locale=locale,
        at=at,
    )
    return Buyer(person.pk, is_new=True)


def _readable(phone: str | None) -> str | None:
    try:
        return read_phone(phone) if phone else None
    except PhoneUnreadable:
        return None
