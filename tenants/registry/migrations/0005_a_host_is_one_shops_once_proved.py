"""A claim alone keeps a host from nobody: only who proved it has it alone.

Locks registry_domain while its small indexes are exchanged; no row is rewritten.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0004_what_the_eye_sees_of_a_slug")]

    operations = [
        migrations.AlterField("domain", "host", models.CharField(max_length=253)),
        migrations.AddConstraint(
            "domain",
            models.UniqueConstraint(
                name="a_proved_host_leads_to_one_shop",
                fields=["host"],
                condition=models.Q(verified_at__isnull=False),
            ),
        ),
        migrations.AddConstraint(
            "domain",
            models.UniqueConstraint(name="a_shop_claims_a_host_once", fields=["host", "tenant"]),
        ),
    ]
