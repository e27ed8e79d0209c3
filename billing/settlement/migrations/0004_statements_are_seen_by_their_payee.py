"""Row policies on statements. Takes a short exclusive lock on the two tables, once."""

from django.db import migrations

from billing.settlement.sql_row_security import DISABLE, ENABLE


class Migration(migrations.Migration):
    dependencies = [
        ("settlement", "0003_frozen_amounts_stay"),
        ("registry", "0001_tenants_and_hosts"),
    ]
    operations = [migrations.RunSQL(ENABLE, DISABLE)]
