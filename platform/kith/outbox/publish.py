"""Post a letter."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from itertools import batched

from django.db import connection

from kith.outbox.events import Event
from kith.wall.side import current_tenant

LETTERS_A_STATEMENT = 1_000
_is_done_already: ContextVar[bool] = ContextVar("letters_are_done_already", default=False)


class PostedOutsideTransaction(RuntimeError):
    """A letter must stand or fall with the change it tells of."""


class PostedForAnother(RuntimeError):
    """A tenant posted a letter that is to run in another one."""


def publish(
    event: Event,
    *,
    key: str | None = None,
    available_at: datetime | None = None,
    to_tenant: uuid.UUID | None = None,
) -> None:
    """
    Post one event in the caller's transaction; the same `key` again posts nothing.

    The reactions wired to `event` run in a worker, in the tenant that posted; public code says
    with `to_tenant` whose letter it is, and need not enter. With `available_at` they wait until
    then.

    :raises PostedOutsideTransaction: there is no transaction to stand or fall with
    :raises PostedForAnother: a tenant may post for nobody but itself
    :raises TypeError: a member of the event is not what the event says
    """
    poster = current_tenant()
    if poster and to_tenant not in (None, poster.uuid):
        raise PostedForAnother(f"{poster.slug} posted {event.event_name} for another tenant")
    tenant_id = poster.uuid if poster else to_tenant
    _post(event, key=key, due=[(tenant_id, available_at)])


def publish_to_each(event: Event, *, key: str, due: Mapping[uuid.UUID, datetime]) -> None:
    """
    Post one event to many tenants at once, to each from its own moment on; public code only.

    :raises PostedOutsideTransaction: there is no transaction to stand or fall with
    :raises PostedForAnother: a tenant may post for nobody but itself
    """
    if poster := current_tenant():
        raise PostedForAnother(f"{poster.slug} posted {event.event_name} for other tenants")
    _post(event, key=key, due=due.items())


@contextmanager
def done_already() -> Iterator[None]:
    """
    Let letters posted in the block wake nobody: whoever posts them does what they would cause.

    They are kept like others. What is meant for a moment to come happens when that comes.
    """
    before = _is_done_already.set(True)
    try:
        yield
    finally:
        _is_done_already.reset(before)


def _post(
    event: Event, *, key: str | None, due: Iterable[tuple[uuid.UUID | None, datetime | None]]
) -> None:
    if not connection.in_atomic_block:
        raise PostedOutsideTransaction(f"{event.event_name} needs a transaction around it")
    payload, letters = json.dumps(event.to_letter()), []
    for tenant_id, available_at in due:
        identity = str(uuid.uuid4())
        whose = f"{tenant_id or 'public'}:{event.event_name}:{key}" if key else identity
        letters.append((identity, tenant_id, whose, available_at))
    with connection.cursor() as cursor:
        for some in batched(letters, LETTERS_A_STATEMENT):
            columns = [list(column) for column in zip(*some, strict=True)]
            is_done = _is_done_already.get()
            cursor.execute(_POST, [event.event_name, payload, is_done, *columns])


# Insert only, no reading back: a tenant may post letters, not read them.
_POST = """
INSERT INTO outbox_letter (event, payload, sorted_at, id, tenant_id, key, available_at)
SELECT %s, %s::jsonb,
       CASE WHEN %s AND coalesce(posted.available_at <= now(), true) THEN now() END, posted.*
  FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::timestamptz[])
       AS posted (id, tenant_id, key, available_at)
ON CONFLICT DO NOTHING
"""
