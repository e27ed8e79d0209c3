"""Tenants, the hosts that lead to them, and schemas made in advance."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django_tenants.models import TenantMixin

from kith.lockable import Lockable
from kith.wall import TenantRef


class TenantQuerySet(Lockable, models.QuerySet):
    def open(self) -> TenantQuerySet:
        """Tenants that may be entered: provisioned, not closed; suspended ones serve on."""
        return self.filter(live_at__isnull=False, closed_at=None)

    def selling(self) -> TenantQuerySet:
        """Open tenants that are not suspended: what anybody is shown who looks for a shop."""
        return self.open().filter(suspended_at=None)

    def at_host(self, host: str) -> TenantQuerySet:
        return self.filter(domains__host=host, domains__verified_at__isnull=False)

    def closed_at_host(self, host: str) -> TenantQuerySet:
        """Tenants that are closed, and were led to from a host until then."""
        led_there = self.filter(closings__hosts__contains=[host], closed_at__isnull=False)
        return led_there.order_by("-closed_at", "pk")

    def home_host(self) -> str:
        """The host of the telco's own shop: its own domain once proved."""
        hosts = Domain.objects.filter(
            tenant__kind=Tenant.Kind.HOME, verified_at__isnull=False
        ).order_by("is_primary", "pk")
        return hosts.values_list("host", flat=True)[0]


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
    # The line in further languages: `kith.translated`.
    translations = models.JSONField(default=dict, db_default={})
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
    # Two people agreed to close it for good, and when it is due; then that it is, and cleared away.
    closes_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    migration_level = models.CharField(max_length=64)

    objects = TenantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="tenant_goes_live_after_it_is_made",
                condition=Q(live_at=None) | Q(live_at__gte=F("created_at")),
            ),
            models.CheckConstraint(
                name="the_telcos_own_shop_is_never_closed",
                condition=~Q(kind="home") | Q(closes_at=None, closed_at=None),
            ),
            models.CheckConstraint(
                name="tenant_is_dropped_after_it_is_closed",
                condition=Q(dropped_at=None)
                | Q(closed_at__isnull=False, dropped_at__gte=F("closed_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"tenant {self.slug}"

    def _check_schema_name_is_unique(self) -> None:
        # The column's own constraint does that; the library would read every tenant's row for it.
        pass

    @property
    def is_open(self) -> bool:
        return bool(self.live_at and not self.closed_at)

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
            closes_at=self.closes_at,
            suspended_at=self.suspended_at,
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


class ClosingQuerySet(Lockable, models.QuerySet["Closing"]):
    def standing(self) -> ClosingQuerySet:
        """Keep what was asked for and neither called off nor ended."""
        return self.filter(called_off_at=None, ended_at=None)

    def waiting_for_a_person(self) -> ClosingQuerySet:
        """Keep what a second person has to agree to, and what something stands in the way of."""
        return self.standing().filter(Q(agreed_at=None) | Q(held_at__isnull=False))

    def with_archive(self) -> ClosingQuerySet:
        return self.filter(archived_at__isnull=False, archive_gone_at=None)

    def due(self, *, at: datetime) -> ClosingQuerySet:
        """Keep what may be carried out, or carried on, now."""
        return self.standing().filter(closes_at__lte=at)


class Closing(models.Model):
    """
    One closing of a shop for good: asked for by one person, agreed to by another, carried out.

    Each step of carrying it out is a time. Up to `shut_at` it can be called off.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4)
    tenant = models.ForeignKey(Tenant, on_delete=models.PROTECT, related_name="closings")
    because = models.CharField(max_length=200)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    agreed_by = models.UUIDField(null=True)
    agreed_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    called_off_by = models.UUIDField(null=True)
    called_off_at = models.DateTimeField(null=True)
    # Since when it is due and something stands in the way; empty once nothing does.
    held_at = models.DateTimeField(null=True)
    shut_at = models.DateTimeField(null=True)
    sealed_at = models.DateTimeField(null=True)
    archived_at = models.DateTimeField(null=True)
    archive_name = models.CharField(max_length=120, blank=True)
    archive_bytes = models.BigIntegerField(null=True)
    archive_sha256 = models.CharField(max_length=64, blank=True)
    # When the archive itself was dropped, long after.
    archive_gone_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # The hosts that led to it: they say that it has closed, until somebody else proves one.
    hosts = models.JSONField(default=list)

    objects = ClosingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_shop_is_closed_once_at_a_time",
                fields=["tenant"],
                condition=Q(called_off_at=None),
            ),
            models.CheckConstraint(
                name="closing_is_agreed_to_by_somebody_else",
                condition=Q(agreed_at=None, closes_at=None)
                | Q(agreed_by__isnull=False, closes_at__gt=F("agreed_at"))
                & ~Q(agreed_by=F("asked_by")),
            ),
            models.CheckConstraint(
                name="closing_shuts_when_it_is_due",
                condition=Q(shut_at=None)
                | Q(called_off_at=None, closes_at__isnull=False, shut_at__gte=F("closes_at")),
            ),
            models.CheckConstraint(
                name="closing_drops_what_is_archived",
                condition=Q(dropped_at=None) | Q(archived_at__isnull=False) & ~Q(archive_sha256=""),
            ),
        ]

    def __str__(self) -> str:
        return f"closing of {self.tenant_id}"

    @property
    def is_agreed(self) -> bool:
        return self.agreed_at is not None

    @property
    def is_shut(self) -> bool:
        """Whether it is too late to call it off."""
        return self.shut_at is not None
