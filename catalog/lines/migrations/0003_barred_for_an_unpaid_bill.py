"""Since when a bill bars a line. An empty column: a short exclusive lock on lines, once a tenant."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("lines", "0002_lines_of_a_plan"),
    ]

    operations = [
        migrations.AddField(
            model_name="line",
            name="unpaid_since",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
