"""What the network asks of people: steps that staff carry out by hand."""

from uuid import uuid4

from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint

from catalog.network.events import WAIT_FOR
from kith.lockable import Lockable

# Of a number that comes from another operator: what its holder knows of it there.
BRING = "bring"
VERBS = ("reserve", "activate", "suspend", "resume", "swap", "change_plan", BRING, "terminate")


class ManualTaskQuerySet(Lockable, models.QuerySet):
    def open(self):
        return self.filter(closed_at=None)


class LeavingCodeQuerySet(Lockable, models.QuerySet):
    pass


class ComingNumberQuerySet(Lockable, models.QuerySet):
    def open(self):
        return self.filter(ended_at=None)

    def late(self, *, at):
        """Keep those that whoever acts next has let wait for too long."""
        return self.open().filter(late_from__lte=at)


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
    # The number to bring over, its operator, the account and the day; forgotten when it is closed.
    particulars = models.JSONField(default=dict, blank=True, db_default={})
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


class ComingNumber(models.Model):
    """
    A number on its way here from another operator, as the whole network has to know it.

    Here and not in the shop: nobody else may ask for it, and staff see what waits too long in any
    shop. What its holder is known by at the other operator stands behind the wall.
    """

    # The same as of the shop's own row.
    id = models.UUIDField(primary_key=True, editable=False)
    tenant_id = models.UUIDField()
    e164 = models.CharField(max_length=16)
    operator = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    # Who acts next, since when, and from when on that is too long.
    waits_for = models.CharField(max_length=10)
    waits_since = models.DateTimeField()
    late_from = models.DateTimeField()
    moves_on = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ComingNumberQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(
                name="coming_number_waits_for_somebody_known",
                condition=Q(waits_for__in=WAIT_FOR),
            ),
            UniqueConstraint(fields=["e164"], condition=Q(ended_at=None), name="number_comes_once"),
        ]
        indexes = [
            Index(fields=["late_from", "id"], condition=Q(ended_at=None), name="coming_number_late")
        ]

    def __str__(self) -> str:
        return f"{self.e164} from {self.operator}"
