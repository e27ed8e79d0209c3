"""
Turns of scheduled jobs say when they were due and done.

Nullable columns and a rename: a short lock, once. What was noted before has no turn.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0004_waits_and_hands"),
    ]

    operations = [
        migrations.RenameField(
            model_name="jobrun",
            old_name="started_at",
            new_name="claimed_at",
        ),
        migrations.AddField(
            model_name="jobrun",
            name="due_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="jobrun",
            name="done_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="jobrun",
            name="attempts",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="jobrun",
            name="last_error",
            field=models.CharField(blank=True, max_length=400),
        ),
        migrations.AddIndex(
            model_name="jobrun",
            index=models.Index(fields=["name", "-due_at"], name="turns_of_a_job"),
        ),
    ]
