"""
Another plan with the next period. A new table, and a column with a default: a short exclusive
lock on what happened to lines, once a tenant, and no row is rewritten.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("lines", "0004_the_day_a_line_ends"),
    ]

    operations = [
        migrations.AddField(
            model_name="lineevent",
            name="base_code",
            field=models.CharField(blank=True, db_default="", default="", max_length=80),
        ),
        migrations.CreateModel(
            name="PlanChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("was", models.JSONField()),
                ("becomes", models.JSONField()),
                ("from_on", models.DateField()),
                ("asked_by", models.UUIDField()),
                ("asked_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("switched_at", models.DateTimeField(blank=True, null=True)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_changes",
                        to="lines.line",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["line", "from_on", "id"], name="plan_changes_of_line"),
                    models.Index(
                        condition=models.Q(("done_at__isnull", False), ("switched_at", None)),
                        fields=["id"],
                        name="plan_change_to_switch",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("done_at", None), ("undone_at", None), _connector="OR"),
                        name="plan_change_is_done_or_undone_not_both",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("switched_at", None), ("done_at__isnull", False), _connector="OR"
                        ),
                        name="plan_change_is_switched_once_done",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("done_at", None), ("undone_at", None)),
                        fields=("line",),
                        name="line_waits_for_one_plan",
                    ),
                ],
            },
        ),
    ]
