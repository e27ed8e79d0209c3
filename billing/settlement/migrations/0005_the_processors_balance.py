"""Three new tables: what the processor says, matched days, differences. Locks nothing else."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("settlement", "0004_statements_are_seen_by_their_payee"),
    ]

    operations = [
        migrations.CreateModel(
            name="Movement",
            fields=[
                ("id", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=60)),
                ("reference", models.CharField(db_index=True, max_length=120)),
                ("amount_minor", models.BigIntegerField()),
                ("fee_minor", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("created_at", models.DateTimeField(db_index=True)),
                ("read_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ReconciledDay",
            fields=[
                ("day", models.DateField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("by", models.UUIDField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Difference",
            fields=[
                ("uuid", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=240, unique=True)),
                ("kind", models.CharField(max_length=6)),
                ("day", models.DateField(db_index=True)),
                ("reference", models.CharField(max_length=120)),
                ("movement", models.CharField(blank=True, max_length=80)),
                ("journal_key", models.CharField(blank=True, max_length=200)),
                ("currency", models.CharField(max_length=3)),
                ("theirs_minor", models.BigIntegerField(null=True)),
                ("ours_minor", models.BigIntegerField(null=True)),
                ("found_at", models.DateTimeField()),
                ("gone_at", models.DateTimeField(null=True)),
                ("explained_at", models.DateTimeField(null=True)),
                ("explained_by", models.UUIDField(null=True)),
                ("note", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "theirs"),
                                ("ours_minor", None),
                                ("theirs_minor__isnull", False),
                            ),
                            models.Q(
                                ("kind", "ours"),
                                ("ours_minor__isnull", False),
                                ("theirs_minor", None),
                            ),
                            models.Q(
                                ("kind", "amount"),
                                ("ours_minor__isnull", False),
                                ("theirs_minor__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="difference_says_who_knows_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("explained_at", None),
                            models.Q(
                                ("explained_by__isnull", False),
                                models.Q(("note", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="difference_is_explained_in_words_by_somebody",
                    ),
                ],
            },
        ),
    ]
