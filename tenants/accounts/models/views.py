"""Who lets whom look at their pages for a while."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from kith.lockable import Lockable
from tenants.accounts.models.people import Person


class LentViewQuerySet(Lockable, models.QuerySet["LentView"]):
    """Chainable filters over views that are lent."""

    def open(self) -> Self:
        """Keep those that nobody ended."""
        return self.filter(ended_at=None)

    def offered_at(self, at: datetime) -> Self:
        """Keep those whose code may still be taken."""
        return self.open().filter(taken_at=None, ends_at__gt=at)

    def seen_at(self, at: datetime) -> Self:
        """Keep those that somebody looks through now."""
        return self.open().filter(taken_at__isnull=False, ends_at__gt=at)


class LentView(models.Model):
    """Half an hour in which one person sees another's pages at one shop, and does nothing there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Person, models.CASCADE, related_name="+")
    # Whoever took it; until then, empty where they were named by an address.
    helper = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    to_address = models.EmailField(blank=True)
    # No foreign key, as with sessions.
    tenant_id = models.UUIDField()
    # The owner tells it to the helper; empty once it was taken, or is over.
    code = models.CharField(max_length=6, blank=True)
    offered_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    # Of an offer, until when it may be taken; then, until when it is seen.
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = LentViewQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                name="a_person_lends_one_view_at_a_time",
                fields=["owner"],
                condition=Q(ended_at=None),
            ),
            CheckConstraint(
                name="a_view_that_was_taken_has_a_helper_and_no_code",
                condition=Q(taken_at=None) | Q(helper__isnull=False, code="", to_address=""),
            ),
            CheckConstraint(
                name="nobody_lends_a_view_to_themselves",
                condition=Q(helper=None) | ~Q(helper=F("owner")),
            ),
        ]

    def __str__(self) -> str:
        return f"view {self.pk}"


class LentLook(models.Model):
    """One page that a helper looked at, or a thing they tried to do and could not."""

    view = models.ForeignKey(LentView, models.CASCADE, related_name="looks")
    path = models.CharField(max_length=300)
    was_refused = models.BooleanField(default=False)
    looked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"look at {self.path}"
