"""A shop is closed for good by two people, and what became of it is kept.

Locks registry_tenant for a moment, to add two empty columns, and while its rows (thousands) are
checked once.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("registry", "0005_a_host_is_one_shops_once_proved")]

    operations = [
        migrations.AddField("tenant", "closes_at", models.DateTimeField(null=True)),
        migrations.AddField("tenant", "dropped_at", models.DateTimeField(null=True)),
        migrations.AddConstraint(
            "tenant",
            models.CheckConstraint(
                name="the_telcos_own_shop_is_never_closed",
                condition=~Q(kind="home") | Q(closes_at=None, closed_at=None),
            ),
        ),
        migrations.AddConstraint(
            "tenant",
            models.CheckConstraint(
                name="tenant_is_dropped_after_it_is_closed",
                condition=Q(dropped_at=None)
                | Q(closed_at__isnull=False, dropped_at__gte=F("closed_at")),
            ),
        ),
        migrations.CreateModel(
            name="Closing",
            fields=[
                (
                    "uuid",
                    models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closings",
                        to="registry.tenant",
                    ),
                ),
                ("because", models.CharField(max_length=200)),
                ("asked_by", models.UUIDField()),
                ("asked_at", models.DateTimeField()),
                ("agreed_by", models.UUIDField(null=True)),
                ("agreed_at", models.DateTimeField(null=True)),
                ("closes_at", models.DateTimeField(null=True)),
                ("called_off_by", models.UUIDField(null=True)),
                ("called_off_at", models.DateTimeField(null=True)),
                ("held_at", models.DateTimeField(null=True)),
                ("shut_at", models.DateTimeField(null=True)),
                ("sealed_at", models.DateTimeField(null=True)),
                ("archived_at", models.DateTimeField(null=True)),
                ("archive_name", models.CharField(blank=True, max_length=120)),
                ("archive_bytes", models.BigIntegerField(null=True)),
                ("archive_sha256", models.CharField(blank=True, max_length=64)),
                ("archive_gone_at", models.DateTimeField(null=True)),
                ("dropped_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("hosts", models.JSONField(default=list)),
            ],
            options={
                "constraints": [
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
                        | Q(
                            called_off_at=None, closes_at__isnull=False, shut_at__gte=F("closes_at")
                        ),
                    ),
                    models.CheckConstraint(
                        name="closing_drops_what_is_archived",
                        condition=Q(dropped_at=None)
                        | Q(archived_at__isnull=False) & ~Q(archive_sha256=""),
                    ),
                ],
            },
        ),
    ]
