"""
A statement says whom it was for as they were called then, whatever they are called since.

Locks `settlement_statement` for the moment of one new column, and its rows while they are filled.
"""

from django.db import migrations, models

NAMES = """
UPDATE settlement_statement s
   SET receiver_name = p.display_name
  FROM settlement_payee p
 WHERE p.uuid = s.payee_id AND s.receiver_name = ''
"""


class Migration(migrations.Migration):
    dependencies = [("settlement", "0022_what_follows_from_an_unpaid_bill")]
    operations = [
        migrations.AddField(
            model_name="statement",
            name="receiver_name",
            field=models.CharField(blank=True, db_default="", max_length=120),
        ),
        migrations.RunSQL(NAMES, migrations.RunSQL.noop),
    ]
