import django.contrib.postgres.functions
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    # Writes the table of sessions anew, each with a family of its own, and lets nobody in or out
    # meanwhile: a second for a million of them. The new table locks nobody.
    dependencies = [("accounts", "0003_access_tokens")]

    operations = [
        migrations.AddField(
            "session",
            "family",
            models.UUIDField(
                db_default=django.contrib.postgres.functions.RandomUUID(), db_index=True
            ),
        ),
        migrations.CreateModel(
            name="HandOver",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("browser", models.CharField(max_length=64)),
                ("host", models.CharField(max_length=253)),
                ("tenant_id", models.UUIDField(null=True)),
                ("onward", models.TextField(blank=True)),
                ("family", models.UUIDField()),
                ("auth_hash", models.CharField(max_length=64)),
                ("proofs", models.JSONField()),
                ("session_ends_at", models.DateTimeField()),
                ("issued_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["ends_at"], name="hand_over_by_its_end")],
            },
        ),
    ]
