"""Make a tenant: claim a schema, give it a host, open it."""

from __future__ import annotations

import uuid
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from kith.errors import KeyReused
from kith.outbox import publish
from kith.wall import forget_tenants, public_side
from kith.wall.migrator import template_level
from kith.wall.schemas import build_schema, names_for
from tenants.registry.models import Domain, SpareSchema, Tenant
from tenants.registry.reserved import check_slug, skeleton


@public_side
@transaction.atomic
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
    Provision one tenant and open it; the same key again returns the first.

    A schema made in advance is claimed when there is one (a row update),
    otherwise one is built from the blueprint. Publishes `tenant.opened`.

    :raises SlugRefused: the address is badly formed, reserved, taken or confusable
    :raises KeyReused: the key already made a tenant of another address or kind
    """
    if known := Tenant.objects.filter(provision_key=key).first():
        if (known.slug, known.kind) != (slug, kind):
            raise KeyReused(f"{key} already provisioned {known.slug}")
        return known
    check_slug(slug)
    tenant_id = uuid.uuid4()
    schema, role = _schema_for(tenant_id)
    tenant = Tenant(
        uuid=tenant_id,
        slug=slug,
        skeleton=skeleton(slug),
        name=name,
        kind=kind,
        owner_id=owner_id,
        schema_name=schema,
        db_role=role,
        currency=currency or settings.KITH_CURRENCY,
        country=country or settings.KITH_COUNTRY,
        locale=locale,
        timezone=timezone or settings.KITH_TIME_ZONE,
        provision_key=key,
        created_at=at,
        live_at=at,
        migration_level=template_level(),
    )
    tenant.save(force_insert=True)
    Domain.objects.create(
        tenant=tenant,
        host=f"{slug}.{settings.NETWORK_HOST}",
        is_primary=True,
        token="",
        claimed_at=at,
        verified_at=at,
        checked_at=at,
    )
    publish("tenant.opened", key=str(tenant_id), tenant_id=tenant_id)
    transaction.on_commit(forget_tenants)
    return tenant


def _schema_for(tenant_id: UUID) -> tuple[str, str]:
    spare = (
        SpareSchema.objects.filter(claimed_by=None, migration_level=template_level())
        .order_by("pk")
        .select_for_update(skip_locked=True)
        .first()
    )
    if spare:
        spare.claimed_by = tenant_id
        spare.save(update_fields=["claimed_by"])
        return spare.schema_name, spare.db_role
    schema, role = names_for(tenant_id.hex)
    build_schema(schema=schema, role=role)
    return schema, role
