"""Who bought signed in to nothing, under an address that has an account."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import CheckConstraint, Q

from kith.lockable import Lockable
from tenants.accounts.models.people import Locale, Person


class GuestQuerySet(Lockable, models.QuerySet["Guest"]):
    """Chainable filters over guests."""

    def waiting(self) -> Self:
        """Keep those of whom nobody has said yet whether they are theirs."""
        return self.filter(claimed_by=None, refused_at=None)


class Guest(models.Model):
    """
    Who bought once, signed in to nothing, under the address of an account that exists already.

    What was bought belongs to this id, and to the account only once its owner says so.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Where it was. No foreign key: it must never keep a tenant alive.
    tenant_id = models.UUIDField(null=True)
    email = models.EmailField(db_index=True)
    full_name = models.CharField(max_length=120)
    locale = models.CharField(max_length=5, choices=Locale, default=Locale.ENGLISH)
    bought_at = models.DateTimeField()
    claimed_by = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    claimed_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)

    objects = GuestQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(
                name="guest_is_claimed_by_somebody_at_a_moment",
                condition=Q(claimed_by=None, claimed_at=None)
                | Q(claimed_by__isnull=False, claimed_at__isnull=False),
            ),
            CheckConstraint(
                name="guest_is_not_claimed_and_refused",
                condition=Q(claimed_by=None) | Q(refused_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"guest {self.full_name}"
