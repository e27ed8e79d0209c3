"""People, the roles they hold, what they agreed to, and where they are signed in."""

from tenants.accounts.models.guests import Guest, GuestQuerySet
from tenants.accounts.models.people import (
    Consent,
    Locale,
    PartyRole,
    PartyRoleQuerySet,
    PeopleByEmail,
    Person,
    PersonQuerySet,
    Role,
)
from tenants.accounts.models.sign_ins import AccessToken, AccessTokenQuerySet, HandOver, Session
from tenants.accounts.models.teams import TeamInvitation, TeamInvitationQuerySet
from tenants.accounts.models.views import LentLook, LentView, LentViewQuerySet

__all__ = [
    "AccessToken",
    "AccessTokenQuerySet",
    "Consent",
    "Guest",
    "GuestQuerySet",
    "HandOver",
    "LentLook",
    "LentView",
    "LentViewQuerySet",
    "Locale",
    "PartyRole",
    "PartyRoleQuerySet",
    "PeopleByEmail",
    "Person",
    "PersonQuerySet",
    "Role",
    "Session",
    "TeamInvitation",
    "TeamInvitationQuerySet",
]
