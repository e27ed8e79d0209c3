"""The people one seller serves, ring by ring."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

RING_SIZES = (5, 15, 50, 150, 500)


class RingQuerySet(models.QuerySet):
    def locked(self) -> Self:
        """Lock the rings for this transaction: whoever counts members holds them."""
        return self.order_by("size").select_for_update(of=("self",))


class Ring(models.Model):
    """One size the circle may grow to, open since a day."""

    size = models.PositiveIntegerField(unique=True)
    opened_at = models.DateTimeField()

    objects = RingQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(name="a_ring_has_a_known_size", condition=Q(size__in=RING_SIZES))
        ]

    def __str__(self) -> str:
        return f"ring of {self.size}"


class InvitationQuerySet(models.QuerySet):
    def locked(self) -> Self:
        """Lock the rows for this transaction, always in the same order."""
        return self.order_by("pk").select_for_update(of=("self",))

    def open(self) -> Self:
        """Keep those that may still be accepted."""
        return self.filter(accepted_at=None, withdrawn_at=None)


class Invitation(models.Model):
    """A place kept for one friend, by name."""

    token = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    # Empty when the seller passes the link on by hand.
    sent_to = models.EmailField(blank=True)
    words = models.CharField(max_length=300, blank=True)
    invited_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                name="a_friend_has_one_open_invitation",
                fields=["sent_to"],
                condition=Q(accepted_at=None, withdrawn_at=None) & ~Q(sent_to=""),
            ),
            CheckConstraint(
                name="a_withdrawn_invitation_was_not_accepted",
                condition=Q(accepted_at=None) | Q(withdrawn_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"invitation of {self.name}"

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.withdrawn_at is None

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None


class MemberQuerySet(models.QuerySet):
    def inside(self) -> Self:
        """Keep those who take a place in a ring."""
        return self.filter(joined_at__isnull=False, left_at=None)

    def waiting(self) -> Self:
        """Keep those served already, for whom no ring has room yet."""
        return self.filter(joined_at=None, left_at=None)


class Member(models.Model):
    """One customer of this shop as part of its seller's circle."""

    person_id = models.UUIDField(unique=True)
    name = models.CharField(max_length=120)
    order_id = models.UUIDField(null=True)
    invitation = models.OneToOneField(
        Invitation, on_delete=models.PROTECT, null=True, related_name="member"
    )
    came_at = models.DateTimeField()
    joined_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    objects = MemberQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @property
    def is_waiting(self) -> bool:
        return self.joined_at is None and self.left_at is None

    def enter(self, *, at: datetime) -> None:
        """Take a place in the ring."""
        self.joined_at = at


class HealthWeek(models.Model):
    """How well the circle was kept in one week."""

    week_on = models.DateField(unique=True)
    active_lines = models.PositiveIntegerField()
    served_lines = models.PositiveIntegerField()
    # Empty while there are too few lines to say anything.
    percent = models.PositiveSmallIntegerField(null=True)
    measured_at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(
                name="health_is_a_share_of_a_hundred",
                condition=Q(percent=None) | Q(percent__lte=100),
            )
        ]

    def __str__(self) -> str:
        return f"week of {self.week_on}"
