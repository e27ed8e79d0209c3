"""
Whoever cannot be paid is reminded, and when it was is kept.

Locks `settlement_payee` for the moment of one new column.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("settlement", "0019_surpluses_are_overpayments")]
    operations = [
        migrations.AddField(
            model_name="payee",
            name="reminded_at",
            field=models.DateTimeField(null=True),
        ),
    ]
