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
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kith.wall import public_side
from tenants.accounts.models import PartyRole, Person, Role
from tenants.registry.queries import page_address

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


# Where somebody of that role works, and what to try there first.
TRIES = {
    Role.STAFF: gettext_lazy("Try first: decide about a promotion, with its evidence before you."),
    Role.FINANCE: gettext_lazy("Try first: open a settlement run, and one share in it."),
    Role.APPROVER: gettext_lazy("Try first: give a case the second signature."),
    Role.OPERATOR: gettext_lazy("Try first: change a price, and see who gets what of it."),
    Role.RESELLER: gettext_lazy("Try first: open the newest invoice, down to its split."),
    Role.TEAMMATE: gettext_lazy("Try first: look at today’s orders."),
    Role.AMBASSADOR: gettext_lazy("Try first: see what the next step asks, and pass your link on."),
    Role.CUSTOMER: gettext_lazy("Try first: open a line, then its last invoice."),
}
AT_THE_NETWORK = (Role.STAFF, Role.FINANCE, Role.APPROVER)
AT_A_DESK = (Role.OPERATOR, Role.RESELLER, Role.TEAMMATE)


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
def workplace_of(person_id: UUID) -> str:
    """Return where a person works: among the staff, at a desk, on their path or at their lines."""
    held = {role.role: role for role in _roles_of(person_id)}
    if held.keys() & set(AT_THE_NETWORK):
        return page_address("staff-home", tenant_id=None)
    for role in AT_A_DESK:
        if role in held:
            return page_address("desk-home", tenant_id=held[role].tenant_id)
    if Role.CUSTOMER in held and Role.AMBASSADOR not in held:
        return page_address("my-home", tenant_id=held[Role.CUSTOMER].tenant_id)
    return page_address("my-path", tenant_id=None)


@public_side
def demo_people(*, tenant_id: UUID | None) -> list[tuple[str, str, list[DemoPerson]]]:
    """Return who can be played on this host, by role, and what each role may try first."""
    held = (
        PartyRole.objects.current()
        .filter(person__email__endswith=f"@{settings.KITH_DEMO_MAIL_DOMAIN}")
        .select_related("person", "tenant")
        .order_by("starts_at", "pk")
    )
    if tenant_id:
        held = held.in_tenant(tenant_id)
    shown: list[tuple[str, str, list[DemoPerson]]] = []
    for role in ORDER:
        chosen = list(held.filter(role=role)[:EACH_ROLE_COUNT])
        codes = _codes([one.person_id for one in chosen])
        people = [
            _shown(one.person, one.tenant.name if one.tenant else "", codes.get(one.person_id, ""))
            for one in chosen
        ]
        if people:
            shown.append((str(role.label), str(TRIES[role]), people))
    return shown


def _roles_of(person_id: UUID) -> QuerySet[PartyRole]:
    return PartyRole.objects.current().filter(person_id=person_id).order_by("starts_at", "pk")


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
