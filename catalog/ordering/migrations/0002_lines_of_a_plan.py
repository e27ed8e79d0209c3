"""
An order holds its numbers, SIMs and tries a line, no longer for one line only.

Each order that had a number keeps it as its first line. The activation takes the order's id, so
that answers to requests under way still find it. Takes a short exclusive lock on the orders, once
a schema.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models

FIRST_LINES = """
INSERT INTO ordering_activation (id, order_id, place, e164, iccid, imsi, activation_code, attempt,
                                 unanswered_count, adapter, network_reference, active_at)
SELECT id, id, 1, e164, iccid, imsi, activation_code, attempt, unanswered_count, adapter, '',
       active_at
FROM ordering_order WHERE e164 <> ''
"""


class Migration(migrations.Migration):
    dependencies = [
        ("ordering", "0001_orders_and_steps"),
    ]

    operations = [
        migrations.CreateModel(
            name="Activation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("e164", models.CharField(max_length=16)),
                ("iccid", models.CharField(max_length=20)),
                ("imsi", models.CharField(blank=True, default="", max_length=15)),
                ("activation_code", models.CharField(blank=True, default="", max_length=400)),
                ("attempt", models.PositiveSmallIntegerField(default=1)),
                ("unanswered_count", models.PositiveSmallIntegerField(default=0)),
                ("adapter", models.CharField(blank=True, default="", max_length=12)),
                ("network_reference", models.CharField(blank=True, default="", max_length=120)),
                ("active_at", models.DateTimeField(blank=True, null=True)),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="activations",
                        to="ordering.order",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("order", "place"), name="activation_has_its_own_place"
                    )
                ],
            },
        ),
        migrations.RunSQL(FIRST_LINES, migrations.RunSQL.noop),
        migrations.RemoveField(
            model_name="order",
            name="activation_code",
        ),
        migrations.RemoveField(
            model_name="order",
            name="adapter",
        ),
        migrations.RemoveField(
            model_name="order",
            name="attempt",
        ),
        migrations.RemoveField(
            model_name="order",
            name="e164",
        ),
        migrations.RemoveField(
            model_name="order",
            name="iccid",
        ),
        migrations.RemoveField(
            model_name="order",
            name="imsi",
        ),
        migrations.RemoveField(
            model_name="order",
            name="unanswered_count",
        ),
        migrations.AddField(
            model_name="order",
            name="empty_pool_count",
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
