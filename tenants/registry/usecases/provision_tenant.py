"""Make a tenant: claim a schema, give it a host, open it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
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
from tenants.registry.models import Domain, Tenant
from tenants.registry.reserved import check_slug, is_allowed, skeleton
from tenants.registry.sql_claims import claim_spare
from tenants.registry.steps import STEPS, take_step


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

    A schema made in advance is claimed when there is one, in one statement, otherwise one is
    built from the blueprint. Each step is kept as it is taken. Publishes `tenant.opened`.

    :raises SlugRefused: the address is badly formed, reserved, taken or confusable
    :raises KeyReused: the key already made a tenant of another address or kind
    """
    facts = {
        "uuid": uuid.uuid4(),
        "slug": slug,
        "skeleton": skeleton(slug),
        "name": name,
        "kind": kind,
        "owner_id": owner_id,
        "currency": currency or settings.KITH_CURRENCY,
        "country": country or settings.KITH_COUNTRY,
        "locale": locale,
        "timezone": timezone or settings.KITH_TIME_ZONE,
        "provision_key": key,
        "created_at": at,
        "migration_level": template_level(),
    }
    # Mostly one statement is all; why it claimed nothing is looked up only then.
    tenant = (_claim(facts) if is_allowed(slug) else None) or _known(facts) or _begin(facts)
    if tenant.live_at is None:
        take_step(tenant=tenant, name="schema", work=lambda: _build(tenant), at=at)
        take_step(tenant=tenant, name="doors", work=lambda: _open(tenant, at), at=at)
    return tenant


@transaction.atomic
def _claim(facts: Mapping[str, Any]) -> Tenant | None:
    steps = {name: STEPS[name] for name in ("schema", "doors")}
    tenant = claim_spare(host=_host_of(facts["slug"]), steps=steps, facts=facts)
    if tenant:
        _tell(tenant)
    return tenant


def _known(facts: Mapping[str, Any]) -> Tenant | None:
    tenant = Tenant.objects.filter(provision_key=facts["provision_key"]).first()
    if tenant and (tenant.slug, tenant.kind) != (facts["slug"], facts["kind"]):
        raise KeyReused(what=f"{tenant.provision_key} already provisioned {tenant.slug}")
    return tenant


@transaction.atomic
def _begin(facts: Mapping[str, Any]) -> Tenant:
    check_slug(facts["slug"])
    schema, role = names_for(facts["uuid"].hex)
    return Tenant.objects.create(schema_name=schema, db_role=role, **facts)


def _build(tenant: Tenant) -> None:
    build_schema(schema=tenant.schema_name, role=tenant.db_role)
    # The blueprint may be a newer one than when the tenant was begun.
    tenant.migration_level = template_level()
    tenant.save(update_fields=["migration_level"])


def _open(tenant: Tenant, at: datetime) -> None:
    tenant.live_at = at
    tenant.save(update_fields=["live_at"])
    Domain.objects.create(
        tenant=tenant,
        host=_host_of(tenant.slug),
        is_primary=True,
        token="",
        claimed_at=at,
        verified_at=at,
        checked_at=at,
    )
    _tell(tenant)


def _host_of(slug: str) -> str:
    return f"{slug}.{settings.NETWORK_HOST}"


def _tell(tenant: Tenant) -> None:
    publish(TenantOpened(tenant_id=tenant.pk), key=str(tenant.pk))
    transaction.on_commit(forget_tenants)
