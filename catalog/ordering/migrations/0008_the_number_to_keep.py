"""The number a buyer keeps. A column with a default: a short lock on orders."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ordering", "0007_what_a_program_calls_its_order"),
    ]

    operations = [
        migrations.AddField(
            model_name="order",
            name="number_wish",
            field=models.JSONField(blank=True, db_default={}, default=dict),
        ),
    ]
