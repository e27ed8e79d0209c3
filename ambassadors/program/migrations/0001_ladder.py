"""The ladder, its versions, and what people are measured by."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Programme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(unique=True)),
                ("starts_at", models.DateTimeField()),
                ("published_at", models.DateTimeField()),
                ("published_by", models.UUIDField(null=True)),
                ("note", models.CharField(blank=True, max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="CircleMeasure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tenant_id", models.UUIDField()),
                ("person_id", models.UUIDField(db_index=True)),
                ("active_lines", models.PositiveIntegerField()),
                ("lines_served_90d", models.PositiveIntegerField()),
                ("lines_served_12m", models.PositiveIntegerField()),
                ("measured_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant_id", "person_id"), name="a_shop_measures_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("active_lines__lte", models.F("lines_served_90d")),
                            ("lines_served_90d__lte", models.F("lines_served_12m")),
                        ),
                        name="lines_in_service_were_served",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AssessmentRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slot", models.CharField(max_length=40, unique=True)),
                ("started_at", models.DateTimeField()),
                ("opened_count", models.PositiveIntegerField(default=0)),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="program.programme"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Tier",
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
                            ("customer", "Customer"),
                            ("ambassador", "Ambassador"),
                            ("reseller", "Reseller"),
                            ("operator", "Virtual operator"),
                        ],
                        max_length=12,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("signatures_needed", models.PositiveSmallIntegerField(default=1)),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tiers",
                        to="program.programme",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Criterion",
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
                ("threshold", models.PositiveIntegerField()),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "tier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="criteria",
                        to="program.tier",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="tier",
            constraint=models.UniqueConstraint(
                fields=("programme", "code"), name="a_programme_has_a_tier_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="tier",
            constraint=models.UniqueConstraint(
                fields=("programme", "position"), name="two_tiers_never_share_a_step"
            ),
        ),
        migrations.AddConstraint(
            model_name="criterion",
            constraint=models.UniqueConstraint(
                fields=("tier", "code"), name="a_tier_asks_a_measure_once"
            ),
        ),
    ]
