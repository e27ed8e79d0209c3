"""
A frozen run may be thrown away, for a reason.

Locks `settlement_run` for the moment of two new columns and one check of its few rows.
"""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("settlement", "0016_intents_are_transfers")]
    operations = [
        migrations.AddField(
            model_name="run",
            name="abandoned_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="run",
            name="abandoned_because",
            field=models.CharField(blank=True, db_default="", default="", max_length=300),
        ),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.CheckConstraint(
                condition=Q(abandoned_at=None) | Q(released_at=None) & ~Q(abandoned_because=""),
                name="run_that_was_thrown_away_was_never_released",
            ),
        ),
    ]
