"""Where people are signed in, and what programs may do for them."""

import uuid
from typing import ClassVar, Self

from django.contrib.postgres.functions import RandomUUID
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.db.models import Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from tenants.accounts.models.people import Person


class Session(AbstractBaseSession):
    """One signed-in browser, good on one tenant's hosts only."""

    # Empty on the network's own host. No foreign key: a session must never keep a tenant alive.
    tenant_id = models.UUIDField(null=True, db_index=True)
    person_id = models.UUIDField(null=True, db_index=True)
    device = models.CharField(max_length=120, blank=True)
    started_at = models.DateTimeField()
    # The sessions that came from one sign-in, handed from host to host; they end together.
    family = models.UUIDField(db_default=RandomUUID(), db_index=True)

    objects: ClassVar[BaseSessionManager] = BaseSessionManager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def __str__(self) -> str:
        return f"session of {self.person_id or 'nobody'}"

    @classmethod
    def get_session_store_class(cls) -> type:
        """Return the engine that reads and writes these rows."""
        from tenants.accounts.sessions import SessionStore

        return SessionStore


class HandOver(models.Model):
    """
    One session on its way from a host to another: opens that one, in one browser, once.

    The token itself is kept nowhere: only its digest.
    """

    digest = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    # The browser at the host that is opened, by the mark of the secret it keeps.
    browser = models.CharField(max_length=64)
    host = models.CharField(max_length=253)
    # Whose host it is; empty is the network's own. No foreign key, as with sessions.
    tenant_id = models.UUIDField(null=True)
    onward = models.TextField(blank=True)
    family = models.UUIDField()
    # By which a password that was changed meanwhile is noticed.
    auth_hash = models.CharField(max_length=64)
    # When and by what its person proved who they are, as the sign-in library writes it.
    proofs = models.JSONField()
    session_ends_at = models.DateTimeField()
    issued_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["ends_at"], name="hand_over_by_its_end")]

    def __str__(self) -> str:
        return f"hand-over to {self.host}"


class AccessTokenQuerySet(models.QuerySet["AccessToken"]):
    """Chainable filters over tokens."""

    def live(self) -> Self:
        """Keep those nobody has revoked."""
        return self.filter(revoked_at=None)

    def held(self, *, person_id: uuid.UUID, tenant_id: uuid.UUID) -> Self:
        """Keep one person's, for one tenant's hosts."""
        return self.filter(person_id=person_id, tenant_id=tenant_id)


class AccessToken(models.Model):
    """
    What a person's program shows instead of a session, good on one tenant's hosts only.

    The secret itself is kept nowhere: only its digest.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    # No foreign key: a token must never keep a tenant alive.
    tenant_id = models.UUIDField()
    name = models.CharField(_("name"), max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    may_write = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = AccessTokenQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                name="access_token_name_is_used_once",
                fields=["person", "tenant_id", "name"],
                condition=Q(revoked_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"token {self.name}"
