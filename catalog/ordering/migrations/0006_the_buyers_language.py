"""
An order keeps the language it was placed in: a guest has no account that says it.

A column with a default of the database's: a short exclusive lock on the orders, once a schema, and
no row is written anew.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ordering", "0005_the_word_for_whoever_encouraged_the_buyer"),
    ]

    operations = [
        migrations.AddField(
            model_name="order",
            name="language",
            field=models.CharField(blank=True, db_default="", default="", max_length=5),
        ),
    ]
