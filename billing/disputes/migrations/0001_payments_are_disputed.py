"""Payments that their payers' banks take back. A new table: nothing is locked."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Dispute",
            fields=[
                ("id", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("payment_reference", models.CharField(db_index=True, max_length=80)),
                ("tenant_id", models.UUIDField(db_index=True, null=True)),
                ("amount_minor", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("reason", models.CharField(max_length=60)),
                ("status", models.CharField(max_length=30)),
                ("is_refundable", models.BooleanField()),
                ("opened_at", models.DateTimeField()),
                ("due_by", models.DateTimeField(null=True)),
                ("evidence", models.JSONField(default=dict)),
                ("submission_count", models.PositiveSmallIntegerField(default=0)),
                ("answer_key", models.CharField(blank=True, max_length=80)),
                ("closed_at", models.DateTimeField(null=True)),
                ("turn", models.PositiveSmallIntegerField(default=0)),
                ("read_at", models.DateTimeField()),
                ("withdrawn_minor", models.BigIntegerField(default=0)),
                ("fee_minor", models.BigIntegerField(default=0)),
                ("taken_minor", models.BigIntegerField(default=0)),
                ("absorbed_minor", models.BigIntegerField(default=0)),
                ("settle_count", models.PositiveIntegerField(default=0)),
                ("invoice_number", models.CharField(blank=True, max_length=30)),
                ("order_number", models.CharField(blank=True, max_length=20)),
                ("customer_name", models.CharField(blank=True, max_length=120)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("status__in", ["needs_response", "warning_needs_response"])
                        ),
                        fields=["due_by"],
                        name="disputes_to_be_answered",
                    ),
                    models.Index(fields=["-opened_at", "id"], name="disputes_newest_first"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount_minor__gt", 0)),
                        name="dispute_is_about_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("taken_minor__gte", 0)),
                        name="dispute_takes_back_no_less_than_nothing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("absorbed_minor__gte", 0)),
                        name="dispute_leaves_us_no_less_than_nothing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at", None),
                                (
                                    "status__in",
                                    [
                                        "needs_response",
                                        "under_review",
                                        "warning_needs_response",
                                        "warning_under_review",
                                    ],
                                ),
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("status__in", ["won", "lost", "prevented", "warning_closed"]),
                            ),
                            _connector="OR",
                        ),
                        name="dispute_is_closed_when_the_bank_has_decided",
                    ),
                ],
            },
        ),
    ]
