"""Who is paid, and whether money can reach them."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _


class PayeeQuerySet(models.QuerySet["Payee"]):
    def locked(self) -> PayeeQuerySet:
        """Lock the rows in their one order; new shares of theirs may still be written."""
        return self.order_by("pk").select_for_update(of=("self",), no_key=True)

    def reachable(self) -> PayeeQuerySet:
        return self.filter(payouts_enabled_at__isnull=False, blocked_at=None)


class Payee(models.Model):
    """A seller (a tenant) or a sponsor (a person) with an account to pay into, or none yet."""

    TENANT, PERSON = "tenant", "person"

    uuid = models.UUIDField(primary_key=True, default=uuid4)
    party_kind = models.CharField(max_length=8)
    party_ref = models.UUIDField()
    display_name = models.CharField(max_length=120)
    stripe_account = models.CharField(max_length=80, unique=True, null=True)
    onboarding_started_at = models.DateTimeField(null=True)
    # What the processor still asks for, in its own words, as last fetched.
    requirements = models.JSONField(default=list)
    # Why it cannot be paid, in the processor's own code.
    disabled_reason = models.CharField(max_length=80, blank=True)
    state_checked_at = models.DateTimeField(null=True)
    payouts_enabled_at = models.DateTimeField(null=True)
    blocked_at = models.DateTimeField(null=True)
    block_reason = models.CharField(max_length=200, blank=True)
    # The newest payout to the payee's bank that we heard of, and why the bank sent it back.
    payout_reference = models.CharField(max_length=80, blank=True)
    payout_made_at = models.DateTimeField(null=True)
    bounced_at = models.DateTimeField(null=True)
    bounce_reason = models.CharField(max_length=200, blank=True)
    # When whoever is paid was last asked for what is missing.
    reminded_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    objects = PayeeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party_kind", "party_ref"], name="a_party_is_one_payee"
            ),
            models.CheckConstraint(
                name="a_payee_is_a_tenant_or_a_person",
                condition=Q(party_kind__in=["tenant", "person"]),
            ),
            models.CheckConstraint(
                name="a_payee_paid_out_to_has_an_account",
                condition=Q(payouts_enabled_at=None) | Q(stripe_account__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def why_stopped(self) -> str:
        """Why nothing is paid to them, in the reader's language."""
        return _(self.block_reason) if self.block_reason else ""

    @property
    def is_reachable(self) -> bool:
        return self.payouts_enabled_at is not None and self.blocked_at is None

    @property
    def shop_id(self) -> UUID | None:
        """The shop that is paid; None where it is a person."""
        return self.party_ref if self.party_kind == self.TENANT else None
