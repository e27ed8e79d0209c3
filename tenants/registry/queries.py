"""What others may ask of the registry."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import OuterRef, QuerySet
from django.urls import reverse

from kith.translated import in_this_language
from kith.wall import TenantRef, public_side
from kith.wall.addresses import address_of
from tenants.registry.models import Domain, Tenant


@dataclass(frozen=True)
class TenantCard:
    """A tenant as pages show it."""

    uuid: UUID
    slug: str
    name: str
    tagline: str
    kind: str
    owner_id: UUID | None
    host: str
    created_at: datetime
    live_at: datetime | None
    promoted_at: datetime | None
    is_open: bool

    @property
    def url(self) -> str:
        return tenant_url(self.host)


@dataclass(frozen=True)
class TenantFacts:
    """Whose a shop is, of what kind, and since when: what its money is shared by."""

    kind: str
    owner_id: UUID | None
    created_at: datetime
    live_at: datetime | None


def tenant_url(host: str, path: str = "/") -> str:
    """Return the address of a page on a host, with scheme and port of this installation."""
    return address_of(host, path)


@public_side
def live_tenants() -> list[TenantRef]:
    """Return every open tenant, suspended ones among them, oldest first."""
    return [tenant.ref for tenant in Tenant.objects.open().order_by("created_at", "pk")]


@public_side
def countries_served() -> set[str]:
    """Return the countries that a shop of the network sells in, the network's own among them."""
    countries = Tenant.objects.open().order_by().values_list("country", flat=True).distinct()
    return {settings.KITH_COUNTRY, *countries}


@public_side
def tenant_stands(*, tenant_id: UUID) -> bool:
    """Say whether there is such a tenant, open or suspended for now; a closed one is gone."""
    return Tenant.objects.filter(pk=tenant_id, closed_at=None).exists()


@public_side
def standing_tenant(*, tenant_id: UUID) -> TenantRef | None:
    """Return a tenant, open or suspended for now, to read its books; None where it is gone."""
    made = Tenant.objects.open().filter(pk=tenant_id).first()
    return made.ref if made else None


@dataclass(frozen=True)
class Suspension:
    """Why and since when a shop sells nothing."""

    shop: str
    owner_id: UUID | None
    since: datetime
    because: str


@public_side
def suspension_of(*, tenant_id: UUID) -> Suspension | None:
    """Return the suspension a shop is under, None where it is not."""
    row = Tenant.objects.filter(pk=tenant_id, suspended_at__isnull=False).first()
    if row is None:
        return None
    return Suspension(row.name, row.owner_id, row.suspended_at, row.suspended_because)


@public_side
def open_tenant_count() -> int:
    """Count the shops that sell."""
    return Tenant.objects.selling().count()


@public_side
def tenant_card(*, tenant_id: UUID) -> TenantCard:
    """
    Return one tenant's card.

    :raises Tenant.DoesNotExist: there is none of that id
    """
    found = _cards(Tenant.objects.filter(pk=tenant_id))
    if not found:
        raise Tenant.DoesNotExist(f"there is no tenant {tenant_id}")
    return found[0]


@public_side
def tenant_facts(*, tenant_id: UUID) -> TenantFacts:
    """
    Return what a shop's money is shared by.

    :raises Tenant.DoesNotExist: there is none of that id
    """
    columns = [one.name for one in fields(TenantFacts)]
    return TenantFacts(*Tenant.objects.filter(pk=tenant_id).values_list(*columns).get())


@public_side
def tenant_cards(*, ids: list[UUID] | None = None) -> list[TenantCard]:
    """Return the cards of these tenants, or of all that sell."""
    found = Tenant.objects.selling() if ids is None else Tenant.objects.filter(pk__in=ids)
    return _cards(found.order_by("name", "pk"))


@public_side
def tenant_names(*, ids: Collection[UUID]) -> dict[UUID, str]:
    """Return what these tenants are called; one that does not exist is absent."""
    return dict(Tenant.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "name"))


@public_side
def tenant_owned_by(*, person_id: UUID) -> TenantCard | None:
    """Return the storefront a person owns, None when there is none or it is being made."""
    owned = Tenant.objects.filter(owner_id=person_id, closed_at=None, live_at__isnull=False)
    cards = _cards(owned.order_by("pk"))
    return cards[0] if cards else None


@public_side
def shops_owned_by(*, person_ids: Collection[UUID]) -> list[TenantCard]:
    """Return the shops that these people own, closed ones left out."""
    owned = Tenant.objects.filter(owner_id__in=person_ids, closed_at=None)
    return _cards(owned.order_by("pk"))


@public_side
def owners_of(*, ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Return whose these shops are; one that is closed, or nobody's, is absent."""
    owned = Tenant.objects.filter(pk__in=ids, closed_at=None, owner_id__isnull=False)
    return dict(owned.order_by("pk").values_list("pk", "owner_id"))


@public_side
def home_tenant() -> TenantRef:
    """
    Return the telco's own shop.

    :raises Tenant.DoesNotExist: it was not made yet
    """
    return Tenant.objects.get(kind=Tenant.Kind.HOME).ref


@public_side
def primary_host(*, tenant_id: UUID) -> str:
    """Return the host a tenant is known by: its own domain once proved, else its address here."""
    return _hosts(tenant_id).values_list("host", flat=True)[0]


def page_address(page: str, *args: object, tenant_id: UUID | None) -> str:
    """Return the address of a page of a shop, by its name; None is the network's own host."""
    urls = "config.urls.tenant" if tenant_id else "config.urls.public"
    return tenant_url(host_of(tenant_id=tenant_id), reverse(page, args=args, urlconf=urls))


def host_of(*, tenant_id: UUID | None) -> str:
    """Return the host a shop is known by; None is the network's own."""
    return primary_host(tenant_id=tenant_id) if tenant_id else settings.NETWORK_HOST


def shop_link(*, tenant_id: UUID) -> str:
    """Return the address a seller passes on."""
    return tenant_url(primary_host(tenant_id=tenant_id))


def _cards(tenants: QuerySet[Tenant]) -> list[TenantCard]:
    return [
        TenantCard(
            uuid=row.uuid,
            slug=row.slug,
            name=row.name,
            **in_this_language(row.translations, tagline=row.tagline),
            kind=row.kind,
            owner_id=row.owner_id,
            host=row.known_host or f"{row.slug}.{settings.NETWORK_HOST}",
            created_at=row.created_at,
            live_at=row.live_at,
            promoted_at=row.promoted_at,
            is_open=row.is_open,
        )
        for row in tenants.annotate(known_host=_hosts(OuterRef("pk")).values("host")[:1])
    ]


def _hosts(tenant: Any) -> QuerySet[Domain]:
    """Select a tenant's hosts: its own domain once proved stands before its address here."""
    proved = Domain.objects.filter(tenant_id=tenant, verified_at__isnull=False)
    return proved.order_by("is_primary", "pk")
