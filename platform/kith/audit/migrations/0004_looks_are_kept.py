"""When each sealed table was last looked over, in a new table. Locks nothing."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_blocks_are_chained")]

    operations = [
        migrations.CreateModel(
            name="Look",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("schema", models.CharField(max_length=63)),
                ("source", models.CharField(max_length=63)),
                ("taken_in", models.BigIntegerField()),
                ("looked_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("schema", "source"), name="a_table_has_one_last_look"
                    )
                ],
            },
        ),
    ]
