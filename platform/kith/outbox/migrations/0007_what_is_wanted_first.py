"""
What is wanted first is made first: a delivery's patience, and an index by when it is wanted.

A column with a default, a short lock; the index locks the deliveries against writing for as long as
it takes to read them once. In words of SQL: Django writes the sum in a way that no index may hold.
The index before it, by when a delivery is due, answers nothing that this one does not.
"""

from datetime import timedelta

from django.db import migrations, models

BY_URGENCY = """
CREATE INDEX deliveries_by_urgency
    ON outbox_delivery ((next_try_at AT TIME ZONE 'UTC' + patience), id)
 WHERE done_at IS NULL AND parked_at IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0006_letters_by_time"),
    ]

    operations = [
        migrations.AddField(
            model_name="delivery",
            name="patience",
            field=models.DurationField(default=timedelta(0), db_default=timedelta(0)),
        ),
        migrations.RunSQL(BY_URGENCY, "DROP INDEX deliveries_by_urgency"),
        migrations.RemoveIndex(model_name="delivery", name="deliveries_to_make"),
    ]
