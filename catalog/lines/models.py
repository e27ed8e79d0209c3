"""Subscriptions in service, and what was asked of the network about them."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.db import models
from django.db.models import CheckConstraint, F, Index, Q, UniqueConstraint

from kith.lockable import Lockable
from kith.money import MoneyOf

PERIODS = ("month", "week", "once")
SUSPEND, RESUME, SWAP, END = "suspend", "resume", "swap", "terminate"
CHANGE_PLAN = "change_plan"
END_SET, END_UNDONE, WITHDRAWN = "end_set", "end_undone", "withdrawn"
PLAN_SET, PLAN_KEPT, PLAN_DROPPED = "plan_set", "plan_kept", "plan_dropped"
# What the network did by itself: the number went to another operator.
MOVED = "moved"
# Its number came from another operator; the note is the one it had until then.
BROUGHT = "brought"


class LineQuerySet(Lockable, models.QuerySet):
    def in_service_at(self, at: datetime):
        return self.filter(activated_at__lte=at).filter(Q(ended_at=None) | Q(ended_at__gt=at))

    def renewing(self):
        """Keep those that nobody ended before their next period."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=F("next_renewal_on")))

    def of_person(self, person_id):
        return self.filter(person_id=person_id)


class Line(models.Model):
    """
    One number in service, with the offer as it was when it was bought.

    A plan of several lines is one order with a line in each place. The first carries the plan:
    its price and its renewals; the others cost nothing of their own.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    # The person, the number and the SIM stand on the other side of the wall: names, no relations.
    person_id = models.UUIDField()
    order_id = models.UUIDField()
    place = models.PositiveSmallIntegerField(default=1)
    offer_code = models.SlugField(max_length=80)
    offer_name = models.CharField(max_length=120)
    base_code = models.CharField(max_length=80)
    price_minor = models.BigIntegerField()
    wholesale_minor = models.BigIntegerField()
    tax_basis_points = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    period = models.CharField(max_length=5)
    allowances = models.JSONField(default=dict)
    e164 = models.CharField(max_length=16)
    iccid = models.CharField(max_length=20)
    activation_code = models.CharField(max_length=400, blank=True, default="")
    network_reference = models.CharField(max_length=120, blank=True, default="")
    activated_at = models.DateTimeField()
    # The day of the first period in the tenant's own time zone; renewals fall on its day.
    started_on = models.DateField()
    next_renewal_on = models.DateField(null=True, blank=True)
    suspended_at = models.DateTimeField(null=True, blank=True)
    # Since when a bill bars the line; its owner cannot open it then, a payment does.
    unpaid_since = models.DateTimeField(null=True, blank=True)
    # The first day out of service, in the tenant's own time zone, once somebody asked for the end.
    ends_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = LineQuerySet.as_manager()

    price = MoneyOf("price_minor")
    wholesale = MoneyOf("wholesale_minor")

    class Meta:
        constraints = [
            CheckConstraint(name="line_period_is_known", condition=Q(period__in=PERIODS)),
            CheckConstraint(name="line_price_is_not_negative", condition=Q(price_minor__gte=0)),
            CheckConstraint(
                name="line_renews_unless_paid_once_or_by_the_first",
                condition=(Q(period="once") | Q(place__gt=1)) & Q(next_renewal_on=None)
                | ~Q(period="once") & Q(place=1, next_renewal_on__isnull=False),
            ),
            CheckConstraint(
                name="line_after_the_first_costs_nothing",
                condition=Q(place=1) | Q(place__gt=1, price_minor=0, wholesale_minor=0),
            ),
            UniqueConstraint(fields=["order_id", "place"], name="line_has_its_own_place"),
            UniqueConstraint(
                fields=["e164"], condition=Q(ended_at=None), name="number_is_on_one_line"
            ),
            UniqueConstraint(
                fields=["iccid"], condition=Q(ended_at=None), name="sim_is_on_one_line"
            ),
        ]
        indexes = [
            Index(fields=["person_id", "activated_at"], name="line_of_person"),
            Index(
                fields=["next_renewal_on", "id"],
                condition=Q(ended_at=None),
                name="line_due_for_renewal",
            ),
        ]

    def __str__(self) -> str:
        return self.e164

    @property
    def renews(self) -> bool:
        """Whether a period follows the one that is paid for."""
        renews_on = self.next_renewal_on
        return renews_on is not None and (self.ends_on is None or self.ends_on > renews_on)

    @property
    def is_ended(self) -> bool:
        return self.ended_at is not None

    @property
    def is_suspended(self) -> bool:
        return self.suspended_at is not None and not self.is_ended


class LineEvent(models.Model):
    """
    One thing that happened to a line.

    A change at the network is asked, then done or failed; the rest is done at once.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="events")
    what = models.CharField(max_length=12)
    # The SIM a swap moves to.
    iccid = models.CharField(max_length=20, blank=True, default="")
    imsi = models.CharField(max_length=15, blank=True, default="")
    activation_code = models.CharField(max_length=400, blank=True, default="")
    # The product a change of plan moves to.
    base_code = models.CharField(max_length=80, blank=True, default="", db_default="")
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            CheckConstraint(
                name="line_event_is_done_or_failed_not_both",
                condition=Q(done_at=None) | Q(failed_at=None),
            ),
            UniqueConstraint(
                fields=["line"],
                condition=Q(done_at=None, failed_at=None),
                name="line_changes_one_thing_at_a_time",
            ),
        ]
        indexes = [Index(fields=["line", "asked_at", "id"], name="line_event_history")]

    def __str__(self) -> str:
        return f"{self.what} of {self.line_id}"

    @property
    def is_pending(self) -> bool:
        return self.done_at is None and self.failed_at is None


class PlanChangeQuerySet(models.QuerySet):
    def waiting(self):
        """Keep those that are still to come, with a period that is not paid yet."""
        return self.filter(done_at=None, undone_at=None, is_now=False)

    def under_way(self):
        """Keep those that are paid for, and that the network has not answered yet."""
        return self.filter(done_at=None, undone_at=None, is_now=True)

    def to_switch(self):
        """Keep those that are done, and that the network has not taken yet."""
        return self.filter(done_at__isnull=False, switched_at=None)


class PlanChange(models.Model):
    """
    A line's way from one plan to another, as both stood when its owner agreed to it.

    It waits for its first day, and is done with the period that begins then, or is undone before.
    One that comes now, in the middle of a paid period, is done once the network has switched, and
    undone where it refused or did not answer before the next period began.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="plan_changes")
    was = models.JSONField()
    becomes = models.JSONField()
    # The first day under the new plan, in the tenant's own time zone.
    from_on = models.DateField()
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    is_now = models.BooleanField(default=False, db_default=False)
    # What the network was asked with for one that comes now.
    event = models.OneToOneField(
        LineEvent, on_delete=models.PROTECT, null=True, related_name="plan_change"
    )
    done_at = models.DateTimeField(null=True, blank=True)
    # When the network had switched, which it does after; None while it still has the old plan.
    switched_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = PlanChangeQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(
                name="plan_change_is_done_or_undone_not_both",
                condition=Q(done_at=None) | Q(undone_at=None),
            ),
            CheckConstraint(
                name="plan_change_is_switched_once_done",
                condition=Q(switched_at=None) | Q(done_at__isnull=False),
            ),
            CheckConstraint(
                name="plan_change_now_is_done_with_the_network",
                condition=Q(is_now=False) | Q(done_at=None) | Q(switched_at__isnull=False),
            ),
            UniqueConstraint(
                fields=["line"],
                condition=Q(done_at=None, undone_at=None),
                name="line_waits_for_one_plan",
            ),
        ]
        indexes = [
            Index(fields=["line", "from_on", "id"], name="plan_changes_of_line"),
            Index(
                fields=["id"],
                condition=Q(done_at__isnull=False, switched_at=None),
                name="plan_change_to_switch",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line_id} to {self.becomes['offer_code']}"

    @property
    def is_waiting(self) -> bool:
        return not self.is_now and self.done_at is None and self.undone_at is None

    @property
    def is_under_way(self) -> bool:
        return self.is_now and self.done_at is None and self.undone_at is None
