from django.db import migrations

from tenants.accounts.sql_row_security import DISABLE, ENABLE


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_people_and_roles"), ("registry", "0001_tenants_and_hosts")]

    operations = [migrations.RunSQL(ENABLE, DISABLE)]
