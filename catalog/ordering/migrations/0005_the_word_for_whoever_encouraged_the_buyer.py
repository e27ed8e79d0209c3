"""What the buyer wrote of whoever encouraged them. A column with a default: a short lock."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ordering", "0004_steps_stand_in_their_order"),
    ]

    operations = [
        migrations.AddField(
            model_name="order",
            name="encourager_word",
            field=models.CharField(blank=True, db_default="", default="", max_length=120),
        ),
    ]
