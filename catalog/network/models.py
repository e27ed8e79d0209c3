"""What the network asks of people: steps that staff carry out by hand."""

from uuid import uuid4

from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint

from kith.lockable import Lockable

VERBS = ("reserve", "activate", "suspend", "resume", "swap", "change_plan", "terminate")


class ManualTaskQuerySet(Lockable, models.QuerySet):
    def open(self):
        return self.filter(closed_at=None)


class LeavingCodeQuerySet(Lockable, models.QuerySet):
    pass


class ManualTask(models.Model):
    """One step at the network that waits for a person, or that a person has closed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    request_id = models.CharField(max_length=200, unique=True)
    # The tenant's uuid is kept, not a relation: the task outlives the tenant's shop.
    tenant_id = models.UUIDField()
    verb = models.CharField(max_length=12)
    e164 = models.CharField(max_length=16)
    iccid = models.CharField(max_length=20)
    imsi = models.CharField(max_length=15, blank=True, default="")
    plan = models.CharField(max_length=80, blank=True, default="")
    reference = models.CharField(max_length=120, blank=True, default="")
    asked_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by_id = models.UUIDField(null=True, blank=True)
    is_done = models.BooleanField(null=True)
    reason = models.CharField(max_length=300, blank=True, default="")

    objects = ManualTaskQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(name="manual_task_verb_is_known", condition=Q(verb__in=VERBS)),
            CheckConstraint(
                name="manual_task_is_closed_with_an_outcome",
                condition=Q(closed_at=None, is_done=None)
                | Q(closed_at__isnull=False, is_done__isnull=False),
            ),
            CheckConstraint(
                name="manual_task_failure_has_a_reason",
                condition=~Q(is_done=False) | ~Q(reason=""),
            ),
        ]
        indexes = [
            Index(fields=["asked_at", "id"], condition=Q(closed_at=None), name="manual_task_open")
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.e164}"


class LeavingCode(models.Model):
    """
    By which code a number may leave to another operator, as the network asks for it.

    Here and not in the shop: the network names a number, and not whose it is. The code itself is
    its holder's; here is what it is compared with.
    """

    # The same as of the shop's own row.
    id = models.UUIDField(primary_key=True, editable=False)
    tenant_id = models.UUIDField()
    e164 = models.CharField(max_length=16)
    digest = models.CharField(max_length=64)
    good_until = models.DateTimeField()
    wrong_count = models.PositiveSmallIntegerField(default=0)
    # Which move the network asked for with the right code.
    move_id = models.CharField(max_length=80, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = LeavingCodeQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                fields=["e164"], condition=Q(ended_at=None), name="number_leaves_by_one_code"
            ),
        ]
        indexes = [Index(fields=["e164", "move_id"], name="leaving_code_of_move")]

    def __str__(self) -> str:
        return f"code for {self.e164}"
