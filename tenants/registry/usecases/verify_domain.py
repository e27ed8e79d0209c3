"""Look for the proof that a domain is its claimant's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kith.audit.record import record
from kith.errors import DomainError
from kith.outbox import Event, publish
from kith.wall import forget_tenants, public_side
from tenants.registry.events import DomainLapsed, DomainProofLost, DomainProved
from tenants.registry.models import Domain
from tenants.registry.proofs import PROOF_GRACE, PROOF_LABEL, proof_of, texts_at


class ProofNotFound(DomainError):
    """The TXT record is not there, or says something else."""

    code = "domain.proof_not_found"


class AnothersDomain(DomainError):
    """Two shops have a record at the domain, and it leads to the other one."""

    code = "domain.anothers"


@public_side
def verify_domain(*, domain_id: int, at: datetime, by: UUID | None = None) -> Domain:
    """
    Verify a claimed domain by its TXT record; from then on the host leads to the tenant.

    A domain verified before is looked at again. Without its proof it leads to the tenant
    for the grace, of which its operator is told, and then no longer; once the proof is
    back, so is the domain. A host that led to another shop leads there no longer when that
    shop's proof is gone and this one's is seen.

    :raises ProofNotFound: the record is missing or different
    :raises AnothersDomain: the proof of the shop it leads to is there as well
    :raises NamesSilent: no name server answered; nothing was changed
    """
    domain = Domain.objects.get(pk=domain_id)
    expected, found = proof_of(domain), texts_at(domain)
    with transaction.atomic():
        # All who claim the host, in one order: two proved at once lead to one of them.
        claims = Domain.objects.locked().filter(host=domain.host)
        domain, others = _parted(claims, domain_id)
        domain.checked_at = at
        if expected in found:
            for other in others:
                _hand_over(other, found, at)
            _prove(domain, at, by)
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


def _parted(claims: Iterable[Domain], domain_id: int) -> tuple[Domain, list[Domain]]:
    """Return the claim looked at, and the proved ones of others."""
    by_id = {claim.pk: claim for claim in claims}
    domain = by_id.pop(domain_id)
    return domain, [claim for claim in by_id.values() if claim.verified_at]


def _hand_over(other: Domain, found: list[str], at: datetime) -> None:
    if proof_of(other) in found:
        raise AnothersDomain(
            _("%(host)s leads to another shop, whose proof is there as well.")
            % {"host": other.host},
            mend=_("Take the other record away where you manage the domain, and look again."),
        )
    other.checked_at, other.verified_at = at, None
    other.proof_lost_at = other.proof_lost_at or at
    _tell(DomainLapsed(domain_id=other.pk), other, at)
    other.save(update_fields=["checked_at", "verified_at", "proof_lost_at"])


def _prove(domain: Domain, at: datetime, by: UUID | None) -> None:
    is_news = domain.proof_lost_at is not None or domain.verified_at is None
    if domain.proof_lost_at:
        _record("domain.proof_restored", domain, at)
    elif domain.verified_at is None:
        _record("domain.proved", domain, at, by=by)
    if is_news:
        publish(DomainProved(domain_id=domain.pk), key=f"{domain.pk}:{at}")
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


def _record(action: str, domain: Domain, at: datetime, *, by: UUID | None = None) -> None:
    detail = {"host": domain.host}
    if domain.proof_lost_at:
        detail["lost_at"] = f"{domain.proof_lost_at:%Y-%m-%d %H:%M}"
    record(action, actor_id=by, subject=f"tenant:{domain.tenant_id}", detail=detail, at=at)
