"""
A plan of several lines is several lines of one order.

Takes a short exclusive lock on the lines and reads them once for the new constraints, once a
schema.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("lines", "0001_lines_in_service"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="line",
            name="line_paid_once_never_renews",
        ),
        migrations.AddField(
            model_name="line",
            name="place",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AlterField(
            model_name="line",
            name="order_id",
            field=models.UUIDField(),
        ),
        migrations.AddConstraint(
            model_name="line",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("period", "once"), ("place__gt", 1), _connector="OR"),
                        ("next_renewal_on", None),
                    ),
                    models.Q(
                        models.Q(("period", "once"), _negated=True),
                        ("next_renewal_on__isnull", False),
                        ("place", 1),
                    ),
                    _connector="OR",
                ),
                name="line_renews_unless_paid_once_or_by_the_first",
            ),
        ),
        migrations.AddConstraint(
            model_name="line",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("place", 1),
                    models.Q(("place__gt", 1), ("price_minor", 0), ("wholesale_minor", 0)),
                    _connector="OR",
                ),
                name="line_after_the_first_costs_nothing",
            ),
        ),
        migrations.AddConstraint(
            model_name="line",
            constraint=models.UniqueConstraint(
                fields=("order_id", "place"), name="line_has_its_own_place"
            ),
        ),
    ]
