"""Promotion cases, their evidence, and where people stand."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("program", "0001_ladder")]

    operations = [
        migrations.CreateModel(
            name="PromotionCase",
            fields=[
                (
                    "uuid",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person_id", models.UUIDField(db_index=True)),
                (
                    "from_tier",
                    models.CharField(
                        choices=[
                            ("customer", "Customer"),
                            ("ambassador", "Ambassador"),
                            ("reseller", "Reseller"),
                            ("operator", "Virtual operator"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "to_tier",
                    models.CharField(
                        choices=[
                            ("customer", "Customer"),
                            ("ambassador", "Ambassador"),
                            ("reseller", "Reseller"),
                            ("operator", "Virtual operator"),
                        ],
                        max_length=12,
                    ),
                ),
                ("signatures_needed", models.PositiveSmallIntegerField()),
                ("opened_at", models.DateTimeField()),
                ("due_on", models.DateField()),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("approved", "Approved"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason_codes", models.JSONField(default=list)),
                ("reason_text", models.TextField(blank=True)),
                ("retry_on", models.DateField(null=True)),
                ("tenant_id", models.UUIDField(null=True)),
                ("carried_out_at", models.DateTimeField(null=True)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="program.assessmentrun",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CaseQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_by", models.UUIDField()),
                ("text", models.CharField(max_length=500)),
                ("asked_at", models.DateTimeField()),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="program.promotioncase",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CaseCriterion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("account_days", "Days with an account"),
                            ("tier_days", "Days on the present step"),
                            ("own_lines", "Own lines in service"),
                            ("qualified_referrals", "Friends who joined and stayed"),
                            ("active_lines", "Lines in service you brought or serve"),
                            ("retention_90d", "Lines kept over 90 days"),
                            ("retention_12m", "Lines kept over 12 months"),
                        ],
                        max_length=24,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("value", models.IntegerField()),
                ("threshold", models.IntegerField()),
                ("is_met", models.BooleanField()),
                ("evidence", models.JSONField(default=dict)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="criteria",
                        to="program.promotioncase",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person_id", models.UUIDField()),
                (
                    "verdict",
                    models.CharField(
                        choices=[("signed", "Signed"), ("declined", "Declined")], max_length=10
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signatures",
                        to="program.promotioncase",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Standing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person_id", models.UUIDField(db_index=True)),
                (
                    "tier_code",
                    models.CharField(
                        choices=[
                            ("customer", "Customer"),
                            ("ambassador", "Ambassador"),
                            ("reseller", "Reseller"),
                            ("operator", "Virtual operator"),
                        ],
                        max_length=12,
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standings",
                        to="program.promotioncase",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="promotioncase",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decided_at", None)),
                fields=("person_id",),
                name="a_person_has_one_open_case",
            ),
        ),
        migrations.AddConstraint(
            model_name="promotioncase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("outcome", "")),
                    models.Q(
                        ("decided_at__isnull", False), models.Q(("outcome", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="a_decided_case_has_an_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="casequestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at", None)),
                    models.Q(
                        ("answered_at__isnull", False), models.Q(("answer", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="an_answer_has_its_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="casecriterion",
            constraint=models.UniqueConstraint(
                fields=("case", "code"), name="a_case_weighs_a_measure_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="signature",
            constraint=models.UniqueConstraint(
                fields=("case", "person_id"), name="nobody_signs_a_case_twice"
            ),
        ),
        migrations.AddConstraint(
            model_name="standing",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ends_at", None)),
                fields=("person_id",),
                name="a_person_stands_on_one_step",
            ),
        ),
    ]
