"""
Numbers whose holders brought them along: of no range of ours, and never free.

The table is locked for a moment while its rows are checked against the new rule.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("numbering", "0003_numbers_leave"),
    ]

    operations = [
        migrations.AlterField(
            model_name="phonenumber",
            name="range",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="numbers",
                to="numbering.numberrange",
            ),
        ),
        migrations.AddConstraint(
            model_name="phonenumber",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("range__isnull", False),
                    models.Q(("state", "available"), _negated=True),
                    _connector="OR",
                ),
                name="number_of_another_range_is_never_free",
            ),
        ),
    ]
