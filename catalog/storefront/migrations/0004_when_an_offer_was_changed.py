"""When an offer was last changed. A column that may be empty: a short lock on the shelf."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("storefront", "0003_what_the_network_stopped")]

    operations = [
        migrations.AddField(
            model_name="offer", name="changed_at", field=models.DateTimeField(null=True)
        ),
    ]
