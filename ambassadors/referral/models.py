"""Who encouraged whom, with what the claim rests on."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.utils.translation import gettext as _

from kith.lockable import Lockable


class ReferralTerm(models.Model):
    """What a referral must show before it counts; a later row replaces an earlier one."""

    starts_at = models.DateTimeField(unique=True)
    paid_cycles = models.PositiveSmallIntegerField(default=2)
    correction_days = models.PositiveSmallIntegerField(default=14)
    sponsor_days = models.PositiveSmallIntegerField(default=365)

    def __str__(self) -> str:
        return f"referral terms from {self.starts_at:%Y-%m-%d}"


class ReferralCode(models.Model):
    """The short word a person passes on, to be named by it at sign-up."""

    person_id = models.UUIDField(unique=True)
    code = models.CharField(max_length=16, unique=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.code


class ReferralQuerySet(Lockable, models.QuerySet):
    def counted(self):
        """Keep the ones that count for their referrer."""
        return self.filter(qualified_at__isnull=False, held_at__isnull=True)

    def newest_first(self):
        return self.order_by("-claimed_at", "-pk")


class Referral(models.Model):
    """One customer's one referrer."""

    class Source(models.TextChoices):
        NAMED = "named", "Named at sign-up"
        CODE = "code", "Gave a code"
        LINK = "link", "Came by a link"
        INVITATION = "invitation", "Accepted an invitation"

    referrer_id = models.UUIDField(db_index=True)
    referred_id = models.UUIDField(unique=True)
    tenant_id = models.UUIDField(null=True, db_index=True)
    source = models.CharField(max_length=12, choices=Source, default=Source.NAMED)
    evidence = models.JSONField(default=dict)
    claimed_at = models.DateTimeField()
    # When the present referrer was named: a word said earlier and told later changes nothing.
    named_at = models.DateTimeField()
    activated_at = models.DateTimeField(null=True)
    qualified_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    hold_reason = models.CharField(max_length=200, blank=True)
    released_at = models.DateTimeField(null=True)
    released_by = models.UUIDField(null=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        constraints = [
            CheckConstraint(
                name="nobody_refers_themselves", condition=~Q(referrer_id=F("referred_id"))
            ),
            CheckConstraint(name="a_hold_says_why", condition=Q(held_at=None) | ~Q(hold_reason="")),
            CheckConstraint(
                name="a_qualified_referral_was_activated",
                condition=Q(qualified_at=None) | Q(activated_at__isnull=False),
            ),
        ]

    @property
    def why_held(self) -> str:
        """What makes it doubtful, in the reader's words; a person's own stand as they are."""
        words = {"same mailbox": _("same mailbox"), "same phone": _("same phone")}
        return words.get(self.hold_reason, self.hold_reason)

    def __str__(self) -> str:
        return f"referral {self.pk}"

    @property
    def is_held(self) -> bool:
        return self.held_at is not None

    @property
    def is_qualified(self) -> bool:
        return self.qualified_at is not None and not self.is_held

    def is_correctable(self, *, at: datetime, days: int) -> bool:
        """Say whether the named person may still be changed."""
        return self.qualified_at is None and at < self.claimed_at + timedelta(days=days)


class PaidCycle(models.Model):
    """
    One invoice the referred person paid; two of them make a referral count.

    One that was wholly refunded stays, with when: told again, it must not count as new.
    """

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="paid_cycles")
    # The invoice stands in the seller's own schema: an id, never a foreign key.
    invoice_id = models.UUIDField(unique=True)
    paid_at = models.DateTimeField()
    refunded_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"paid cycle {self.invoice_id}"

    def stands(self, *, at: datetime) -> bool:
        """Say whether it was paid, and not refunded, at that time."""
        return self.paid_at <= at and (self.refunded_at is None or at < self.refunded_at)
