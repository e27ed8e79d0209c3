"""
Refunds that we did not send: made at the processor itself, or taken by a payer's bank.

Takes short exclusive locks on two tables, once a tenant: columns with constants, and checks.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("invoicing", "0006_numbers_are_counted_with_the_others"),
    ]

    operations = [
        migrations.AddField(
            model_name="creditnote",
            name="reverses",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reversed_by",
                to="invoicing.creditnote",
            ),
        ),
        migrations.AddField(
            model_name="refund",
            name="dispute_id",
            field=models.CharField(blank=True, db_default="", default="", max_length=80),
        ),
        migrations.AddField(
            model_name="refund",
            name="source",
            field=models.CharField(db_default="ours", default="ours", max_length=9),
        ),
        migrations.AlterField(
            model_name="creditnote",
            name="refund",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="credit_note",
                to="invoicing.refund",
            ),
        ),
        migrations.AddConstraint(
            model_name="creditnote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("refund__isnull", False), ("reverses", None), ("total_minor__gt", 0)),
                    models.Q(("refund", None), ("reverses__isnull", False), ("total_minor__lt", 0)),
                    _connector="OR",
                ),
                name="credit_note_is_of_a_refund_or_takes_one_back",
            ),
        ),
        migrations.AddConstraint(
            model_name="refund",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("dispute_id", ""), ("source__in", ["ours", "processor"])),
                    models.Q(("source", "bank"), models.Q(("dispute_id", ""), _negated=True)),
                    _connector="OR",
                ),
                name="refund_by_a_bank_names_its_dispute",
            ),
        ),
    ]
