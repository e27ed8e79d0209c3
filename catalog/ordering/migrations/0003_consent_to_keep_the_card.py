"""Whether the buyer lets the card be kept. A column with a default: a short lock on orders."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ordering", "0002_lines_of_a_plan"),
    ]

    operations = [
        migrations.AddField(
            model_name="order",
            name="has_card_consent",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
