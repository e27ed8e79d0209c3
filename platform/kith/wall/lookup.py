"""Find a tenant quickly: by host for requests, by uuid for tasks."""

from __future__ import annotations

import time
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.core.cache import caches

from kith.wall.side import TenantRef, TenantUnavailable, in_public

# Short enough that a suspension is felt at once, long enough to spare each request a query.
LIFE_SECONDS = 5.0
_by_host: dict[str, tuple[float, TenantRef | None]] = {}
_by_uuid: dict[UUID, tuple[float, TenantRef]] = {}


def _tenants() -> Any:
    return apps.get_model(settings.TENANT_MODEL).objects


def forget_tenants() -> None:
    """Drop what this process remembers; called when a tenant or domain changes."""
    _by_host.clear()
    _by_uuid.clear()
    caches["process"].clear()


def tenant_by_uuid(uuid: UUID) -> TenantRef:
    """
    Return the open tenant of that uuid.

    :raises TenantUnavailable: no such tenant, or it is suspended or closed
    """
    now = time.monotonic()
    known = _by_uuid.get(uuid)
    if known and known[0] > now:
        return known[1]
    with in_public():
        tenant = _tenants().open().filter(pk=uuid).first()
    if tenant is None:
        raise TenantUnavailable(f"The shop {uuid} is not open: suspended, closed or unknown.")
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
    if len(_by_host) > 10_000:
        # Unknown hosts are remembered too: a flood of them must not grow memory.
        _by_host.clear()
    ref = tenant.ref if tenant else None
    _by_host[host] = (now + LIFE_SECONDS, ref)
    return ref
