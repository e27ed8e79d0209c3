"""Make a tenant: claim a schema, give it a host, open it."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from kith.errors import KeyReused
from kith.outbox import publish
from kith.wall import forget_tenants, public_side
from kith.wall.migrator import template_level
from kith.wall.schemas import build_schema, names_for
from tenants.registry.events import TenantOpened
from tenants.registry.models import Domain, ProvisioningStep, SpareSchema, Tenant
from tenants.registry.reserved import check_slug, skeleton
from tenants.registry.steps import new_step, take_step


@public_side
def provision_tenant(
    *,
    slug: str,
    name: str,
    kind: str,
    owner_id: UUID | None,
    key: str,
    at: datetime,
    currency: str | None = None,
    country: str | None = None,
    locale: str = "en",
    timezone: str | None = None,
) -> Tenant:
    """
    Provision one tenant and open it; the same key again goes on where the first stopped.

    A schema made in advance is claimed when there is one (a row update), otherwise one is
    built from the blueprint. Each step is kept as it is taken. Publishes `tenant.opened`.

    :raises SlugRefused: the address is badly formed, reserved, taken or confusable
    :raises KeyReused: the key already made a tenant of another address or kind
    """
    known = Tenant.objects.filter(provision_key=key).first()
    if known and (known.slug, known.kind) != (slug, kind):
        raise KeyReused(f"{key} already provisioned {known.slug}")
    tenant = known or _begin(
        slug=slug,
        name=name,
        kind=kind,
        owner_id=owner_id,
        currency=currency or settings.KITH_CURRENCY,
        country=country or settings.KITH_COUNTRY,
        locale=locale,
        timezone=timezone or settings.KITH_TIME_ZONE,
        provision_key=key,
        created_at=at,
    )
    if tenant.live_at is None:
        take_step(tenant=tenant, name="schema", work=lambda: _build(tenant), at=at)
        take_step(tenant=tenant, name="doors", work=lambda: _open(tenant, at), at=at)
    return tenant


@transaction.atomic
def _begin(*, slug: str, **facts: Any) -> Tenant:
    check_slug(slug)
    tenant_id, at = uuid.uuid4(), facts["created_at"]
    spare = (
        SpareSchema.objects.filter(claimed_by=None, migration_level=template_level())
        .order_by("pk")
        .select_for_update(skip_locked=True)
        .first()
    )
    schema, role = names_for(tenant_id.hex)
    if spare:
        spare.claimed_by = tenant_id
        spare.save(update_fields=["claimed_by"])
        schema, role = spare.schema_name, spare.db_role
    tenant = Tenant.objects.create(
        uuid=tenant_id,
        slug=slug,
        skeleton=skeleton(slug),
        schema_name=schema,
        db_role=role,
        migration_level=template_level(),
        live_at=at if spare else None,
        **facts,
    )
    if spare:
        # Nothing is left to wait for: the shop stands in the transaction that named it.
        steps = [new_step(tenant=tenant, name=name, at=at) for name in ("schema", "doors")]
        ProvisioningStep.objects.bulk_create(steps)
        _announce(tenant, at)
    return tenant


def _build(tenant: Tenant) -> None:
    build_schema(schema=tenant.schema_name, role=tenant.db_role)
    # The blueprint may be a newer one than when the tenant was begun.
    tenant.migration_level = template_level()
    tenant.save(update_fields=["migration_level"])


def _open(tenant: Tenant, at: datetime) -> None:
    tenant.live_at = at
    tenant.save(update_fields=["live_at"])
    _announce(tenant, at)


def _announce(tenant: Tenant, at: datetime) -> None:
    """Give the tenant its address, and say that it is open."""
    Domain.objects.create(
        tenant=tenant,
        host=f"{tenant.slug}.{settings.NETWORK_HOST}",
        is_primary=True,
        token="",
        claimed_at=at,
        verified_at=at,
        checked_at=at,
    )
    publish(TenantOpened(tenant_id=tenant.pk), key=str(tenant.pk))
    transaction.on_commit(forget_tenants)
