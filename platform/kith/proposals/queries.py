"""What apps may ask of their proposals."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import F, Max, QuerySet

from kith.proposals.models import Proposal
from kith.wall.side import public_side


@public_side
def waiting_count(*, kind: str) -> int:
    """Count what of a kind waits for a second person."""
    return Proposal.objects.of(kind).waiting().count()


@public_side
def waiting_proposals(
    *, kind: str, tenant_id: UUID | None = None, subject: str = ""
) -> list[Proposal]:
    """Return what of a kind waits, the oldest first; of one shop or about one thing where named."""
    found = Proposal.objects.of(kind).waiting().defer("content")
    if tenant_id:
        found = found.filter(tenant_id=tenant_id)
    if subject:
        found = found.filter(subject=subject)
    return list(found.order_by("asked_at", "pk"))


@public_side
def proposal(*, kind: str, proposal_id: UUID) -> Proposal:
    """
    Return one proposal, decided or not.

    :raises Proposal.DoesNotExist: none of this kind has that id
    """
    return Proposal.objects.of(kind).defer("content").get(pk=proposal_id)


@public_side
def was_proposed(*, kind: str, key: str) -> bool:
    """Say whether this key proposed something of a kind, whatever became of it."""
    return Proposal.objects.of(kind).filter(key=key).exists()


@public_side
def last_agreed_at(*, kind: str) -> datetime | None:
    """Return when two people last agreed to something of a kind; None where they never did."""
    agreed = Proposal.objects.of(kind).filter(outcome=Proposal.Outcome.AGREED)
    return agreed.aggregate(last=Max("decided_at"))["last"]


@public_side
def last_proposal(*, kind: str, tenant_id: UUID | None, subject: str) -> Proposal | None:
    """Return what was proposed last about one thing, decided or not; None where nothing was."""
    found = Proposal.objects.of(kind).filter(tenant_id=tenant_id, subject=subject)
    return found.defer("content").order_by("-asked_at", "-pk").first()


def proposals(*, kind: str) -> QuerySet[Proposal]:
    """Select all of a kind, those first that wait, then the newest."""
    found = Proposal.objects.of(kind).defer("content")
    return found.order_by(F("decided_at").desc(nulls_first=True), "-asked_at", "-pk")
