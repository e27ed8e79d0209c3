from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds a column with a default: locks `registry_tenant` for a moment."""

    dependencies = [("registry", "0006_closings")]

    operations = [
        migrations.AddField(
            model_name="tenant",
            name="translations",
            field=models.JSONField(db_default={}, default=dict),
        ),
    ]
