"""Drop claims of domains that nobody proved in time."""

from datetime import datetime

from kith.wall import public_side
from tenants.registry.models import Domain
from tenants.registry.proofs import CLAIM_STANDS


@public_side
def drop_unproved_claims(*, at: datetime) -> int:
    """Return how many claims were dropped; a host that was proved once stays with its shop."""
    claims = Domain.objects.only_claimed().exclude(token="")
    return claims.filter(claimed_at__lte=at - CLAIM_STANDS).delete()[0]
