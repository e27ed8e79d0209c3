"""The people of the demo, and the codes their phones would show."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.utils.translation import gettext as _

from kith.wall import public_side
from tenants.accounts.models import PartyRole, Person, Role

# Enough of each to try the role; the demo has hundreds of customers.
EACH_ROLE_COUNT = 4
ORDER = (
    Role.STAFF,
    Role.FINANCE,
    Role.APPROVER,
    Role.OPERATOR,
    Role.RESELLER,
    Role.TEAMMATE,
    Role.AMBASSADOR,
    Role.CUSTOMER,
)


@dataclass(frozen=True)
class DemoPerson:
    """One person to be, with the code of this half minute where they need one."""

    id: UUID
    name: str
    email: str
    initials: str
    where: str
    code: str

    @property
    def words(self) -> str:
        """What stands under the name."""
        code = _("code now %(code)s") % {"code": self.code} if self.code else ""
        return " · ".join(part for part in (self.where, code) if part) or self.email


@public_side
def demo_people(*, tenant_id: UUID | None) -> list[tuple[str, list[DemoPerson]]]:
    """Return the people to be on this host, by role: those of the tenant, or of the network."""
    held = (
        PartyRole.objects.current()
        .filter(person__email__endswith=f"@{settings.KITH_DEMO_MAIL_DOMAIN}")
        .select_related("person", "tenant")
        .order_by("starts_at", "pk")
    )
    if tenant_id:
        held = held.in_tenant(tenant_id)
    shown: list[tuple[str, list[DemoPerson]]] = []
    for role in ORDER:
        chosen = list(held.filter(role=role)[:EACH_ROLE_COUNT])
        codes = _codes([one.person_id for one in chosen])
        people = [
            _shown(one.person, one.tenant.name if one.tenant else "", codes.get(one.person_id, ""))
            for one in chosen
        ]
        if people:
            shown.append((str(role.label), people))
    return shown


def _shown(person: Person, where: str, code: str) -> DemoPerson:
    return DemoPerson(person.pk, person.full_name, person.email, person.initials, where, code)


def _codes(people: list[UUID]) -> dict[UUID, str]:
    generators = Authenticator.objects.filter(user_id__in=people, type=Authenticator.Type.TOTP)
    return {one.user_id: next(codes_of(one)) for one in generators}


def codes_of(generator: Authenticator) -> Iterator[str]:
    """Yield the code of this half minute, then those beside it, which are taken too."""
    secret = decrypt(generator.data["secret"])
    now = int(time.time()) // app_settings.TOTP_PERIOD
    for beside in (0, 1, -1):
        yield format_hotp_value(hotp_value(secret, now + beside))
