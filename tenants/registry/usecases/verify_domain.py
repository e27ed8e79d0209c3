"""Look for the proof that a domain is its claimant's."""

from __future__ import annotations

from datetime import datetime

import dns.exception
import dns.resolver
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from kith.errors import DomainError
from kith.wall import forget_tenants, public_side
from tenants.registry.models import Domain
from tenants.registry.proofs import PROOF_LABEL, proof_of

LOOKUP_SECONDS = 3.0


class ProofNotFound(DomainError):
    """The TXT record is not there, or says something else."""

    code = "domain.proof_not_found"


@public_side
def verify_domain(*, domain_id: int, at: datetime) -> Domain:
    """
    Verify a claimed domain by its TXT record; from then on the host leads to the tenant.

    :raises ProofNotFound: the record is missing or different; nothing changes but the time looked
    """
    domain = Domain.objects.get(pk=domain_id)
    expected = proof_of(domain)
    found = _texts(f"{PROOF_LABEL}.{domain.host}")
    with transaction.atomic():
        domain = Domain.objects.select_for_update().get(pk=domain_id)
        domain.checked_at = at
        if expected in found and domain.verified_at is None:
            domain.verified_at = at
        domain.save(update_fields=["checked_at", "verified_at"])
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


def _texts(name: str) -> list[str]:
    resolver = dns.resolver.Resolver(configure=not settings.DNS_SERVER)
    if settings.DNS_SERVER:
        host, port = settings.DNS_SERVER.rsplit(":", 1)
        resolver.nameservers, resolver.port = [host], int(port)
    try:
        answer = resolver.resolve(name, "TXT", lifetime=LOOKUP_SECONDS)
    except dns.exception.DNSException:
        return []
    return [b"".join(record.strings).decode("utf-8", "replace") for record in answer]
