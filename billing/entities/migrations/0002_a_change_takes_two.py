"""A change of the company's details names who agreed to it: a column that is empty, locks for a moment."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("entities", "0001_the_company_and_its_numbers")]

    operations = [
        migrations.AddField(
            model_name="entitydetails", name="agreed_by", field=models.UUIDField(null=True)
        ),
        migrations.AddConstraint(
            model_name="entitydetails",
            constraint=models.CheckConstraint(
                name="entity_details_are_agreed_to_by_somebody_else",
                condition=models.Q(("agreed_by", None))
                | models.Q(("agreed_by", models.F("recorded_by")), _negated=True),
            ),
        ),
    ]
