"""The session engine: rows in the shared schema, each good for one tenant's hosts only."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest
from django.utils import timezone

from kith.wall import current_tenant, public_side
from tenants.accounts.models import Session

# Says "take the tenant of this side of the wall"; None already means the network's own host.
HERE: Any = object()


def session_of(request: HttpRequest) -> "SessionStore":
    """Return the session of a request, which is one of ours."""
    session: Any = request.session
    return session


class SessionStore(DatabaseStore):
    """
    One browser's session, bound to the tenant whose host made it.

    Read with another tenant's cookie it is empty, as an unknown key would be:
    nobody learns that the session exists.
    """

    def __init__(
        self, session_key: str | None = None, *, tenant_id: UUID | None = HERE, device: str = ""
    ) -> None:
        super().__init__(session_key)
        if tenant_id is HERE:
            tenant = current_tenant()
            tenant_id = tenant.uuid if tenant else None
        self.tenant_id = tenant_id
        self.device = device
        self.started_at: datetime | None = None
        self._family = uuid4()

    @property
    def family(self) -> UUID:
        """Which sessions this one ends with: those that came from one sign-in, at all hosts."""
        self._get_session()
        return self._family

    @family.setter
    def family(self, family: UUID) -> None:
        self._get_session()
        self._family, self.modified = family, True

    @property
    def ends_at_latest(self) -> datetime:
        """When it ends whatever happens, counted from its sign-in."""
        self._get_session()
        return (self.started_at or timezone.now()) + settings.KITH_LONGEST_SESSION

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the model that holds the rows."""
        return Session

    def _get_session_from_db(self) -> Session | None:
        row = super()._get_session_from_db()
        if row is not None and row.tenant_id != self.tenant_id:
            self._session_key = None
            return None
        if row is not None:
            self.started_at, self.device = row.started_at, self.device or row.device
            self._family = row.family
        return row

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row to write, with its tenant and its person beside the sealed words."""
        row = super().create_model_instance(data)
        row.tenant_id = self.tenant_id
        row.person_id = UUID(data[SESSION_KEY]) if SESSION_KEY in data else None
        row.device, row.family = self.device, self._family
        row.started_at = self.started_at = self.started_at or timezone.now()
        ends_at = row.started_at + settings.KITH_LONGEST_SESSION
        row.expire_date = min(row.expire_date, ends_at)
        return row

    def create(self) -> None:
        """Begin a session under a new key; whoever signs in begins one, and keeps what it holds."""
        self.started_at = None
        super().create()

    def flush(self) -> None:
        """Drop what was kept; what comes after in this browser has nothing to do with it."""
        super().flush()
        self._family = uuid4()

    # Sessions stand on the public side: a tenant's role may not see one of them.
    load = public_side(DatabaseStore.load)
    exists = public_side(DatabaseStore.exists)
    save = public_side(DatabaseStore.save)
    delete = public_side(DatabaseStore.delete)

    @classmethod
    @public_side
    def clear_expired(cls) -> None:
        """Drop the rows whose time is over."""
        super().clear_expired()
