"""The domains of a tenant as pages show them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from kith.wall import public_side
from tenants.registry.models import Domain
from tenants.registry.proofs import PROOF_LABEL, proof_of


@dataclass(frozen=True)
class DomainCard:
    """One claimed domain, with the record that proves it."""

    id: int
    host: str
    record_name: str
    record_value: str
    claimed_at: datetime
    checked_at: datetime | None
    verified_at: datetime | None

    @property
    def is_verified(self) -> bool:
        return self.verified_at is not None


@public_side
def domain_cards(*, tenant_id: UUID) -> list[DomainCard]:
    """Return the domains a tenant claimed of its own, the oldest first."""
    claimed = Domain.objects.filter(tenant_id=tenant_id).exclude(
        host__endswith=f".{settings.NETWORK_HOST}"
    )
    return [
        DomainCard(
            id=domain.pk,
            host=domain.host,
            record_name=f"{PROOF_LABEL}.{domain.host}",
            record_value=proof_of(domain),
            claimed_at=domain.claimed_at,
            checked_at=domain.checked_at,
            verified_at=domain.verified_at,
        )
        for domain in claimed.order_by("claimed_at", "pk")
    ]
