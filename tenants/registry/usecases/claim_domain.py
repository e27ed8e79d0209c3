"""Ask for a domain of one's own."""

import secrets
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from kith.audit.record import record
from kith.errors import DomainError
from kith.wall import public_side
from tenants.registry.hosts import NoHost, read_host
from tenants.registry.models import Domain, Tenant
from tenants.registry.usecases.drop_unproved_claims import drop_unproved_claims

# How many domains of one shop may wait for their proof.
MOST_CLAIMS = 5


class DomainRefused(DomainError):
    """The domain cannot be claimed; the message says why."""

    code = "domain.refused"


class TooManyClaims(DomainError):
    """As many domains wait for their proof as one shop may have waiting."""

    code = "domain.too_many_claims"


class OperatorsOnly(DomainError):
    """An own domain comes with the tier of virtual operator."""

    code = "domain.operators_only"


@public_side
@transaction.atomic
def claim_domain(*, tenant_id: UUID, host: str, by: UUID | None, at: datetime) -> Domain:
    """
    Claim a host for a virtual operator; it leads nowhere until the proof is seen.

    A host in letters of any alphabet is kept as names are asked for.

    A claim keeps the host from nobody, not even from who proved it, and is dropped after a week
    without its proof. Claiming the same host again returns the first claim with its token.

    :raises OperatorsOnly: the tenant sells under the telco's brand
    :raises DomainRefused: no host name, or one of the network's own
    :raises TooManyClaims: the shop has as many unproved claims as it may have
    """
    tenant = Tenant.objects.locked().get(pk=tenant_id)
    if tenant.kind != Tenant.Kind.OPERATOR:
        raise OperatorsOnly(
            _("Own domains come with the tier of virtual operator."), mend=_("See your path.")
        )
    try:
        host = read_host(host)
    except NoHost as error:
        raise DomainRefused(
            _("“%(host)s” is no domain name.") % {"host": host},
            mend=_("Write it like shop.example.com."),
        ) from error
    if host == settings.NETWORK_HOST or host.endswith(f".{settings.NETWORK_HOST}"):
        raise DomainRefused(
            _("%(host)s belongs to the network.") % {"host": host},
            mend=_("Claim a domain of your own."),
        )
    drop_unproved_claims(at=at)
    if known := Domain.objects.filter(host=host, tenant=tenant).first():
        return known
    if Domain.objects.only_claimed().filter(tenant=tenant).count() >= MOST_CLAIMS:
        raise TooManyClaims(
            _("%(count)s of your domains wait for their proof.") % {"count": MOST_CLAIMS},
            mend=_("Prove one of them, or wait until a claim lapses after a week."),
        )
    claimed = Domain.objects.create(
        tenant=tenant, host=host, token=secrets.token_urlsafe(24), claimed_at=at
    )
    subject = f"tenant:{tenant_id}"
    record("domain.claimed", actor_id=by, subject=subject, detail={"host": host}, at=at)
    return claimed
