"""The pools a line is made from: phone numbers and SIMs."""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, F, Index, Q, UniqueConstraint

from kith.lockable import Lockable

AVAILABLE = "available"
ASSIGNED = "assigned"
QUARANTINED = "quarantined"
RETIRED = "retired"
# With another operator: its holder took it along, and it comes back to nobody but them.
LEFT = "left"

NUMBER_STATES = (AVAILABLE, ASSIGNED, QUARANTINED, LEFT)
SIM_STATES = (AVAILABLE, ASSIGNED, RETIRED)

ESIM = "esim"
PHYSICAL = "physical"


class PoolQuerySet(Lockable, models.QuerySet):
    pass


class NumberRange(models.Model):
    """A block of consecutive numbers the regulator or the telco gave us."""

    label = models.CharField(max_length=80)
    country = models.CharField(max_length=2)
    # E.164 without its plus sign, so that the database can count and compare.
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    warn_below_count = models.PositiveIntegerField(default=100)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            CheckConstraint(name="number_range_runs_upwards", condition=Q(first__lte=F("last"))),
            UniqueConstraint(fields=["first"], name="number_range_starts_once"),
        ]

    def __str__(self) -> str:
        return f"+{self.first} to +{self.last}"

    @property
    def size(self) -> int:
        return self.last - self.first + 1


class PhoneNumber(models.Model):
    """One number, and who holds it now: of the pool, or a guest of another operator's range."""

    # None: its holder brought it along. It is theirs, and never given to anybody else.
    range = models.ForeignKey(
        NumberRange, on_delete=models.PROTECT, related_name="numbers", null=True, blank=True
    )
    e164 = models.CharField(max_length=16, unique=True)
    country = models.CharField(max_length=2)
    state = models.CharField(max_length=12, default=AVAILABLE)
    # Whoever asked for the number, by a name of its own choosing such as "order:<uuid>".
    holder = models.CharField(max_length=120, blank=True, default="")
    free_since = models.DateTimeField()
    quarantined_until = models.DateTimeField(null=True, blank=True)

    objects = PoolQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(name="number_state_is_known", condition=Q(state__in=NUMBER_STATES)),
            CheckConstraint(
                name="number_has_a_holder_exactly_while_taken",
                condition=Q(state=ASSIGNED) & ~Q(holder="")
                | Q(state__in=(AVAILABLE, QUARANTINED, LEFT), holder=""),
            ),
            CheckConstraint(
                name="number_quarantine_has_an_end",
                condition=Q(state=QUARANTINED, quarantined_until__isnull=False)
                | ~Q(state=QUARANTINED) & Q(quarantined_until=None),
            ),
            CheckConstraint(
                name="number_of_another_range_is_never_free",
                condition=Q(range__isnull=False) | ~Q(state=AVAILABLE),
            ),
            UniqueConstraint(
                fields=["holder"],
                condition=Q(state=ASSIGNED),
                name="holder_has_one_number",
            ),
        ]
        indexes = [
            Index(
                fields=["country", "free_since", "id"],
                condition=Q(state=AVAILABLE),
                name="number_next_free",
            ),
            Index(
                fields=["quarantined_until"],
                condition=Q(state=QUARANTINED),
                name="number_quarantine_end",
            ),
        ]

    def __str__(self) -> str:
        return self.e164


class NumberEvent(models.Model):
    """One line of a number's history; rows are only ever added."""

    number = models.ForeignKey(PhoneNumber, on_delete=models.PROTECT, related_name="events")
    what = models.CharField(max_length=12)
    holder = models.CharField(max_length=120, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        indexes = [Index(fields=["number", "at", "id"], name="number_event_history")]

    def __str__(self) -> str:
        return f"{self.what} at {self.at:%Y-%m-%d %H:%M}"


class SimCard(models.Model):
    """A plastic card, or the eSIM profile waiting for a phone to fetch it."""

    iccid = models.CharField(max_length=20, unique=True)
    imsi = models.CharField(max_length=15, unique=True)
    form = models.CharField(max_length=8)
    eid = models.CharField(max_length=32, blank=True, default="")
    matching_id = models.CharField(max_length=64, unique=True, null=True, blank=True)
    smdp_address = models.CharField(max_length=255, blank=True, default="")
    batch = models.CharField(max_length=80, blank=True, default="")
    state = models.CharField(max_length=12, default=AVAILABLE)
    holder = models.CharField(max_length=120, blank=True, default="")
    free_since = models.DateTimeField()
    assigned_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = PoolQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(name="sim_state_is_known", condition=Q(state__in=SIM_STATES)),
            CheckConstraint(name="sim_form_is_known", condition=Q(form__in=(ESIM, PHYSICAL))),
            CheckConstraint(
                name="sim_iccid_is_89_and_digits", condition=Q(iccid__regex=r"^89[0-9]{17,18}$")
            ),
            CheckConstraint(
                name="sim_imsi_is_fifteen_digits", condition=Q(imsi__regex=r"^[0-9]{15}$")
            ),
            CheckConstraint(
                name="esim_can_be_fetched",
                condition=Q(form=PHYSICAL)
                | Q(matching_id__isnull=False) & ~Q(matching_id="") & ~Q(smdp_address=""),
            ),
            CheckConstraint(
                name="sim_has_a_holder_exactly_while_taken",
                condition=Q(state=ASSIGNED) & ~Q(holder="")
                | Q(state__in=(AVAILABLE, RETIRED), holder=""),
            ),
            UniqueConstraint(
                fields=["holder"],
                condition=Q(state=ASSIGNED),
                name="holder_has_one_sim",
            ),
        ]
        indexes = [
            Index(
                fields=["form", "free_since", "id"],
                condition=Q(state=AVAILABLE),
                name="sim_next_free",
            ),
        ]

    def __str__(self) -> str:
        return self.iccid

    @property
    def activation_code(self) -> str:
        """Give the code a phone scans to fetch the profile (SGP.22, section 4.1)."""
        if self.form != ESIM:
            return ""
        return f"LPA:1${self.smdp_address}${self.matching_id}"
