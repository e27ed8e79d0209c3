"""What happens to people and what they are to a tenant."""

from datetime import datetime
from uuid import UUID

from kith.outbox import Event


class PersonRegistered(Event, name="person.registered"):
    """Somebody has an account now; perhaps at a shop, perhaps naming who encouraged them."""

    person_id: UUID
    tenant_id: UUID | None = None
    encouraged_by: UUID | None = None
    registered_at: datetime | None = None


class PersonRenamed(Event, name="person.renamed"):
    """A person is called otherwise now."""

    person_id: UUID


class RoleGranted(Event, name="role.granted"):
    """A person is something to a tenant, or to the whole network, that they were not before."""

    person_id: UUID
    role: str
    tenant_id: UUID | None = None


class TeamInvited(Event, name="team.invited"):
    """Somebody may join a team, of a shop or of the network, and is to be written to."""

    invitation_id: UUID


class AccountChanged(Event, name="account.changed"):
    """How a person's account is opened was changed: a password, an address, a second step."""

    person_id: UUID
    # As the library that does it says it: `password_changed`.
    what: str
    device: str
    happened_at: datetime
    tenant_id: UUID | None
    # An address of theirs that is told as well, though it may be theirs no longer.
    address: str = ""


class DeviceSeen(Event, name="account.device_seen"):
    """A person who had signed in before did so with a browser that is new."""

    person_id: UUID
    device: str
    happened_at: datetime
    tenant_id: UUID | None


class ViewOffered(Event, name="view.offered"):
    """A person asks another to look at their pages."""

    view_id: UUID
