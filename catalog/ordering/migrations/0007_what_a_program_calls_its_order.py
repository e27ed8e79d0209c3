"""A program's own name of its order, and its remarks. Columns with defaults: a short lock."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ordering", "0006_the_buyers_language")]

    operations = [
        migrations.AddField(
            model_name="order",
            name="external_id",
            field=models.CharField(blank=True, db_default="", default="", max_length=100),
        ),
        migrations.AddField(
            model_name="order",
            name="remarks",
            field=models.JSONField(db_default={}, default=dict),
        ),
    ]
