"""
A plan that comes now, in the middle of a paid period. Two columns with a default or empty, and a
check: a short exclusive lock on the changes of plans, once a tenant, and no row is rewritten.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("lines", "0005_another_plan"),
    ]

    operations = [
        migrations.AddField(
            model_name="planchange",
            name="event",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="plan_change",
                to="lines.lineevent",
            ),
        ),
        migrations.AddField(
            model_name="planchange",
            name="is_now",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddConstraint(
            model_name="planchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_now", False),
                    ("done_at", None),
                    ("switched_at__isnull", False),
                    _connector="OR",
                ),
                name="plan_change_now_is_done_with_the_network",
            ),
        ),
    ]
