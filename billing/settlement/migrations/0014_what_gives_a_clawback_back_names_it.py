"""
What gives a claw-back back names it.

Short exclusive locks on the accruals while an empty column and an index without rows are added.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("settlement", "0013_shares_are_held")]

    operations = [
        migrations.AddField(
            model_name="accrual",
            name="gives_back",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="given_back_by",
                to="settlement.accrual",
            ),
        ),
        migrations.AddIndex(
            model_name="accrual",
            index=models.Index(
                condition=Q(gives_back__isnull=False),
                fields=["gives_back"],
                name="accruals_that_give_back",
            ),
        ),
    ]
