"""How the owner of a domain proves that it is theirs."""

from tenants.registry.models import Domain

# Where the proof is looked for: _kith.<host> TXT "kith-proof=<token>".
PROOF_LABEL = "_kith"


def proof_of(domain: Domain) -> str:
    """Return what the TXT record must say."""
    return f"kith-proof={domain.token}"
