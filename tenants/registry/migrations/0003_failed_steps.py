from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds a column with a default: locks `registry_provisioningstep` for a moment."""

    dependencies = [("registry", "0002_lost_proofs")]

    operations = [
        migrations.AddField(
            "provisioningstep",
            "failure",
            models.CharField(blank=True, default="", max_length=300),
            preserve_default=False,
        ),
    ]
