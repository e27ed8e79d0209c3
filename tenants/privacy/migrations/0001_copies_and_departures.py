import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    # The new tables lock nobody.
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Departure",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person_id", models.UUIDField(db_index=True)),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                ("stopped_at", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("done_at", None), ("stopped_at", None), ("undone_at", None)
                        ),
                        fields=("person_id",),
                        name="a_person_departs_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stopped_at", None), ("undone_at", None)),
                            models.Q(("done_at", None), ("undone_at", None)),
                            models.Q(("done_at", None), ("stopped_at", None)),
                            _connector="OR",
                        ),
                        name="a_departure_ends_in_one_way",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_at__gt", models.F("asked_at"))),
                        name="a_departure_leaves_time_to_undo_it",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PersonalCopy",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("person_id", models.UUIDField(db_index=True)),
                ("asked_at", models.DateTimeField()),
                ("place_count", models.PositiveIntegerField(default=0)),
                ("done_count", models.PositiveIntegerField(default=0)),
                ("ready_at", models.DateTimeField(db_index=True, null=True)),
                ("byte_count", models.BigIntegerField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ready_at", None)),
                        fields=("person_id",),
                        name="a_person_has_one_copy_in_the_making",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ready_at", None), ("byte_count__gt", 0), _connector="OR"
                        ),
                        name="a_copy_that_is_ready_has_a_size",
                    ),
                ],
            },
        ),
    ]
