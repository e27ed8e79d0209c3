"""
Deliveries say which worker has them and since when they wait for an outage to end.

Locks both tables for the moment of the DDL; the new index is built while letters wait.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0003_since_when_it_is_taken"),
    ]

    operations = [
        migrations.AddField(
            model_name="delivery",
            name="is_alone",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="delivery",
            name="taken_by",
            field=models.IntegerField(null=True),
        ),
        migrations.AddField(
            model_name="delivery",
            name="wait_count",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="delivery",
            name="waiting_since",
            field=models.DateTimeField(null=True),
        ),
        # The new constraint first: no moment without one.
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.UniqueConstraint(
                fields=("tenant_id", "key"),
                name="a_key_is_posted_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AlterField(
            model_name="letter",
            name="key",
            field=models.CharField(max_length=200),
        ),
    ]
