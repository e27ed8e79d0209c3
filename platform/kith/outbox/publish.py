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


def publish_many(events: Mapping[str, Event]) -> None:
    """
    Post many events of one kind under their keys, on this side, a thousand a statement.

    :raises PostedOutsideTransaction: there is no transaction to stand or fall with
    """
    poster = current_tenant()
    tenant_id = poster.uuid if poster else None
    kinds = {event.event_name for event in events.values()}
    if len(kinds) > 1:
        raise ValueError(f"one kind a call, not {sorted(kinds)}")
    for name in kinds:
        letters = (
            _letter(name, json.dumps(event.to_letter()), key, tenant_id, None)
            for key, event in events.items()
        )
        _insert(name, letters)


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
    name, payload = event.event_name, json.dumps(event.to_letter())
    _insert(name, [_letter(name, payload, key, whose, moment) for whose, moment in due])


type _Letter = tuple[str, str, uuid.UUID | None, str, datetime | None]


def _letter(
    name: str, payload: str, key: str | None, tenant_id: uuid.UUID | None, moment: datetime | None
) -> _Letter:
    identity = str(uuid.uuid4())
    whose = f"{tenant_id or 'public'}:{name}:{key}" if key else identity
    return payload, identity, tenant_id, whose, moment


def _insert(name: str, letters: Iterable[_Letter]) -> None:
    if not connection.in_atomic_block:
        raise PostedOutsideTransaction(f"{name} needs a transaction around it")
    with connection.cursor() as cursor:
        for some in batched(letters, LETTERS_A_STATEMENT):
            columns = [list(column) for column in zip(*some, strict=True)]
            cursor.execute(_POST, [name, _is_done_already.get(), *columns])


# Insert only, no reading back: a tenant may post letters, not read them.
_POST = """
INSERT INTO outbox_letter (event, sorted_at, payload, id, tenant_id, key, available_at)
SELECT %s,
       CASE WHEN %s AND coalesce(posted.available_at <= now(), true) THEN now() END, posted.*
  FROM unnest(%s::jsonb[], %s::uuid[], %s::uuid[], %s::text[], %s::timestamptz[])
       AS posted (payload, id, tenant_id, key, available_at)
ON CONFLICT DO NOTHING
"""
