"""The domains of a tenant as pages show them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from kith.wall import public_side
from tenants.registry.hosts import is_apex, shown_host
from tenants.registry.models import Domain
from tenants.registry.proofs import CLAIM_STANDS, PROOF_GRACE, PROOF_LABEL, RECHECK_EVERY, proof_of


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
    proof_lost_at: datetime | None

    @property
    def shown(self) -> str:
        """The host in the letters its owner writes it with."""
        return shown_host(self.host)

    @property
    def is_apex(self) -> bool:
        """Is it a whole domain, at which no CNAME may stand?"""
        return is_apex(self.host)

    @property
    def is_verified(self) -> bool:
        return self.verified_at is not None

    @property
    def stands_until(self) -> datetime:
        """Until when a claim waits for its proof."""
        return self.claimed_at + CLAIM_STANDS

    @property
    def lapses_at(self) -> datetime | None:
        """When the host leads nowhere any more, unless its proof is seen again; None: all well."""
        return self.proof_lost_at + PROOF_GRACE if self.proof_lost_at else None


@public_side
def domain_cards(*, tenant_id: UUID) -> list[DomainCard]:
    """Return the domains a tenant claimed of its own, the oldest first."""
    claimed = Domain.objects.filter(tenant_id=tenant_id).exclude(
        host__endswith=f".{settings.NETWORK_HOST}"
    )
    return [_card(domain) for domain in claimed.order_by("claimed_at", "pk")]


@public_side
def domain_card(*, domain_id: int) -> tuple[UUID, DomainCard]:
    """
    Return one claimed domain and whose it is.

    :raises Domain.DoesNotExist: there is none of that id
    """
    domain = Domain.objects.get(pk=domain_id)
    return domain.tenant_id, _card(domain)


@public_side
def domains_due(*, at: datetime) -> list[int]:
    """Return whose proof is to be looked for again: the proved once a week, the lost each day."""
    proved = Q(
        verified_at__isnull=False,
        proof_lost_at=None,
        checked_at__date__lte=(at - RECHECK_EVERY).date(),
    )
    # A host under the network's own needs no proof and has no token.
    claimed = Domain.objects.exclude(token="").filter(tenant__closed_at=None)
    due = claimed.filter(proved | Q(proof_lost_at__isnull=False))
    return list(due.order_by("pk").values_list("pk", flat=True))


def _card(domain: Domain) -> DomainCard:
    return DomainCard(
        id=domain.pk,
        host=domain.host,
        record_name=f"{PROOF_LABEL}.{domain.host}",
        record_value=proof_of(domain),
        claimed_at=domain.claimed_at,
        checked_at=domain.checked_at,
        verified_at=domain.verified_at,
        proof_lost_at=domain.proof_lost_at,
    )
