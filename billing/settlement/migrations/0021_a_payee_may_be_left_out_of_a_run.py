"""
One payee may be left out of a frozen run, for a reason.

A new table, and a short lock on the transfers while they get a column without a value and its
index, built over as many as were ever paid.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("settlement", "0020_whoever_is_paid_is_reminded")]
    operations = [
        migrations.CreateModel(
            name="RunExclusion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("amount_minor", models.BigIntegerField()),
                ("because", models.CharField(max_length=300)),
                ("by", models.UUIDField()),
                ("at", models.DateTimeField()),
                (
                    "payee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exclusions",
                        to="settlement.payee",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exclusions",
                        to="settlement.run",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("run", "payee"), name="a_payee_is_left_out_of_a_run_once"
                    ),
                    models.CheckConstraint(
                        condition=~Q(because=""), name="whoever_is_left_out_knows_why"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="transfer",
            name="exclusion",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="transfers",
                to="settlement.runexclusion",
            ),
        ),
    ]
