"""What an offer is called in further languages. A column with a default: a short lock."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("storefront", "0004_when_an_offer_was_changed")]

    operations = [
        migrations.AddField(
            model_name="offer",
            name="translations",
            field=models.JSONField(db_default={}, default=dict),
        ),
    ]
