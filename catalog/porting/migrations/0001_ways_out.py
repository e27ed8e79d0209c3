"""Numbers on their way to other operators. A new table a tenant: it locks nothing that is there."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="PortOut",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("line_id", models.UUIDField()),
                ("person_id", models.UUIDField()),
                ("e164", models.CharField(max_length=16)),
                ("code", models.CharField(blank=True, default="", max_length=12)),
                ("asked_at", models.DateTimeField()),
                ("good_until", models.DateTimeField()),
                ("operator", models.CharField(blank=True, default="", max_length=80)),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("outcome", models.CharField(blank=True, default="", max_length=10)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["line_id", "asked_at", "id"], name="port_out_of_line")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at", None),
                                ("outcome", ""),
                                models.Q(("code", ""), _negated=True),
                            ),
                            models.Q(
                                ("code", ""),
                                ("ended_at__isnull", False),
                                ("outcome__in", ("moved", "cancelled", "locked", "replaced")),
                            ),
                            _connector="OR",
                        ),
                        name="port_out_ends_in_a_known_way_and_without_its_code",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("line_id",),
                        name="line_leaves_by_one_code",
                    ),
                ],
            },
        ),
    ]
