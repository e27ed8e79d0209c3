"""Who bought under the address of an account that nobody was signed in to."""

from collections.abc import Collection
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import Q

from kith.wall import public_side
from tenants.accounts.models import Guest, Person


@public_side
def guests_among(ids: Collection[UUID]) -> list[Guest]:
    """Return those of the ids that are guests', with who claimed them."""
    if not ids:
        return []
    return list(Guest.objects.filter(pk__in=ids).select_related("claimed_by").order_by("pk"))


@public_side
def is_guest(*, person_id: UUID) -> bool:
    """Say whether an id is a guest's, which counts for nobody before it is claimed."""
    return Guest.objects.filter(pk=person_id, claimed_by=None).exists()


@public_side
def guests_waiting(*, person_id: UUID, tenant_id: UUID) -> list[UUID]:
    """Return the guests of one shop of whom a person, by their address, may say who they are."""
    named = Guest.objects.waiting().filter(_under_addresses_of(person_id), tenant_id=tenant_id)
    return list(named.order_by("bought_at", "pk").values_list("pk", flat=True))


@public_side
def is_under_address_of(*, guest_id: UUID, person_id: UUID) -> bool:
    """Say whether a guest typed an address that this person proved."""
    return Guest.objects.filter(_under_addresses_of(person_id), pk=guest_id).exists()


def _under_addresses_of(person_id: UUID) -> Q:
    """Select by the address a person signs in with, and others they proved."""
    own = Person.objects.filter(pk=person_id).values("email")
    proved = EmailAddress.objects.filter(user_id=person_id, verified=True).values("email")
    return Q(email__in=own) | Q(email__in=proved)
