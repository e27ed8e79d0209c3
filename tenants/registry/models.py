"""Tenants, the hosts that lead to them, and schemas made in advance."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django_tenants.models import TenantMixin

from kith.lockable import Lockable
from kith.wall import TenantRef


class TenantQuerySet(Lockable, models.QuerySet):
    def open(self) -> TenantQuerySet:
        """Tenants that may be entered: provisioned, not suspended, not closed."""
        return self.filter(live_at__isnull=False, suspended_at=None, closed_at=None)

    def at_host(self, host: str) -> TenantQuerySet:
        return self.filter(domains__host=host, domains__verified_at__isnull=False)


class Tenant(TenantMixin):
    """One storefront with its own schema: the telco's, a reseller's or an operator's."""

    class Kind(models.TextChoices):
        HOME = "home", "the telco's own shop"
        RESELLER = "reseller", "reseller"
        OPERATOR = "operator", "virtual operator"

    # Schemas are built by kith.wall.schemas from the blueprint, never on save.
    auto_create_schema = False
    auto_drop_schema = False

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(unique=True, max_length=40)
    # What the eye sees of the slug (`reserved.skeleton`): no two tenants look alike.
    skeleton = models.CharField(unique=True, max_length=40)
    name = models.CharField(max_length=80)
    tagline = models.CharField(max_length=160, blank=True)
    kind = models.CharField(max_length=12, choices=Kind)
    db_role = models.CharField(max_length=63, unique=True)
    owner_id = models.UUIDField(null=True)
    currency = models.CharField(max_length=3)
    country = models.CharField(max_length=2)
    locale = models.CharField(max_length=10)
    timezone = models.CharField(max_length=40)
    provision_key = models.CharField(max_length=100, unique=True)
    created_at = models.DateTimeField()
    live_at = models.DateTimeField(null=True)
    promoted_at = models.DateTimeField(null=True)
    suspended_at = models.DateTimeField(null=True)
    suspended_because = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)
    migration_level = models.CharField(max_length=64)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="tenant_goes_live_after_it_is_made",
                condition=Q(live_at=None) | Q(live_at__gte=F("created_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"tenant {self.slug}"

    def _check_schema_name_is_unique(self) -> None:
        # The column's own constraint does that; the library would read every tenant's row for it.
        pass

    @property
    def is_open(self) -> bool:
        return bool(self.live_at and not self.suspended_at and not self.closed_at)

    @property
    def ref(self) -> TenantRef:
        """What the layers below may know of this tenant."""
        return TenantRef(
            uuid=self.uuid,
            slug=self.slug,
            name=self.name,
            kind=self.kind,
            schema_name=self.schema_name,
            db_role=self.db_role,
            currency=self.currency,
            country=self.country,
            locale=self.locale,
            timezone=self.timezone,
            owner_id=self.owner_id,
        )


class DomainQuerySet(Lockable, models.QuerySet):
    def only_claimed(self) -> DomainQuerySet:
        """Hosts whose proof was never seen: they lead nowhere, and keep nobody from theirs."""
        return self.filter(verified_at=None, proof_lost_at=None)


class Domain(models.Model):
    """A host that leads to a tenant once its owner has proved it is theirs."""

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="domains")
    host = models.CharField(max_length=253)
    is_primary = models.BooleanField(default=False)
    token = models.CharField(max_length=64)
    claimed_at = models.DateTimeField()
    verified_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    # Since when a proof that was seen once is missing. After the grace `verified_at` goes too.
    proof_lost_at = models.DateTimeField(null=True)

    objects = DomainQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_proved_host_leads_to_one_shop",
                fields=["host"],
                condition=Q(verified_at__isnull=False),
            ),
            models.UniqueConstraint(name="a_shop_claims_a_host_once", fields=["host", "tenant"]),
        ]

    def __str__(self) -> str:
        return self.host


class ProvisioningStep(models.Model):
    """One step on the way from an approval to a live storefront."""

    tenant = models.ForeignKey(Tenant, on_delete=models.CASCADE, related_name="steps")
    name = models.SlugField()
    label = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # What the fault said, until the step is begun again.
    failure = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_step_happens_once", fields=["tenant", "name"]),
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.tenant_id}"


class SpareSchema(models.Model):
    """A schema and role made in advance; claiming one is a change of this row."""

    schema_name = models.CharField(max_length=63, unique=True)
    db_role = models.CharField(max_length=63, unique=True)
    migration_level = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    claimed_by = models.UUIDField(null=True, unique=True)

    def __str__(self) -> str:
        return f"spare {self.schema_name}"
