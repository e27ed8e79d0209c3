"""Deliveries say since when a worker has them: a nullable column, a short lock, once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0002_wake_the_relay"),
    ]

    operations = [
        migrations.AddField(
            model_name="delivery",
            name="taken_at",
            field=models.DateTimeField(null=True),
        ),
    ]
