"""Post a letter."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connection

from kith.wall.side import current_tenant


class PostedOutsideTransaction(RuntimeError):
    """A letter must stand or fall with the change it tells of."""


def publish(
    event: str, *, key: str | None = None, available_at: datetime | None = None, **payload: Any
) -> None:
    """
    Post one event in the caller's transaction; the same `key` again posts nothing.

    The reactions wired to `event` run in a worker, in the tenant that posted.
    With `available_at` they wait until then. The payload is JSON: ids as text.

    :raises PostedOutsideTransaction: there is no transaction to stand or fall with
    """
    if not connection.in_atomic_block:
        raise PostedOutsideTransaction(f"{event} needs a transaction around it")
    tenant = current_tenant()
    identity = uuid.uuid4()
    # Asked for by name: this module is imported before the models are.
    letters = apps.get_model("outbox", "Letter")
    letter = letters(
        id=identity,
        event=event,
        tenant_id=tenant.uuid if tenant else None,
        key=f"{tenant.uuid if tenant else 'public'}:{event}:{key}" if key else str(identity),
        payload={name: _plain(value) for name, value in payload.items()},
        available_at=available_at,
    )
    # Insert only, no reading back: a tenant may post letters, not read them.
    letters.objects.bulk_create([letter], ignore_conflicts=True)


def _plain(value: Any) -> Any:
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    return value
