import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Installation",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                ("identity", models.UUIDField()),
                ("epoch", models.PositiveIntegerField(default=1)),
                ("reconciled_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)), name="there_is_one_installation"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("epoch__gte", 1)), name="an_epoch_is_counted_from_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Look",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                ("looked_at", models.DateTimeField()),
                ("written_by", models.CharField(max_length=20)),
                ("timeline", models.CharField(max_length=8)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="there_is_one_look")
                ],
            },
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                ("uuid", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("reason", models.CharField(max_length=8)),
                ("opened_at", models.DateTimeField()),
                ("newest_epoch", models.PositiveIntegerField(default=0)),
                ("looked_at", models.DateTimeField(null=True)),
                ("asked_by", models.UUIDField(null=True)),
                ("asked_at", models.DateTimeField(null=True)),
                ("released_by", models.UUIDField(null=True)),
                ("released_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("released_at", None)),
                        fields=("reason",),
                        name="a_reason_holds_sending_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason__in", ["unknown", "newer", "copy"])),
                        name="pause_reason_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("released_at", None),
                            models.Q(
                                ("asked_by__isnull", False),
                                ("released_by__isnull", False),
                                models.Q(("asked_by", models.F("released_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="pause_ends_by_two_different_people",
                    ),
                ],
            },
        ),
    ]
