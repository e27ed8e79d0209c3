"""
What nobody asks of a dispute is kept no more.

A short exclusive lock on the disputes while the column goes.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("disputes", "0001_payments_are_disputed")]

    operations = [migrations.RemoveField("dispute", "is_refundable")]
