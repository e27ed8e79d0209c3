"""Ask for a domain of one's own."""

import re
import secrets
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from kith.errors import DomainError
from kith.wall import public_side
from tenants.registry.models import Domain, Tenant

HOST = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}\Z")


class DomainRefused(DomainError):
    """The domain cannot be claimed; the message says why."""

    code = "domain.refused"


class OperatorsOnly(DomainError):
    """An own domain comes with the tier of virtual operator."""

    code = "domain.operators_only"


@public_side
@transaction.atomic
def claim_domain(*, tenant_id: UUID, host: str, at: datetime) -> Domain:
    """
    Claim a host for a virtual operator; it leads nowhere until the proof is seen.

    Claiming the same host again returns the first claim with its token.

    :raises OperatorsOnly: the tenant sells under the telco's brand
    :raises DomainRefused: no host name, one of the network's own, or somebody else's
    """
    host = host.strip().lower().removesuffix(".")
    tenant = Tenant.objects.locked().get(pk=tenant_id)
    if tenant.kind != Tenant.Kind.OPERATOR:
        raise OperatorsOnly(
            _("Own domains come with the tier of virtual operator."), mend=_("See your path.")
        )
    if not HOST.match(host):
        raise DomainRefused(
            _("“%(host)s” is no domain name.") % {"host": host},
            mend=_("Write it like shop.example.com, without https://."),
        )
    if host == settings.NETWORK_HOST or host.endswith(f".{settings.NETWORK_HOST}"):
        raise DomainRefused(
            _("%(host)s belongs to the network.") % {"host": host},
            mend=_("Claim a domain of your own."),
        )
    known = Domain.objects.filter(host=host).first()
    if known and known.tenant_id != tenant_id:
        raise DomainRefused(
            _("%(host)s is claimed already.") % {"host": host},
            mend=_("Ask support if it is yours."),
        )
    return known or Domain.objects.create(
        tenant=tenant, host=host, token=secrets.token_urlsafe(24), claimed_at=at
    )
