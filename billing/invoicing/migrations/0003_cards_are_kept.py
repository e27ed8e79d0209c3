"""
Kept cards, and the tries to charge them.

Two new tables, and a new column with its index on checkout sessions: a short exclusive lock on
that one table, once a tenant.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("invoicing", "0002_splits_sum_to_their_lines"),
    ]

    operations = [
        migrations.CreateModel(
            name="Charge",
            fields=[
                ("uuid", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("turn", models.PositiveSmallIntegerField()),
                ("amount_minor", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("idem_key", models.CharField(max_length=120, unique=True)),
                ("state", models.CharField(default="frozen", max_length=8)),
                ("frozen_at", models.DateTimeField()),
                ("first_sent_at", models.DateTimeField(null=True)),
                ("doubted_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("wait_until", models.DateTimeField(null=True)),
                ("first_empty_read_at", models.DateTimeField(null=True)),
                ("payment_intent", models.CharField(max_length=80, null=True, unique=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=60)),
                ("retry_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="KeptCard",
            fields=[
                ("uuid", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("person_id", models.UUIDField(db_index=True)),
                ("customer", models.CharField(max_length=80)),
                ("payment_method", models.CharField(max_length=80, unique=True)),
                ("brand", models.CharField(max_length=30)),
                ("last4", models.CharField(max_length=4)),
                ("exp_month", models.PositiveSmallIntegerField()),
                ("exp_year", models.PositiveSmallIntegerField()),
                ("kept_at", models.DateTimeField()),
                ("taken_off_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name="checkoutsession",
            name="person_id",
            field=models.UUIDField(db_index=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="checkoutsession",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("person_id",),
                name="a_person_has_one_open_card_page",
            ),
        ),
        migrations.AddField(
            model_name="charge",
            name="invoice",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="charges",
                to="invoicing.invoice",
            ),
        ),
        migrations.AddConstraint(
            model_name="keptcard",
            constraint=models.UniqueConstraint(
                condition=models.Q(("taken_off_at", None)),
                fields=("person_id",),
                name="a_person_keeps_one_card",
            ),
        ),
        migrations.AddField(
            model_name="charge",
            name="card",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="charges",
                to="invoicing.keptcard",
            ),
        ),
        migrations.AddConstraint(
            model_name="charge",
            constraint=models.UniqueConstraint(
                fields=("invoice", "turn"), name="an_invoice_is_charged_once_a_turn"
            ),
        ),
        migrations.AddConstraint(
            model_name="charge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["frozen", "sending", "unknown"])),
                fields=("invoice",),
                name="an_invoice_has_one_live_charge",
            ),
        ),
        migrations.AddConstraint(
            model_name="charge",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_minor__gt", 0)), name="charge_is_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="charge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "paid"), _negated=True),
                    ("payment_intent__isnull", False),
                    _connector="OR",
                ),
                name="charge_paid_names_its_payment",
            ),
        ),
        migrations.AddConstraint(
            model_name="charge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["frozen", "sending", "unknown", "paid", "refused", "dropped"])
                ),
                name="charge_state_is_known",
            ),
        ),
    ]
