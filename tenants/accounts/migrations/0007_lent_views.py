import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    # One empty column on people, which locks them for a moment; the new tables lock nobody.
    dependencies = [
        ("accounts", "0006_invitations_to_a_team"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="seen_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name="LentView",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("to_address", models.EmailField(blank=True, max_length=254)),
                ("tenant_id", models.UUIDField()),
                ("code", models.CharField(blank=True, max_length=6)),
                ("offered_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField(null=True)),
                ("ends_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "helper",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LentLook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("path", models.CharField(max_length=300)),
                ("was_refused", models.BooleanField(default=False)),
                ("looked_at", models.DateTimeField()),
                (
                    "view",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="looks",
                        to="accounts.lentview",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="lentview",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("owner",),
                name="a_person_lends_one_view_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="lentview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("taken_at", None),
                    models.Q(("code", ""), ("helper__isnull", False), ("to_address", "")),
                    _connector="OR",
                ),
                name="a_view_that_was_taken_has_a_helper_and_no_code",
            ),
        ),
        migrations.AddConstraint(
            model_name="lentview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("helper", None),
                    models.Q(("helper", models.F("owner")), _negated=True),
                    _connector="OR",
                ),
                name="nobody_lends_a_view_to_themselves",
            ),
        ),
    ]
