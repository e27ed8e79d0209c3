"""Half an hour of seeing another's pages: what is known of it, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db.models import Q

from kith.wall import public_side
from tenants.accounts.models import LentLook, LentView, LentViewQuerySet, Person

# As long as a call in which somebody explains a bill; the code waits as long to be taken.
SEEN_FOR = timedelta(minutes=30)
LISTED = 50


@dataclass(frozen=True)
class Look:
    """What the owner is told of one look."""

    path: str
    looked_at: datetime
    was_refused: bool


@dataclass(frozen=True)
class ViewCard:
    """One view that is lent, as its two people know it."""

    id: UUID
    owner_id: UUID
    owner: str
    helper: str
    code: str
    ends_at: datetime
    is_taken: bool


@public_side
def view_lent_by(*, person_id: UUID, tenant_id: UUID, at: datetime) -> ViewCard | None:
    """Return what a person lends at a shop now, offered or taken."""
    rows = LentView.objects.open().filter(owner_id=person_id, tenant_id=tenant_id, ends_at__gt=at)
    return _first(rows)


@public_side
def view_seen_by(
    *, view_id: UUID, person_id: UUID, tenant_id: UUID, at: datetime
) -> ViewCard | None:
    """Return the view that a helper looks through at a shop; None once it is over."""
    rows = LentView.objects.seen_at(at).filter(pk=view_id, helper_id=person_id, tenant_id=tenant_id)
    return _first(rows.filter(owner__is_active=True))


@public_side
def views_offered_to(*, person_id: UUID, tenant_id: UUID, at: datetime) -> list[ViewCard]:
    """Return whose pages a person is asked to look at, the newest first."""
    rows = offered_to(person_id, tenant_id, at).select_related("owner", "helper")
    return [_card(row) for row in rows.order_by("-offered_at", "pk")]


def offered_to(person_id: UUID, tenant_id: UUID, at: datetime) -> LentViewQuerySet:
    """Select what a person may take, named by their handle or by an address they proved."""
    proved = EmailAddress.objects.filter(user_id=person_id, verified=True)
    theirs = Q(helper_id=person_id) | Q(helper=None, to_address__in=proved.values("email"))
    return LentView.objects.offered_at(at).filter(theirs, tenant_id=tenant_id)


@public_side
def looks_at(*, person_id: UUID, tenant_id: UUID) -> list[tuple[str, Look]]:
    """Return who looked at which of a person's pages at a shop, the latest first."""
    rows = LentLook.objects.filter(view__owner_id=person_id, view__tenant_id=tenant_id)
    rows = rows.select_related("view__helper").order_by("-looked_at", "-pk")[:LISTED]
    return [
        (
            row.view.helper.full_name if row.view.helper else "",
            Look(row.path, row.looked_at, row.was_refused),
        )
        for row in rows
    ]


@public_side
def person_seen(*, person_id: UUID) -> Person | None:
    """Return whose pages are looked at."""
    return Person.objects.filter(pk=person_id, is_active=True).first()


def ended_views(*, before: datetime) -> LentViewQuerySet:
    """Select the views that ended before a moment, by somebody or by themselves."""
    return LentView.objects.filter(ends_at__lt=before)


def _first(rows: LentViewQuerySet) -> ViewCard | None:
    row = rows.select_related("owner", "helper").order_by("-offered_at", "pk").first()
    return _card(row) if row else None


def _card(row: LentView) -> ViewCard:
    return ViewCard(
        id=row.pk,
        owner_id=row.owner_id,
        owner=row.owner.full_name,
        helper=row.helper.full_name if row.helper and row.taken_at else "",
        code=row.code,
        ends_at=row.ends_at,
        is_taken=row.taken_at is not None,
    )
