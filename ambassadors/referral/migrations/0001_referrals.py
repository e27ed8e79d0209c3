import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="ReferralCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person_id", models.UUIDField(unique=True)),
                ("code", models.CharField(max_length=16, unique=True)),
                ("created_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ReferralTerm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_at", models.DateTimeField(unique=True)),
                ("paid_cycles", models.PositiveSmallIntegerField(default=2)),
                ("correction_days", models.PositiveSmallIntegerField(default=14)),
                ("sponsor_days", models.PositiveSmallIntegerField(default=365)),
            ],
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("referrer_id", models.UUIDField(db_index=True)),
                ("referred_id", models.UUIDField(unique=True)),
                ("tenant_id", models.UUIDField(db_index=True, null=True)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("named", "Named at sign-up"),
                            ("code", "Gave a code"),
                            ("link", "Came by a link"),
                            ("invitation", "Accepted an invitation"),
                        ],
                        default="named",
                        max_length=12,
                    ),
                ),
                ("evidence", models.JSONField(default=dict)),
                ("claimed_at", models.DateTimeField()),
                ("activated_at", models.DateTimeField(null=True)),
                ("qualified_at", models.DateTimeField(null=True)),
                ("held_at", models.DateTimeField(null=True)),
                ("hold_reason", models.CharField(blank=True, max_length=200)),
                ("released_at", models.DateTimeField(null=True)),
                ("released_by", models.UUIDField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("referrer_id", models.F("referred_id")), _negated=True),
                        name="nobody_refers_themselves",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("held_at", None),
                            models.Q(("hold_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_hold_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("qualified_at", None), ("activated_at__isnull", False), _connector="OR"
                        ),
                        name="a_qualified_referral_was_activated",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaidCycle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("invoice_id", models.UUIDField(unique=True)),
                ("paid_at", models.DateTimeField()),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="paid_cycles",
                        to="referral.referral",
                    ),
                ),
            ],
        ),
    ]
