"""Whether a payment came by transfer: all of before came by the processor. Locks nothing long."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("invoicing", "0011_steps_of_dunning")]

    operations = [
        migrations.AddField(
            model_name="payment",
            name="is_by_bank",
            field=models.BooleanField(db_default=False, default=False),
        )
    ]
