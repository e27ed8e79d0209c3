"""Find a tenant quickly: by host for requests, by uuid for tasks."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.core.cache import caches

from kith.wall.side import TenantClosed, TenantRef, TenantUnavailable, in_public

# Short enough that a suspension is felt at once, long enough to spare each request a query.
LIFE_SECONDS = 5.0
# Unknown hosts are remembered too: a flood of them must not grow memory.
MOST_HOSTS = 10_000
_by_host: dict[str, tuple[float, TenantRef | None]] = {}
_by_uuid: dict[UUID, tuple[float, TenantRef]] = {}


@dataclass(frozen=True)
class ClosedShop:
    """A shop that was closed, for good or for a while, and the host of the telco's own."""

    name: str
    home_host: str


_closed: dict[str, tuple[float, ClosedShop | None]] = {}


def _tenants() -> Any:
    return apps.get_model(settings.TENANT_MODEL).objects


def forget_tenants() -> None:
    """Drop what this process remembers; called when a tenant or domain changes."""
    _by_host.clear()
    _by_uuid.clear()
    _closed.clear()
    caches["process"].clear()


def tenant_by_uuid(uuid: UUID) -> TenantRef:
    """
    Return the open tenant of that uuid.

    :raises TenantUnavailable: no such tenant, or it is being made
    :raises TenantClosed: it is closed for good
    """
    now = time.monotonic()
    known = _by_uuid.get(uuid)
    if known and known[0] > now:
        return known[1]
    with in_public():
        tenant = _tenants().filter(pk=uuid).first()
    if tenant is not None and tenant.closed_at:
        raise TenantClosed(f"The shop {uuid} is closed for good.")
    if tenant is None or not tenant.is_open:
        raise TenantUnavailable(f"The shop {uuid} is not open: being made, or unknown.")
    _by_uuid[uuid] = (now + LIFE_SECONDS, tenant.ref)
    return tenant.ref


def tenant_by_host(host: str) -> TenantRef | None:
    """Return the open tenant served at a host (lower case, no port), None when there is none."""
    now = time.monotonic()
    known = _by_host.get(host)
    if known and known[0] > now:
        return known[1]
    with in_public():
        tenant = _tenants().open().at_host(host).first()
    if len(_by_host) > MOST_HOSTS:
        _by_host.clear()
    ref = tenant.ref if tenant else None
    _by_host[host] = (now + LIFE_SECONDS, ref)
    return ref


def closed_shop_at(host: str) -> ClosedShop | None:
    """Return the closed shop that a host led to, None when there was none."""
    now = time.monotonic()
    known = _closed.get(host)
    if known and known[0] > now:
        return known[1]
    with in_public():
        name = _tenants().closed_at_host(host).values_list("name", flat=True).first()
        shop = ClosedShop(name, _tenants().home_host()) if name else None
    if len(_closed) > MOST_HOSTS:
        _closed.clear()
    _closed[host] = (now + LIFE_SECONDS, shop)
    return shop


def suspended_shop(tenant: TenantRef) -> ClosedShop:
    """Return what a visitor is told of a shop that staff suspended."""
    with in_public():
        return ClosedShop(tenant.name, _tenants().home_host())
