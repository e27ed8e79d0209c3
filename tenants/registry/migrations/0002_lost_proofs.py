from django.db import migrations, models


class Migration(migrations.Migration):
    """Adds an empty column: locks `registry_domain` for a moment."""

    dependencies = [("registry", "0001_tenants_and_hosts")]

    operations = [
        migrations.AddField("domain", "proof_lost_at", models.DateTimeField(null=True)),
    ]
