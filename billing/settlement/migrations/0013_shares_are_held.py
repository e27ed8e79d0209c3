"""
Shares are held back until somebody has decided, and payees are told why money cannot reach them.

A new table, and a short exclusive lock on the payees while columns with constants are added.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("settlement", "0012_webhooks_and_accounts_have_witnesses"),
    ]

    operations = [
        migrations.AddField(
            model_name="payee",
            name="bounce_reason",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="payee",
            name="bounced_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="payee",
            name="disabled_reason",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name="payee",
            name="payout_made_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="payee",
            name="payout_reference",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.CreateModel(
            name="ShareHold",
            fields=[
                ("uuid", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("tenant_id", models.UUIDField()),
                ("invoice_number", models.CharField(max_length=30)),
                ("reason", models.CharField(max_length=10)),
                ("reference", models.CharField(max_length=80)),
                ("held_at", models.DateTimeField()),
                ("released_at", models.DateTimeField(null=True)),
                (
                    "payee",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holds",
                        to="settlement.payee",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("released_at", None)),
                        fields=("tenant_id", "invoice_number", "reference"),
                        name="an_invoice_is_held_once_for_one_thing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason__in", ["dispute", "reversed"])),
                        name="hold_reason_is_known",
                    ),
                ],
            },
        ),
    ]
