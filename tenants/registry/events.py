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


class TenantSuspended(Event, name="tenant.suspended"):
    """Staff suspended a shop: it sells nothing, and serves on."""

    suspended_at: datetime


class TenantResumed(Event, name="tenant.resumed"):
    """A suspended shop sells again."""

    resumed_at: datetime


class ClosingAgreed(Event, name="closing.agreed"):
    """Two people agreed to close a shop for good, from a day on."""

    closing_id: UUID


class ClosingCalledOff(Event, name="closing.called_off"):
    """A shop that two people had agreed to close stays open."""

    closing_id: UUID


class ClosingDue(Event, name="closing.due"):
    """The day of a closing has come, or it stopped on its way."""

    closing_id: UUID


class TenantShut(Event, name="tenant.shut"):
    """A shop was closed for good: nobody enters it any more."""

    tenant_id: UUID


class TenantRemoved(Event, name="tenant.removed"):
    """A closed shop was archived, and its data and files are gone."""

    closing_id: UUID


class DomainRecheckDue(Event, name="domain.recheck_due"):
    """A domain's proof is to be looked for again, as of the time its turn was due."""

    domain_id: int
    due_at: datetime


class DomainProved(Event, name="domain.proved"):
    """The proof of a domain was seen, for the first time or again: it leads to the shop."""

    domain_id: int


class DomainProofLost(Event, name="domain.proof_lost"):
    """The proof of a verified domain is missing; it leads to the shop for some days more."""

    domain_id: int


class DomainLapsed(Event, name="domain.lapsed"):
    """The proof was missing for too long: the domain leads to the shop no longer."""

    domain_id: int
