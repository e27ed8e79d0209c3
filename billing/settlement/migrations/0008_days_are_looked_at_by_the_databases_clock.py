import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    """A column filled with now: locks the table of matched days for a moment, a row a day."""

    dependencies = [
        ("settlement", "0007_recovered_amounts_stay"),
    ]

    operations = [
        migrations.AddField(
            model_name="reconciledday",
            name="looked_at",
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
        ),
    ]
