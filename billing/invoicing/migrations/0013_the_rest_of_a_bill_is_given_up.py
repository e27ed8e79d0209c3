"""
A bill that was paid in part may be written off: what is owed is given up.

The new rule allows all that the old one did. Each takes the table for a moment; bills are looked
through once.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("invoicing", "0012_larger_plans_paid_first")]

    operations = [
        migrations.RemoveConstraint(
            model_name="invoice", name="invoice_written_off_is_unpaid_and_was_asked_for"
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                name="invoice_written_off_is_owed_and_was_asked_for",
                condition=models.Q(
                    ("written_off_at", None),
                    models.Q(
                        ("paid_minor__lt", models.F("total_minor")),
                        ("write_off_asked_by__isnull", False),
                        models.Q(("write_off_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
            ),
        ),
    ]
