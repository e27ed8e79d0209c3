"""Who is asked to join a team."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from kith.lockable import Lockable
from tenants.accounts.models.people import Person, Role


class TeamInvitationQuerySet(Lockable, models.QuerySet["TeamInvitation"]):
    """Chainable filters over invitations to a team."""

    def undecided(self) -> Self:
        """Keep those that nobody accepted or withdrew."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def into(self, tenant_id: uuid.UUID | None) -> Self:
        """Keep those into one tenant's team; without one, into the network's."""
        return self.filter(tenant_id=tenant_id)


class TeamInvitation(models.Model):
    """
    A role offered by e-mail to whoever reads it there, for a while.

    Its token is kept nowhere: the letter holds our own signature under the id.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tenant = models.ForeignKey("registry.Tenant", models.PROTECT, null=True, related_name="+")
    email = models.EmailField()
    role = models.CharField(max_length=12, choices=Role)
    invited_by = models.UUIDField()
    invited_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    accepted_by = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = TeamInvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                name="a_role_is_offered_to_somebody_once_at_a_time",
                fields=["tenant", "email", "role"],
                condition=Q(accepted_at=None, withdrawn_at=None),
                nulls_distinct=False,
            ),
            CheckConstraint(
                name="an_accepted_offer_was_not_withdrawn",
                condition=Q(accepted_at=None) | Q(withdrawn_at=None),
            ),
            CheckConstraint(
                name="an_accepted_offer_says_by_whom",
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} offered on {self.invited_at:%Y-%m-%d}"

    def is_open_at(self, at: datetime) -> bool:
        """Say whether it may still be accepted."""
        return self.accepted_at is None and self.withdrawn_at is None and at < self.ends_at
