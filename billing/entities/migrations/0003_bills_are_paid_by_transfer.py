"""
The account that bills are paid to, and the way from a payment reference to its number.

Adding the column only looks at the catalogue; the index keeps others from giving numbers while it is
built, a second for a hundred thousand of them.
"""

from django.db import migrations, models
from django.db.models import F, Value
from django.db.models.functions import Replace


class Migration(migrations.Migration):
    dependencies = [("entities", "0002_a_change_takes_two")]

    operations = [
        migrations.AddField(
            model_name="entitydetails",
            name="iban",
            field=models.CharField(blank=True, db_default="", default="", max_length=34),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                Replace(F("number"), Value("-"), Value("")), name="numbers_as_payers_write_them"
            ),
        ),
    ]
