"""
Bills and credit notes keep who sold; a bill's number and seller are never written over.

Takes a short exclusive lock on the two tables, once a tenant: empty columns. What was issued before
keeps its number, of the shop's own series, and says no seller.
"""

from django.db import migrations, models

NUMBER_STAYS = """
CREATE TRIGGER number_and_seller_are_never_rewritten
    BEFORE UPDATE OF number, seller, issued_at ON invoicing_invoice FOR EACH ROW
    WHEN ((OLD.number, OLD.seller, OLD.issued_at)
          IS DISTINCT FROM (NEW.number, NEW.seller, NEW.issued_at))
    EXECUTE FUNCTION invoicing_refuse_rewriting();
"""
NUMBER_STAYS_UNDO = "DROP TRIGGER number_and_seller_are_never_rewritten ON invoicing_invoice"


class Migration(migrations.Migration):
    dependencies = [
        ("invoicing", "0009_bad_debts"),
    ]

    operations = [
        migrations.AddField(
            model_name="creditnote",
            name="seller",
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name="invoice",
            name="seller",
            field=models.JSONField(null=True),
        ),
        migrations.RunSQL(NUMBER_STAYS, NUMBER_STAYS_UNDO),
    ]
