"""Open a shop in a schema made in advance: one statement that looks, claims and writes."""

from collections.abc import Mapping
from typing import Any

from tenants.registry.models import Tenant

CLAIM = """
WITH spare AS (
    UPDATE registry_spareschema SET claimed_by = %(uuid)s
     WHERE id = (
        SELECT id FROM registry_spareschema
         WHERE claimed_by IS NULL AND migration_level = %(migration_level)s
           AND NOT EXISTS (SELECT FROM registry_tenant WHERE provision_key = %(provision_key)s)
           AND NOT EXISTS (SELECT FROM registry_tenant WHERE skeleton = %(skeleton)s)
         ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING schema_name, db_role
), tenant AS (
    INSERT INTO registry_tenant (
        uuid, schema_name, db_role, slug, skeleton, name, tagline, kind, owner_id,
        currency, country, locale, timezone, provision_key, created_at, live_at,
        suspended_because, migration_level)
    SELECT %(uuid)s, schema_name, db_role, %(slug)s, %(skeleton)s, %(name)s, '', %(kind)s,
           %(owner_id)s, %(currency)s, %(country)s, %(locale)s, %(timezone)s,
           %(provision_key)s, %(created_at)s, %(created_at)s, '', %(migration_level)s
      FROM spare
    RETURNING *
), steps AS (
    INSERT INTO registry_provisioningstep (
        tenant_id, name, label, position, started_at, ended_at, failure)
    SELECT %(uuid)s, step.name, step.label, step.place - 1, %(created_at)s, %(created_at)s, ''
      FROM spare, unnest(%(steps)s::text[], %(labels)s::text[])
           WITH ORDINALITY AS step(name, label, place)
), domain AS (
    INSERT INTO registry_domain (
        tenant_id, host, is_primary, token, claimed_at, verified_at, checked_at)
    SELECT %(uuid)s, %(host)s, TRUE, '', %(created_at)s, %(created_at)s, %(created_at)s
      FROM spare
)
SELECT * FROM tenant
"""


def claim_spare(*, host: str, steps: Mapping[str, str], facts: Mapping[str, Any]) -> Tenant | None:
    """
    Open a shop in the oldest spare of its level that nobody else is claiming.

    Nothing is left to wait for: its steps, given with their labels, are taken and its host leads
    to it in the statement that makes it. None without a spare, and where the key or an address
    that looks the same is in use: then nothing was written.
    """
    given = {**facts, "host": host, "steps": [*steps], "labels": [*steps.values()]}
    return next(iter(Tenant.objects.raw(CLAIM, given)), None)
