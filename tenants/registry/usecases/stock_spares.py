"""Keep a few schemas ready, so that a new tenant waits for nothing."""

import uuid
from datetime import datetime

from django.db import transaction

from kith.wall import public_side
from kith.wall.migrator import template_level
from kith.wall.schemas import build_schema, names_for
from tenants.registry.models import SpareSchema


@public_side
def stock_spares(*, wanted: int, at: datetime) -> int:
    """Build schemas until `wanted` stand ready; returns how many were built."""
    level = template_level()
    ready = SpareSchema.objects.filter(claimed_by=None, migration_level=level).count()
    for _ in range(wanted - ready):
        schema, role = names_for(uuid.uuid4().hex)
        with transaction.atomic():
            build_schema(schema=schema, role=role)
            SpareSchema.objects.create(
                schema_name=schema, db_role=role, migration_level=level, made_at=at
            )
    return max(0, wanted - ready)
