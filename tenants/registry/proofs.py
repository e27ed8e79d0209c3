"""How the owner of a domain proves that it is theirs, and goes on proving it."""

from datetime import timedelta

import dns.exception
import dns.resolver
from django.conf import settings

from tenants.registry.models import Domain

# Where the proof is looked for: _kith.<host> TXT "kith-proof=<token>".
PROOF_LABEL = "_kith"
LOOKUP_SECONDS = 3.0
# A domain may change hands: the proof is looked for again, and may be missing for so long.
RECHECK_EVERY = timedelta(days=7)
PROOF_GRACE = timedelta(days=7)


def proof_of(domain: Domain) -> str:
    """Return what the TXT record must say."""
    return f"kith-proof={domain.token}"


def texts_at(domain: Domain) -> list[str]:
    """Return what the TXT records at the place of the proof say; nothing when nobody answers."""
    resolver = dns.resolver.Resolver(configure=not settings.DNS_SERVER)
    if settings.DNS_SERVER:
        host, port = settings.DNS_SERVER.rsplit(":", 1)
        resolver.nameservers, resolver.port = [host], int(port)
    try:
        answer = resolver.resolve(f"{PROOF_LABEL}.{domain.host}", "TXT", lifetime=LOOKUP_SECONDS)
    except dns.exception.DNSException:
        return []
    return [b"".join(record.strings).decode("utf-8", "replace") for record in answer]
