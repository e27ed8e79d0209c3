import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="HealthWeek",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("week_on", models.DateField(unique=True)),
                ("active_lines", models.PositiveIntegerField()),
                ("served_lines", models.PositiveIntegerField()),
                ("percent", models.PositiveSmallIntegerField(null=True)),
                ("measured_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("percent", None), ("percent__lte", 100), _connector="OR"
                        ),
                        name="health_is_a_share_of_a_hundred",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=80)),
                ("sent_to", models.EmailField(blank=True, max_length=254)),
                ("words", models.CharField(blank=True, max_length=300)),
                ("invited_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField(null=True)),
                ("accepted_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("accepted_at", None),
                            ("withdrawn_at", None),
                            models.Q(("sent_to", ""), _negated=True),
                        ),
                        fields=("sent_to",),
                        name="a_friend_has_one_open_invitation",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted_at", None), ("withdrawn_at", None), _connector="OR"
                        ),
                        name="a_withdrawn_invitation_was_not_accepted",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person_id", models.UUIDField(unique=True)),
                ("name", models.CharField(max_length=120)),
                ("order_id", models.UUIDField(null=True)),
                ("came_at", models.DateTimeField()),
                ("joined_at", models.DateTimeField(null=True)),
                ("left_at", models.DateTimeField(null=True)),
                (
                    "invitation",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="member",
                        to="circle.invitation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Ring",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("size", models.PositiveIntegerField(unique=True)),
                ("opened_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("size__in", (5, 15, 50, 150, 500))),
                        name="a_ring_has_a_known_size",
                    )
                ],
            },
        ),
    ]
