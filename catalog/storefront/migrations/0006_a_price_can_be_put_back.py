"""
What a change of a price replaced is kept, so that it can be put back.

Locks a shop's offers for the moment of two new columns.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("storefront", "0005_words_in_further_languages")]
    operations = [
        migrations.AddField(
            model_name="offer",
            name="price_before_minor",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="offer",
            name="repriced_at",
            field=models.DateTimeField(null=True),
        ),
    ]
