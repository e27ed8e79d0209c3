"""What happens to tenants and their domains."""

from datetime import datetime
from uuid import UUID

from kith.outbox import Event


class TenantOpened(Event, name="tenant.opened"):
    """A shop was made and opened."""

    tenant_id: UUID


class TenantPromoted(Event, name="tenant.promoted"):
    """A reseller's shop became a virtual operator's."""

    tenant_id: UUID


class DomainRecheckDue(Event, name="domain.recheck_due"):
    """A domain's proof is to be looked for again, as of the time its turn was due."""

    domain_id: int
    due_at: datetime


class DomainProofLost(Event, name="domain.proof_lost"):
    """The proof of a verified domain is missing; it leads to the shop for some days more."""

    domain_id: int


class DomainLapsed(Event, name="domain.lapsed"):
    """The proof was missing for too long: the domain leads to the shop no longer."""

    domain_id: int
