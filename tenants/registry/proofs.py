"""How the owner of a domain proves that it is theirs, and goes on proving it."""

from datetime import timedelta

import dns.exception
import dns.resolver
from django.conf import settings
from django.utils.translation import gettext as _

from kith.errors import DomainError, Unavailable
from tenants.registry.models import Domain

# Where the proof is looked for: _kith.<host> TXT "kith-proof=<token>".
PROOF_LABEL = "_kith"
LOOKUP_SECONDS = 3.0
# A domain may change hands: the proof is looked for again, and may be missing for so long.
RECHECK_EVERY = timedelta(days=7)
PROOF_GRACE = timedelta(days=7)
# A claim that nobody proves is dropped; names take a day or two to be set, not a week.
CLAIM_STANDS = timedelta(days=7)


class NamesSilent(Unavailable, DomainError):
    """Whether the proof stands could not be found out: no proof, and no lack of one."""

    code = "domain.names_silent"


def proof_of(domain: Domain) -> str:
    """Return what the TXT record must say."""
    return f"kith-proof={domain.token}"


def texts_at(domain: Domain) -> list[str]:
    """
    Return what the TXT records at the place of the proof say; nothing where there is none.

    :raises NamesSilent: nobody said whether there is one
    """
    resolver = dns.resolver.Resolver(configure=not settings.DNS_SERVER)
    if settings.DNS_SERVER:
        host, port = settings.DNS_SERVER.rsplit(":", 1)
        resolver.nameservers, resolver.port = [host], int(port)
    try:
        answer = resolver.resolve(f"{PROOF_LABEL}.{domain.host}", "TXT", lifetime=LOOKUP_SECONDS)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except dns.exception.DNSException as silent:
        raise NamesSilent(
            _("No name server told us about %(host)s.") % {"host": domain.host},
            mend=_("Nothing has changed. Try again in a few minutes."),
        ) from silent
    return [_as_meant(b"".join(record.strings).decode("utf-8", "replace")) for record in answer]


def _as_meant(text: str) -> str:
    """Leave out the blanks and quotation marks that were pasted around the value."""
    return text.strip().strip("\"'“”").strip()
