"""The audit log is read by when things happened: an index, written while nobody adds to the log."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_looks_are_kept")]

    operations = [
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(name="audit_newest_first", fields=["-happened_at", "-id"]),
        )
    ]
