from django.db import migrations, models


class Migration(migrations.Migration):
    """A new table: it locks nothing."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Series",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=20, unique=True)),
                ("last", models.PositiveBigIntegerField(default=0)),
            ],
        ),
    ]
