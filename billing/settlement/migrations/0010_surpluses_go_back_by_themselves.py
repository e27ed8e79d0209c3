"""Payments that nothing asked for become rows of their own. A new shared table: locks nothing."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("settlement", "0009_one_transmission"),
    ]

    operations = [
        migrations.CreateModel(
            name="Surplus",
            fields=[
                ("state", models.CharField(default="frozen", max_length=8)),
                ("purpose", models.CharField(max_length=200)),
                ("idem_key", models.CharField(max_length=220, unique=True)),
                ("first_sent_at", models.DateTimeField(null=True)),
                ("last_sent_at", models.DateTimeField(null=True)),
                ("doubted_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("wait_until", models.DateTimeField(null=True)),
                ("empty_reads", models.PositiveSmallIntegerField(default=0)),
                ("first_empty_read_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("uuid", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("payment_reference", models.CharField(max_length=120, unique=True)),
                ("tenant_id", models.UUIDField(null=True)),
                ("amount_minor", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("found_at", models.DateTimeField()),
                ("refund_reference", models.CharField(max_length=120, null=True, unique=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount_minor__gt", 0)), name="surplus_is_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            ("refund_reference__isnull", False),
                            _connector="OR",
                        ),
                        name="surplus_done_names_its_refund",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("frozen", "sending", "unknown", "done", "failed"))
                        ),
                        name="surplus_state_is_known",
                    ),
                ],
            },
        ),
    ]
