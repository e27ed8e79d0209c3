"""The ladder, where people stand on it, and proposals to move them."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import CheckConstraint, Exists, OuterRef, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from kith.lockable import Lockable


class TierCode(models.TextChoices):
    """The steps of the ladder."""

    CUSTOMER = "customer", _("Customer")
    AMBASSADOR = "ambassador", _("Ambassador")
    RESELLER = "reseller", _("Reseller")
    OPERATOR = "operator", _("Virtual operator")


class Measure(models.TextChoices):
    """What a person can be measured by today."""

    ACCOUNT_DAYS = "account_days", _("Days with an account")
    TIER_DAYS = "tier_days", _("Days on the present step")
    OWN_LINES = "own_lines", _("Own lines in service")
    QUALIFIED_REFERRALS = "qualified_referrals", _("Friends who joined and stayed")
    ACTIVE_LINES = "active_lines", _("Lines in service you brought or serve")
    RETENTION_90D = "retention_90d", _("Lines kept over 90 days")
    RETENTION_12M = "retention_12m", _("Lines kept over 12 months")


class ProgrammeQuerySet(Lockable, models.QuerySet):
    def standing(self) -> Self:
        """Drop the versions that were taken back before their day."""
        return self.filter(retraction=None)


class Programme(models.Model):
    """One version of the rules; never edited, replaced by the next or taken back unused."""

    version = models.PositiveIntegerField(unique=True)
    starts_at = models.DateTimeField()
    published_at = models.DateTimeField()
    published_by = models.UUIDField(null=True)
    note = models.CharField(max_length=200, blank=True)

    objects = ProgrammeQuerySet.as_manager()

    def __str__(self) -> str:
        return f"programme {self.version}"


class Retraction(models.Model):
    """Who took a version back before anybody was judged by it."""

    programme = models.OneToOneField(Programme, on_delete=models.PROTECT, related_name="retraction")
    by = models.UUIDField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.programme} taken back by {self.by}"


class Tier(models.Model):
    """One step of one version of the ladder."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="tiers")
    code = models.CharField(max_length=12, choices=TierCode)
    position = models.PositiveSmallIntegerField()
    # With none, meeting the criteria is enough; nobody signs.
    signatures_needed = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            UniqueConstraint(name="a_programme_has_a_tier_once", fields=["programme", "code"]),
            UniqueConstraint(name="two_tiers_never_share_a_step", fields=["programme", "position"]),
        ]

    def __str__(self) -> str:
        return f"{self.code} of {self.programme}"


class Criterion(models.Model):
    """What one step asks: at least so much of one measure."""

    tier = models.ForeignKey(Tier, on_delete=models.CASCADE, related_name="criteria")
    code = models.CharField(max_length=24, choices=Measure)
    threshold = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [UniqueConstraint(name="a_tier_asks_a_measure_once", fields=["tier", "code"])]

    def __str__(self) -> str:
        return f"{self.code} >= {self.threshold}"


class StandingQuerySet(models.QuerySet):
    def current(self) -> Self:
        """Keep where people stand now."""
        return self.filter(ends_at=None)


class Standing(models.Model):
    """One person on one step, from one time to another; without a row: a customer."""

    person_id = models.UUIDField(db_index=True)
    tier_code = models.CharField(max_length=12, choices=TierCode)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    case = models.ForeignKey(
        "PromotionCase", on_delete=models.PROTECT, null=True, related_name="standings"
    )

    objects = StandingQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                name="a_person_stands_on_one_step",
                fields=["person_id"],
                condition=Q(ends_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.tier_code} since {self.starts_at:%Y-%m-%d}"


class CircleMeasure(models.Model):
    """How one person's lines fare in one shop, as last counted by that shop."""

    tenant_id = models.UUIDField()
    person_id = models.UUIDField(db_index=True)
    active_lines = models.PositiveIntegerField()
    # Lines in service at any time of the window, whatever became of them.
    lines_served_90d = models.PositiveIntegerField()
    lines_served_12m = models.PositiveIntegerField()
    measured_at = models.DateTimeField()

    class Meta:
        constraints = [
            UniqueConstraint(name="a_shop_measures_once", fields=["tenant_id", "person_id"]),
            CheckConstraint(
                name="lines_in_service_were_served",
                condition=Q(active_lines__lte=models.F("lines_served_90d"))
                & Q(lines_served_90d__lte=models.F("lines_served_12m")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.active_lines} lines of {self.person_id}"


class AssessmentRun(models.Model):
    """One assessment of everyone; the slot keeps two schedulers from doing it twice."""

    slot = models.CharField(max_length=40, unique=True)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT)
    started_at = models.DateTimeField()
    opened_count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"assessment {self.slot}"


class CaseQuerySet(Lockable, models.QuerySet):
    def undecided(self) -> Self:
        return self.filter(decided_at=None)

    def unsigned(self) -> Self:
        """Keep the open ones nobody has signed."""
        return self.undecided().filter(~Exists(_signatures()))

    def half_signed(self) -> Self:
        """Keep the open ones that wait for another signature."""
        return self.undecided().filter(Exists(_signatures()))

    def decided(self) -> Self:
        return self.filter(decided_at__isnull=False)


def _signatures():
    return Signature.objects.filter(case=OuterRef("pk"), verdict=Signature.Verdict.SIGNED)


class PromotionCase(models.Model):
    """A proposal to take one person one step up, with its evidence."""

    class Outcome(models.TextChoices):
        APPROVED = "approved", _("Approved")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person_id = models.UUIDField(db_index=True)
    run = models.ForeignKey(AssessmentRun, on_delete=models.PROTECT, related_name="cases")
    from_tier = models.CharField(max_length=12, choices=TierCode)
    to_tier = models.CharField(max_length=12, choices=TierCode)
    signatures_needed = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    due_on = models.DateField()
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    reason_codes = models.JSONField(default=list)
    reason_text = models.TextField(blank=True)
    retry_on = models.DateField(null=True)
    # The shop this decision made or raised.
    tenant_id = models.UUIDField(null=True)
    carried_out_at = models.DateTimeField(null=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(
                name="a_person_has_one_open_case",
                fields=["person_id"],
                condition=Q(decided_at=None),
            ),
            CheckConstraint(
                name="a_decided_case_has_an_outcome",
                condition=Q(decided_at=None, outcome="")
                | (Q(decided_at__isnull=False) & ~Q(outcome="")),
            ),
        ]

    def __str__(self) -> str:
        return f"case {self.uuid}"

    @property
    def is_open(self) -> bool:
        return self.decided_at is None

    @property
    def is_approved(self) -> bool:
        return self.outcome == self.Outcome.APPROVED

    @property
    def shop_key(self) -> str:
        """Under which the shop of this case is made, once."""
        return f"case:{self.uuid}"

    def decide(self, *, outcome: str, at: datetime) -> None:
        """Close the case with its outcome."""
        self.outcome, self.decided_at = outcome, at


class CaseCriterion(models.Model):
    """One criterion as it stood when the case was opened."""

    case = models.ForeignKey(PromotionCase, on_delete=models.CASCADE, related_name="criteria")
    code = models.CharField(max_length=24, choices=Measure)
    position = models.PositiveSmallIntegerField()
    value = models.IntegerField()
    threshold = models.IntegerField()
    is_met = models.BooleanField()
    evidence = models.JSONField(default=dict)

    class Meta:
        constraints = [
            UniqueConstraint(name="a_case_weighs_a_measure_once", fields=["case", "code"])
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.value} of {self.threshold}"


class Signature(models.Model):
    """One person's verdict on one case."""

    class Verdict(models.TextChoices):
        SIGNED = "signed", _("Signed")
        DECLINED = "declined", _("Declined")

    case = models.ForeignKey(PromotionCase, on_delete=models.CASCADE, related_name="signatures")
    person_id = models.UUIDField()
    verdict = models.CharField(max_length=10, choices=Verdict)
    note = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            UniqueConstraint(name="nobody_signs_a_case_twice", fields=["case", "person_id"])
        ]

    def __str__(self) -> str:
        return f"{self.verdict} by {self.person_id}"


class CaseQuestion(models.Model):
    """Something staff ask the candidate before they decide."""

    case = models.ForeignKey(PromotionCase, on_delete=models.CASCADE, related_name="questions")
    asked_by = models.UUIDField()
    text = models.CharField(max_length=500)
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            CheckConstraint(
                name="an_answer_has_its_time",
                condition=Q(answered_at=None, answer="")
                | (Q(answered_at__isnull=False) & ~Q(answer="")),
            )
        ]

    def __str__(self) -> str:
        return self.text
