"""Numbers on their way from other operators. A new table a tenant: it locks nothing that is there."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("porting", "0001_ways_out"),
    ]

    operations = [
        migrations.CreateModel(
            name="PortIn",
            fields=[
                ("state", models.CharField(default="frozen", max_length=8)),
                ("purpose", models.CharField(max_length=200)),
                ("idem_key", models.CharField(max_length=220, unique=True)),
                ("first_sent_at", models.DateTimeField(null=True)),
                ("last_sent_at", models.DateTimeField(null=True)),
                ("doubted_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveIntegerField(default=0)),
                ("wait_until", models.DateTimeField(null=True)),
                ("empty_reads", models.PositiveSmallIntegerField(default=0)),
                ("first_empty_read_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("note", models.CharField(blank=True, max_length=200)),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("line_id", models.UUIDField()),
                ("person_id", models.UUIDField()),
                ("e164", models.CharField(max_length=16)),
                ("operator", models.CharField(max_length=80)),
                ("account", models.CharField(blank=True, default="", max_length=40)),
                ("asked_at", models.DateTimeField()),
                ("errand", models.CharField(default="bring", max_length=5)),
                ("reference", models.CharField(blank=True, default="", max_length=120)),
                ("moves_on", models.DateField()),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("cancel_asked_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("outcome", models.CharField(blank=True, default="", max_length=10)),
                ("reason", models.CharField(blank=True, default="", max_length=200)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["line_id", "asked_at", "id"], name="port_in_of_line")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("outcome", "")),
                            models.Q(
                                ("account", ""),
                                ("closed_at__isnull", False),
                                ("outcome__in", ("moved", "refused", "cancelled")),
                            ),
                            _connector="OR",
                        ),
                        name="port_in_ends_in_a_known_way_and_without_the_account",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("errand__in", ("bring", "leave"))),
                        name="port_in_errand_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("frozen", "sending", "unknown", "done", "failed"))
                        ),
                        name="port_in_state_is_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("line_id",),
                        name="line_waits_for_one_number",
                    ),
                ],
            },
        ),
    ]
