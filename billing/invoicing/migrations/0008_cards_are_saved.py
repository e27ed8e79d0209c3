"""
What was a kept card is a saved card.

Locks the table for the moment of the renames; no row is written.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("invoicing", "0007_refunds_nobody_asked_for")]

    operations = [
        migrations.RenameModel("KeptCard", "SavedCard"),
        migrations.RenameField("SavedCard", "kept_at", "saved_at"),
        migrations.RenameField("SavedCard", "taken_off_at", "removed_at"),
        # PostgreSQL renames the column in the index by itself; what Django remembers does not.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveConstraint("SavedCard", "a_person_keeps_one_card"),
                migrations.AddConstraint(
                    "SavedCard",
                    models.UniqueConstraint(
                        fields=["person_id"],
                        condition=models.Q(removed_at=None),
                        name="a_person_keeps_one_card",
                    ),
                ),
            ]
        ),
    ]
