"""The last sign of life of each part. A table of its own: it locks nothing that is in use."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Pulse",
            fields=[
                (
                    "part",
                    models.CharField(max_length=20, primary_key=True, serialize=False),
                ),
                ("process", models.CharField(max_length=120)),
                ("felt_at", models.DateTimeField()),
            ],
        ),
    ]
