"""
An offer says when the network took it off the shelf; add-ons leave it, for they are no lines.

Adding the column locks the offers for an instant, the check for one reading of a few rows a shop.
"""

from django.db import migrations, models
from django.db.models import Q

# The shelf's version moves, so that no kept page lists them. What was sold stays with its buyers.
MOVE_THE_SHELF = """
UPDATE series_series SET last = last + 1
 WHERE name = 'shelf' AND EXISTS (
     SELECT FROM storefront_offer
      WHERE kind = 'addon' AND published_at IS NOT NULL AND withdrawn_at IS NULL)
"""
STOP_ADD_ONS = """
UPDATE storefront_offer SET withdrawn_at = now(), stopped_at = now()
 WHERE kind = 'addon' AND published_at IS NOT NULL AND withdrawn_at IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [
        ("storefront", "0002_the_shelf_is_counted_with_the_others"),
        ("series", "0001_series"),
    ]

    operations = [
        migrations.AddField(
            model_name="offer",
            name="stopped_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(MOVE_THE_SHELF, migrations.RunSQL.noop),
        migrations.RunSQL(STOP_ADD_ONS, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                name="an_offer_that_was_stopped_is_withdrawn",
                condition=Q(stopped_at=None) | Q(withdrawn_at__isnull=False),
            ),
        ),
    ]
