"""What an account itself keeps of its person."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext

from kith.belongings import Belongings, Row, Tie, Whose
from tenants.accounts.models import (
    AccessToken,
    Consent,
    Guest,
    HandOver,
    LentLook,
    LentView,
    PartyRole,
    Person,
    Role,
    Session,
    TeamInvitation,
)
from tenants.accounts.usecases.end_role import end_role
from tenants.accounts.usecases.forget_person import forget_person


def end_roles(whose: Whose, at: datetime) -> None:
    """End what a person is to each shop."""
    for held in PartyRole.objects.current().filter(person_id=whose.person_id).order_by("pk"):
        end_role(
            person_id=whose.person_id,
            role=held.role,
            tenant_id=held.tenant_id,
            ended_by=None,
            at=at,
        )


def _forget_person(whose: Whose, at: datetime) -> None:
    forget_person(person_id=whose.person_id, at=at)


BELONGINGS = [
    Belongings(
        Person,
        of="id",
        name="person",
        names=frozenset({"email", "full_name", "phone"}),
        secrets=frozenset({"password"}),
        others=frozenset({"handle_shape"}),
        stays="a row without name, address or phone, which the books go on to mean",
        first=_forget_person,
    ),
    Belongings(
        PartyRole,
        of="person_id",
        name="roles",
        others=frozenset({"granted_by"}),
        stays="who was what to which shop, and when, tells whose books are whose",
        first=end_roles,
    ),
    Belongings(
        Consent,
        of="person_id",
        name="consents",
        stays="proof of what was agreed to, and until when",
    ),
    Belongings(
        Session,
        of="person_id",
        name="sign-ins",
        is_list=True,
        secrets=frozenset({"session_key", "session_data"}),
        others=frozenset({"family"}),
        goes=True,
    ),
    Belongings(
        HandOver,
        of="person_id",
        name="sign-ins-led-on",
        secrets=frozenset({"digest", "auth_hash", "proofs", "browser"}),
        # Where it led is no secret: a page says its own address everywhere.
        others=frozenset({"family", "onward"}),
        goes=True,
    ),
    Belongings(
        AccessToken,
        of="person_id",
        name="api-tokens",
        secrets=frozenset({"digest"}),
        goes=True,
    ),
    Belongings(
        EmailAddress,
        of="user_id",
        name="e-mail-addresses",
        names=frozenset({"email"}),
        goes=True,
    ),
    Belongings(
        EmailConfirmation,
        of="email_address__user_id",
        name="e-mail-confirmations",
        secrets=frozenset({"key"}),
        goes=True,
    ),
    Belongings(
        LentView,
        of="owner_id",
        name="hands-lent-to-you",
        secrets=frozenset({"code"}),
        others=frozenset({"helper_id", "to_address"}),
        goes=True,
    ),
    Belongings(
        LentView,
        of="helper_id",
        name="hands-you-lent",
        secrets=frozenset({"code"}),
        others=frozenset({"owner_id", "to_address"}),
        by_address="to_address",
        goes=True,
    ),
    Belongings(LentLook, of="view__owner_id", name="looks-at-your-pages", goes=True),
    Belongings(
        Authenticator,
        of="user_id",
        name="second-steps",
        secrets=frozenset({"data"}),
        goes=True,
    ),
    Belongings(
        TeamInvitation,
        of="accepted_by_id",
        name="invitations-to-a-team",
        others=frozenset({"invited_by"}),
        names=frozenset({"email"}),
        goes=True,
    ),
    # One that nobody claimed is nobody's: whoever typed the address proved nothing by it.
    Belongings(
        Guest,
        of="claimed_by_id",
        name="purchases-as-a-guest",
        names=frozenset({"email", "full_name"}),
        goes=True,
    ),
]

SELLING = {Role.RESELLER, Role.OPERATOR, Role.TEAMMATE}
WORKING = {Role.STAFF, Role.FINANCE, Role.APPROVER}


def work_in_the_way(*, person_id: UUID, at: datetime) -> Iterator[Row]:
    """Say that others still count on a person: a shop they sell in, the network they work for."""
    held = PartyRole.objects.current().filter(person_id=person_id)
    if held.filter(tenant__isnull=False, role__in=SELLING).exists():
        yield Row(
            gettext("You sell in a shop"),
            gettext("Close the shop, or have somebody else take your place in it."),
            "",
        )
    if held.filter(tenant=None, role__in=WORKING).exists():
        yield Row(
            gettext("You work for the network"),
            gettext("Whoever gave you the role has to end it first."),
            "",
        )


TIES = [Tie("public", work_in_the_way, order=50)]
