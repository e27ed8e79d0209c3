"""How a shop is closed for good: how long it takes, what stands in the way, what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from kith.doors import obstacles
from kith.errors import DomainError
from kith.wall import in_tenant, public_side
from tenants.registry.models import Closing, ClosingQuerySet, Tenant

# So long it can still be called off, and the seller has to object.
NOTICE = timedelta(days=14)
# After a shop is shut everybody has left it: what processes know of hosts is forgotten by then,
# and no request lasts so long.
LEAVING = timedelta(minutes=1)


class StandsInTheWay(DomainError):
    """The shop still serves, owes or is owed something; the message says what."""

    code = "tenant.stands_in_the_way"


@dataclass(frozen=True)
class InTheWay:
    """One kind of thing that has to be dealt with first, and the staff's page for it if any."""

    title: str
    text: str
    action: str
    url_name: str


@dataclass(frozen=True)
class ClosingCard:
    """One closing as pages and letters show it."""

    tenant_id: UUID
    shop: str
    owner_id: UUID | None
    because: str
    asked_by: UUID
    asked_at: datetime
    agreed_by: UUID | None
    agreed_at: datetime | None
    closes_at: datetime | None
    is_called_off: bool
    held_at: datetime | None
    shut_at: datetime | None
    archived_at: datetime | None
    has_archive: bool
    archive_bytes: int | None
    archive_sha256: str
    ended_at: datetime | None


def in_the_way(*, tenant: Tenant, at: datetime) -> list[InTheWay]:
    """Return what has to be dealt with before the shop can be closed, in the reader's language."""
    found = []
    with in_tenant(tenant.ref):
        for kind in obstacles():
            found += [
                InTheWay(row.title, row.text, row.action, kind.url_name)
                for row in kind.rows(tenant=tenant.ref, at=at)
            ]
    return found


def refuse_while_in_the_way(*, tenant: Tenant, at: datetime) -> None:
    """
    Return when nothing has to be dealt with before the shop can be closed.

    :raises StandsInTheWay: something has to
    """
    if found := in_the_way(tenant=tenant, at=at):
        raise StandsInTheWay(
            _("%(name)s cannot be closed yet: %(what)s.")
            % {"name": tenant.name, "what": "; ".join(row.title for row in found)},
            mend=" ".join(row.text for row in found),
        )


def next_step_at(closing: Closing, at: datetime) -> datetime | None:
    """Return when to go on with a closing; None where it has ended, or waits for its day."""
    if closing.shut_at is None or closing.ended_at or at >= closing.shut_at + LEAVING:
        return None
    return closing.shut_at + LEAVING


@public_side
def obstacles_of(*, tenant_id: UUID, at: datetime) -> list[InTheWay]:
    """
    Return what has to be dealt with before a shop can be closed.

    :raises Tenant.DoesNotExist: there is none of that id
    """
    return in_the_way(tenant=Tenant.objects.get(pk=tenant_id), at=at)


@public_side
def closing_of(*, tenant_id: UUID) -> ClosingCard | None:
    """Return the closing that stands or was carried out; None for a shop that just goes on."""
    closing = _with_shop().filter(tenant_id=tenant_id, called_off_at=None).first()
    return _card(closing) if closing else None


@public_side
def closing_card(*, closing_id: UUID) -> ClosingCard:
    """
    Return a closing, called off or not.

    :raises Closing.DoesNotExist: there is none of that id
    """
    return _card(_with_shop().get(pk=closing_id))


@public_side
def closings_due(*, at: datetime) -> list[UUID]:
    """Return what may be carried out now, or carried on."""
    return list(Closing.objects.due(at=at).order_by("closes_at", "pk").values_list("pk", flat=True))


def closings_to_look_at() -> int:
    """Count the closings that wait for a second person, or that something stands in the way of."""
    return Closing.objects.waiting_for_a_person().count()


def _with_shop() -> ClosingQuerySet:
    return Closing.objects.select_related("tenant")


def _card(closing: Closing) -> ClosingCard:
    return ClosingCard(
        tenant_id=closing.tenant_id,
        shop=closing.tenant.name,
        owner_id=closing.tenant.owner_id,
        because=closing.because,
        asked_by=closing.asked_by,
        asked_at=closing.asked_at,
        agreed_by=closing.agreed_by,
        agreed_at=closing.agreed_at,
        closes_at=closing.closes_at,
        is_called_off=closing.called_off_at is not None,
        held_at=closing.held_at,
        shut_at=closing.shut_at,
        archived_at=closing.archived_at,
        has_archive=closing.archived_at is not None and closing.archive_gone_at is None,
        archive_bytes=closing.archive_bytes,
        archive_sha256=closing.archive_sha256,
        ended_at=closing.ended_at,
    )
