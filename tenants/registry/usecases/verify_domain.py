"""Look for the proof that a domain is its claimant's."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kith.audit.record import record
from kith.errors import DomainError
from kith.outbox import Event, publish
from kith.wall import forget_tenants, public_side
from tenants.registry.events import DomainLapsed, DomainProofLost
from tenants.registry.models import Domain
from tenants.registry.proofs import PROOF_GRACE, PROOF_LABEL, proof_of, texts_at


class ProofNotFound(DomainError):
    """The TXT record is not there, or says something else."""

    code = "domain.proof_not_found"


@public_side
def verify_domain(*, domain_id: int, at: datetime) -> Domain:
    """
    Verify a claimed domain by its TXT record; from then on the host leads to the tenant.

    A domain verified before is looked at again. Without its proof it leads to the tenant
    for the grace, of which its operator is told, and then no longer; once the proof is
    back, so is the domain.

    :raises ProofNotFound: the record is missing or different
    :raises NamesSilent: no name server answered; nothing was changed
    """
    domain = Domain.objects.get(pk=domain_id)
    expected, found = proof_of(domain), texts_at(domain)
    with transaction.atomic():
        domain = Domain.objects.select_for_update().get(pk=domain_id)
        domain.checked_at = at
        if expected in found:
            _prove(domain, at)
        elif domain.verified_at:
            _miss(domain, at)
        domain.save(update_fields=["checked_at", "verified_at", "proof_lost_at"])
        transaction.on_commit(forget_tenants)
    if expected not in found:
        seen = ", ".join(found) or _("nothing")
        raise ProofNotFound(
            _("No proof at %(label)s.%(host)s yet: found %(seen)s.")
            % {"label": PROOF_LABEL, "host": domain.host, "seen": seen},
            mend=_(
                "Set a TXT record %(label)s.%(host)s to %(expected)s; "
                "it may take an hour to be seen."
            )
            % {"label": PROOF_LABEL, "host": domain.host, "expected": expected},
        )
    return domain


def _prove(domain: Domain, at: datetime) -> None:
    if domain.proof_lost_at:
        _record("domain.proof_restored", domain, at)
    domain.verified_at, domain.proof_lost_at = domain.verified_at or at, None


def _miss(domain: Domain, at: datetime) -> None:
    if domain.proof_lost_at is None:
        domain.proof_lost_at = at
        _tell(DomainProofLost(domain_id=domain.pk), domain, at)
    elif at - domain.proof_lost_at >= PROOF_GRACE:
        domain.verified_at = None
        _tell(DomainLapsed(domain_id=domain.pk), domain, at)


def _tell(event: Event, domain: Domain, at: datetime) -> None:
    _record(event.event_name, domain, at)
    publish(event, key=f"{domain.pk}:{domain.proof_lost_at}")


def _record(action: str, domain: Domain, at: datetime) -> None:
    detail = {"host": domain.host, "lost_at": f"{domain.proof_lost_at:%Y-%m-%d %H:%M}"}
    record(action, actor_id=None, subject=f"tenant:{domain.tenant_id}", detail=detail, at=at)
