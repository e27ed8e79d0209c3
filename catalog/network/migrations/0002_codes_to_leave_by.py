"""By which code a number may leave. A new table: it locks nothing that is there."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0001_manual_tasks"),
    ]

    operations = [
        migrations.CreateModel(
            name="LeavingCode",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("tenant_id", models.UUIDField()),
                ("e164", models.CharField(max_length=16)),
                ("digest", models.CharField(max_length=64)),
                ("good_until", models.DateTimeField()),
                ("wrong_count", models.PositiveSmallIntegerField(default=0)),
                ("move_id", models.CharField(blank=True, default="", max_length=80)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["e164", "move_id"], name="leaving_code_of_move")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("e164",),
                        name="number_leaves_by_one_code",
                    )
                ],
            },
        ),
    ]
