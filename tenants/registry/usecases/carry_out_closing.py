"""Close a shop whose day has come: shut it, keep what it had, clear it away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from kith.audit.record import record
from kith.errors import DomainError
from kith.failpoints import reach
from kith.outbox import publish
from kith.outbox.jobs import call_off_turns
from kith.wall import forget_tenants, public_side
from kith.wall.schemas import remove_schema, seal_schema
from tenants.registry.archives import archive_of, is_as_written, remove_media, write_archive
from tenants.registry.closings import in_the_way, next_step_at
from tenants.registry.events import TenantRemoved, TenantShut
from tenants.registry.models import Closing, Tenant


class ArchiveLost(DomainError):
    """The archive is not where it was written, or is another: nothing is dropped."""

    code = "closing.archive_lost"


@public_side
def carry_out_closing(*, closing_id: UUID, at: datetime) -> Closing:
    """
    Take the steps of a closing that are due and not taken yet, each in its own transaction.

    One that was called off, or is not due, stays as it is; one that something stands in the way
    of is held up. A shop that was shut just now is left a minute alone, for those still inside.

    :raises ArchiveLost: what was archived is not there any more when the schema is to be dropped
    """
    closing = _shut(closing_id, at)
    if closing.shut_at is None or next_step_at(closing, at) is not None:
        return closing
    for done, work in _STEPS:
        closing = _take(closing_id, done, work, at)
        reach(f"closing.{done}")
    return closing


@transaction.atomic
def _shut(closing_id: UUID, at: datetime) -> Closing:
    """Let nobody in any more, unless something has come up in the meantime."""
    tenant = Tenant.objects.locked().get(closings=closing_id)
    closing = Closing.objects.locked().get(pk=closing_id)
    is_due = closing.closes_at is not None and closing.closes_at <= at
    if closing.called_off_at or closing.is_shut or not is_due:
        return closing
    if in_the_way(tenant=tenant, at=at):
        closing.held_at = closing.held_at or at
        closing.save(update_fields=["held_at"])
        return closing
    proved = tenant.domains.filter(verified_at__isnull=False).order_by("pk")
    closing.hosts = list(proved.values_list("host", flat=True))
    closing.held_at, closing.shut_at, tenant.closed_at = None, at, at
    closing.save(update_fields=["held_at", "hosts", "shut_at"])
    tenant.save(update_fields=["closed_at"])
    _record("tenant.closed", closing, at, hosts=", ".join(closing.hosts))
    publish(TenantShut(tenant_id=tenant.pk), key=str(tenant.pk))
    transaction.on_commit(forget_tenants)
    return closing


@transaction.atomic
def _take(
    closing_id: UUID, done: str, work: Callable[[Closing, datetime], None], at: datetime
) -> Closing:
    """Take one step once; what it did and that it was done stand or fall together."""
    closing = Closing.objects.select_related("tenant").locked().get(pk=closing_id)
    if getattr(closing, done) is None:
        work(closing, at)
        reach(f"closing.{done}.noted")
        setattr(closing, done, at)
        closing.save()
    return closing


def _seal(closing: Closing, at: datetime) -> None:
    seal_schema(schema=closing.tenant.schema_name, role=closing.tenant.db_role)


def _archive(closing: Closing, at: datetime) -> None:
    assert closing.shut_at, "only what is shut is archived"  # noqa: S101
    written = write_archive(tenant=closing.tenant, hosts=closing.hosts, at=closing.shut_at)
    closing.archive_name, closing.archive_bytes = written.name, written.size
    closing.archive_sha256 = written.sha256
    _record("tenant.archived", closing, at, file=written.name, sha256=written.sha256)


def _drop(closing: Closing, at: datetime) -> None:
    if not is_as_written(archive_of(closing)):
        raise ArchiveLost(
            _("The archive %(name)s is not as it was written.") % {"name": closing.archive_name},
            mend=_("Look at the folder of KITH_ARCHIVE_DIR: all processes must share it."),
        )
    tenant = closing.tenant
    remove_schema(schema=tenant.schema_name, role=tenant.db_role)
    tenant.dropped_at = at
    tenant.save(update_fields=["dropped_at"])
    _record("tenant.dropped", closing, at, schema=tenant.schema_name)


def _clear(closing: Closing, at: datetime) -> None:
    remove_media(closing.tenant_id)
    # Its address under the network's stays taken for ever; a domain of its own may go elsewhere.
    own = closing.tenant.domains.exclude(host__endswith=f".{settings.NETWORK_HOST}")
    own.delete()
    call_off_turns(tenant_id=closing.tenant_id, at=at)
    publish(TenantRemoved(closing_id=closing.pk), key=str(closing.pk))
    transaction.on_commit(forget_tenants)


# Each is noted under its name, in this order.
_STEPS = (
    ("sealed_at", _seal),
    ("archived_at", _archive),
    ("dropped_at", _drop),
    ("ended_at", _clear),
)


def _record(action: str, closing: Closing, at: datetime, **detail: str) -> None:
    subject = f"tenant:{closing.tenant_id}"
    record(action, actor_id=closing.agreed_by, subject=subject, detail=detail, at=at)
