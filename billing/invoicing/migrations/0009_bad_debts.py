"""
Bills that nobody will pay are written off.

Takes a short exclusive lock on the bills, once a tenant: empty columns and one with a constant; the
check reads the table once.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("invoicing", "0008_cards_are_saved"),
    ]

    operations = [
        migrations.AddField(
            model_name="invoice",
            name="write_off_approved_by",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="invoice",
            name="write_off_asked_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="invoice",
            name="write_off_asked_by",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="invoice",
            name="write_off_reason",
            field=models.CharField(blank=True, db_default="", default="", max_length=300),
        ),
        migrations.AddField(
            model_name="invoice",
            name="written_off_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("written_off_at", None),
                    models.Q(
                        ("paid_minor", 0),
                        ("write_off_asked_by__isnull", False),
                        models.Q(("write_off_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="invoice_written_off_is_unpaid_and_was_asked_for",
            ),
        ),
    ]
