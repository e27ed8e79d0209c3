"""Doors for the outbox. Each reads the clock and makes one call."""

from uuid import UUID

from django.utils import timezone

from ambassadors.referral.usecases.claim_named import claim_named


def claim_on_sign_up(
    *,
    person_id: str,
    tenant_id: str | None = None,
    encouraged_by: str | None = None,
    **_from_a_newer_deploy,
) -> None:
    """Keep whom a new person named at sign-up; nobody named, nothing kept."""
    if encouraged_by:
        claim_named(
            referrer_id=UUID(encouraged_by),
            referred_id=UUID(person_id),
            tenant_id=UUID(tenant_id) if tenant_id else None,
            evidence={"said_at": "sign-up"},
            at=timezone.now(),
        )
