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


class RoleGranted(Event, name="role.granted"):
    """A person is something to a tenant, or to the whole network, that they were not before."""

    person_id: UUID
    role: str
    tenant_id: UUID | None = None
