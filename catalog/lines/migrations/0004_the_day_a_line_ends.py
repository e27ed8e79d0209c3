"""The day a line ends. An empty column: a short exclusive lock on the lines, once a tenant."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("lines", "0003_barred_for_an_unpaid_bill"),
    ]

    operations = [
        migrations.AddField(
            model_name="line",
            name="ends_on",
            field=models.DateField(blank=True, null=True),
        ),
    ]
