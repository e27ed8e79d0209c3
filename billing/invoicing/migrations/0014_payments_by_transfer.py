"""Whether a payment came by transfer: all of before came by the processor. Locks nothing long."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("invoicing", "0013_the_rest_of_a_bill_is_given_up")]

    operations = [
        migrations.AddField(
            model_name="payment",
            name="is_by_bank",
            field=models.BooleanField(db_default=False, default=False),
        )
    ]
