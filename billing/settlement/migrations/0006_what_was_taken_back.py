"""
Reversals and write-offs, and what they say of claw-backs and statements.

Short exclusive locks on accruals and statements while columns and checks are added, once.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("settlement", "0005_the_processors_balance"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reversal",
            fields=[
                ("uuid", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=160, unique=True)),
                ("amount_minor", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("asked_by", models.UUIDField(null=True)),
                ("asked_at", models.DateTimeField()),
                ("state", models.CharField(default="frozen", max_length=8)),
                ("first_sent_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("wait_until", models.DateTimeField(null=True)),
                ("empty_reads", models.PositiveSmallIntegerField(default=0)),
                ("first_empty_read_at", models.DateTimeField(null=True)),
                ("reversal_id", models.CharField(max_length=80, null=True, unique=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("note", models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="WriteOff",
            fields=[
                ("uuid", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=120, unique=True)),
                ("amount_minor", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("reason", models.CharField(max_length=300)),
                ("asked_by", models.UUIDField()),
                ("asked_at", models.DateTimeField()),
                ("approvals_needed", models.PositiveSmallIntegerField()),
                ("approved_by", models.UUIDField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("dropped_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="accrual",
            name="accrual_state_is_known",
        ),
        migrations.AlterField(
            model_name="statement",
            name="intent",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="statement",
                to="settlement.intent",
            ),
        ),
        migrations.AlterField(
            model_name="statement",
            name="run",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="statements",
                to="settlement.run",
            ),
        ),
        migrations.AddField(
            model_name="reversal",
            name="intent",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reversals",
                to="settlement.intent",
            ),
        ),
        migrations.AddField(
            model_name="reversal",
            name="payee",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reversals",
                to="settlement.payee",
            ),
        ),
        migrations.AddField(
            model_name="accrual",
            name="reversal",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="accruals",
                to="settlement.reversal",
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="reversal",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="statement",
                to="settlement.reversal",
            ),
        ),
        migrations.AddField(
            model_name="writeoff",
            name="payee",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="write_offs",
                to="settlement.payee",
            ),
        ),
        migrations.AddField(
            model_name="accrual",
            name="write_off",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="accruals",
                to="settlement.writeoff",
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="write_off",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="statement",
                to="settlement.writeoff",
            ),
        ),
        migrations.AddConstraint(
            model_name="accrual",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "accrued",
                            "payable",
                            "in_run",
                            "paid",
                            "reversed",
                            "carried",
                            "returning",
                            "returned",
                            "waived",
                        ],
                    )
                ),
                name="accrual_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="accrual",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["returning", "returned", "waived"]), _negated=True),
                    models.Q(
                        ("kind", "clawback"),
                        ("reversal__isnull", False),
                        ("state__in", ["returning", "returned"]),
                    ),
                    models.Q(
                        ("kind", "clawback"), ("state", "waived"), ("write_off__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="accrual_recovered_says_how",
            ),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("intent__isnull", False),
                        ("reversal", None),
                        ("run__isnull", False),
                        ("write_off", None),
                    ),
                    models.Q(
                        ("intent", None),
                        ("reversal__isnull", False),
                        ("run", None),
                        ("write_off", None),
                    ),
                    models.Q(
                        ("intent", None),
                        ("reversal", None),
                        ("run", None),
                        ("write_off__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="statement_is_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="reversal",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_minor__gt", 0)), name="reversal_takes_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="reversal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "done"), _negated=True),
                    ("reversal_id__isnull", False),
                    _connector="OR",
                ),
                name="reversal_done_names_what_the_processor_calls_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="reversal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["frozen", "sending", "done", "failed", "unknown"])
                ),
                name="reversal_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="writeoff",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amount_minor__gt", 0), models.Q(("reason", ""), _negated=True)
                ),
                name="write_off_gives_up_something_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="writeoff",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("done_at", None),
                    ("approvals_needed", 1),
                    models.Q(
                        ("approved_by__isnull", False),
                        models.Q(("approved_by", models.F("asked_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="write_off_has_four_eyes_where_it_needs_them",
            ),
        ),
        migrations.AddConstraint(
            model_name="writeoff",
            constraint=models.UniqueConstraint(
                condition=models.Q(("done_at", None), ("dropped_at", None)),
                fields=("payee", "currency"),
                name="a_payee_has_one_waiting_write_off",
            ),
        ),
    ]
