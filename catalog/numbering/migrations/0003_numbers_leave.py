"""
Numbers leave to other operators for good.

The table is locked for a moment while its rows are checked against the new rules.
"""

from django.db import migrations, models

TAKEN_BY_SOMEBODY = models.Q(("state", "assigned"), models.Q(("holder", ""), _negated=True))
FREE = ("available", "quarantined", "left")


class Migration(migrations.Migration):
    dependencies = [("numbering", "0002_given_out_at_once")]

    operations = [
        migrations.RemoveConstraint("phonenumber", "number_state_is_known"),
        migrations.RemoveConstraint("phonenumber", "number_has_a_holder_exactly_while_taken"),
        migrations.AddConstraint(
            "phonenumber",
            models.CheckConstraint(
                condition=models.Q(("state__in", ("available", "assigned", "quarantined", "left"))),
                name="number_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            "phonenumber",
            models.CheckConstraint(
                condition=models.Q(
                    TAKEN_BY_SOMEBODY,
                    models.Q(("holder", ""), ("state__in", FREE)),
                    _connector="OR",
                ),
                name="number_has_a_holder_exactly_while_taken",
            ),
        ),
    ]
