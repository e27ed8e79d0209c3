"""What others may ask about people. Each answers from the public side."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from kith.ui.formats import moment_text
from kith.visible import address_to_find
from kith.wall import public_side
from tenants.accounts.models import Guest, HandOver, PartyRole, Person, Role, Session

# Network-wide roles that need a second factor, and those in a tenant: whoever is paid.
WATCHED_IN_NETWORK = (Role.STAFF, Role.FINANCE, Role.APPROVER)
WATCHED_IN_TENANT = (Role.RESELLER, Role.OPERATOR)


@dataclass(frozen=True)
class PersonCard:
    """What one person may know of another; the e-mail only where it is asked for."""

    id: UUID
    name: str
    handle: str
    initials: str
    email: str | None = None
    phone: str | None = None
    locale: str = "en"

    @property
    def first_name(self) -> str:
        """What a friend says."""
        return self.name.split()[0]

    @property
    def public_name(self) -> str:
        """What a stranger is told: the first name, and the first letter of the last."""
        first, *others = self.name.split()
        return f"{first} {others[-1][0]}." if others else first


@dataclass(frozen=True)
class RoleHeld:
    """One role a person holds, and where; `tenant_id` None is the whole network."""

    person_id: UUID
    role: str
    tenant_id: UUID | None
    starts_at: datetime
    ends_at: datetime | None


@dataclass(frozen=True)
class OpenSession:
    """One browser that is signed in, at one host of the network or at several."""

    family: UUID
    device: str
    started_at: datetime
    is_this_one: bool

    @property
    def since(self) -> str:
        """When it began, in the reader's words."""
        return _("since %(when)s") % {"when": moment_text(self.started_at)}


def _card(person: Person, *, with_contact: bool = False) -> PersonCard:
    return PersonCard(
        id=person.pk,
        name=person.full_name,
        handle=person.handle,
        initials=person.initials,
        email=person.email if with_contact else None,
        phone=person.phone if with_contact else None,
        locale=person.locale,
    )


def card_of_guest(guest: Guest) -> PersonCard:
    """Return what is known of somebody who typed an address and was not signed in."""
    return PersonCard(
        id=guest.pk,
        name=guest.full_name,
        handle="",
        initials="?",
        email=guest.email,
        locale=guest.locale,
    )


@public_side
def has_password(*, person_id: UUID) -> bool:
    """Say whether somebody chose a password; who bought as a guest did not."""
    person = Person.objects.filter(pk=person_id).first()
    return person is not None and person.has_usable_password()


@public_side
def person_card(person_id: UUID | str, *, with_contact: bool = False) -> PersonCard:
    """
    Return one person.

    :raises Person.DoesNotExist: nobody has this id
    """
    return _card(Person.objects.get(pk=person_id), with_contact=with_contact)


@public_side
def person_cards(
    person_ids: Iterable[UUID | str], *, with_contact: bool = False
) -> dict[UUID, PersonCard]:
    """Return many people by id, in one statement; unknown ids are left out."""
    people = Person.objects.filter(pk__in=list(person_ids))
    return {person.pk: _card(person, with_contact=with_contact) for person in people}


@public_side
def person_by_email(email: str) -> PersonCard | None:
    """Return whoever signs in with this address."""
    person = Person.objects.filter(email=address_to_find(email)).first()
    return _card(person, with_contact=True) if person else None


@public_side
def roles_of(
    person_id: UUID | str, tenant_id: UUID | str | None = None, *, at: datetime | None = None
) -> frozenset[str]:
    """Return the roles a person holds in one tenant and in the whole network."""
    held = PartyRole.objects.filter(Q(tenant_id=tenant_id) | Q(tenant_id=None), person_id=person_id)
    held = held.open_at(at) if at else held.current()
    return frozenset(held.values_list("role", flat=True))


@public_side
def roles_everywhere(person_id: UUID | str) -> list[RoleHeld]:
    """Return every role a person ever held, the oldest first."""
    held = PartyRole.objects.filter(person_id=person_id).order_by("starts_at", "pk")
    return [_held(role) for role in held]


@public_side
def people_in_role(*, role: str, tenant_id: UUID | str | None = None) -> list[RoleHeld]:
    """Return who holds a role in one tenant (or network-wide), the longest first."""
    held = PartyRole.objects.current().in_tenant(tenant_id).filter(role=role)
    return [_held(one) for one in held.order_by("starts_at", "pk")]


def _held(role: PartyRole) -> RoleHeld:
    return RoleHeld(role.person_id, role.role, role.tenant_id, role.starts_at, role.ends_at)


@public_side
def find_encourager(text: str) -> list[PersonCard]:
    """
    Return whom a handle names: nobody, or one person.

    Only the whole handle finds somebody, so that nobody can leaf through the people of the
    network; and no phone number does, for a name is nothing to tell whoever knows a number.
    """
    wanted = text.strip().removeprefix("@").lower()
    return [_card(person) for person in Person.objects.filter(handle=wanted, is_active=True)]


@public_side
def needs_second_factor(*, person_id: UUID, tenant_id: UUID | None) -> bool:
    """Return whether the person holds a role that is worth stealing, here or network-wide."""
    return (
        PartyRole.objects.current()
        .filter(
            Q(tenant_id=None, role__in=WATCHED_IN_NETWORK)
            | Q(tenant_id=tenant_id, role__in=WATCHED_IN_TENANT),
            person_id=person_id,
        )
        .exists()
    )


@public_side
def holds_watched_role(*, person_id: UUID) -> bool:
    """Return whether the person holds a role worth stealing anywhere in the network."""
    watched = [*WATCHED_IN_NETWORK, *WATCHED_IN_TENANT]
    return PartyRole.objects.current().filter(role__in=watched, person_id=person_id).exists()


@public_side
def is_known_at(*, person_id: UUID, tenant_id: UUID) -> bool:
    """Return whether the person is anything to a shop, which may then see who they are."""
    return PartyRole.objects.current().in_tenant(tenant_id).filter(person_id=person_id).exists()


@public_side
def has_second_factor(*, person_id: UUID) -> bool:
    """Return whether the person set up a code generator or a passkey."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return Authenticator.objects.filter(user_id=person_id, type__in=kinds).exists()


@public_side
def open_sessions(*, person_id: UUID, this_family: UUID, at: datetime) -> list[OpenSession]:
    """Return the browsers a person is signed in with, at whichever hosts, the newest first."""
    rows = Session.objects.filter(person_id=person_id, expire_date__gt=at)
    browsers = {}
    # One line a browser, told by the sign-in that its sessions at all hosts came from.
    for row in rows.order_by("-started_at", "session_key"):
        browsers[row.family] = row
    return [
        OpenSession(
            family=row.family,
            device=row.device,
            started_at=row.started_at,
            is_this_one=row.family == this_family,
        )
        for row in sorted(browsers.values(), key=lambda row: row.started_at, reverse=True)
    ]


@public_side
def people_of(*, tenant_id: UUID | None, roles: Collection[str]) -> list[tuple[PersonCard, str]]:
    """Return who holds one of these roles in a tenant or network-wide, the longest first."""
    held = (
        PartyRole.objects.current()
        .in_tenant(tenant_id)
        .filter(role__in=roles)
        .select_related("person")
        .order_by("starts_at", "pk")
    )
    return [(_card(one.person, with_contact=True), str(Role(one.role).label)) for one in held]


def ended_sessions(*, before: datetime) -> QuerySet[Session]:
    """Select the sessions, signed in or not, that ended before a moment."""
    return Session.objects.filter(expire_date__lt=before)


def ended_hand_overs(*, before: datetime) -> QuerySet[HandOver]:
    """Select the hand-overs, used or not, that ended before a moment."""
    return HandOver.objects.filter(ends_at__lt=before)
