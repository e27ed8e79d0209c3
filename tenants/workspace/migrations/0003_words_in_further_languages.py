"""How a shop introduces itself in further languages. A column with a default: a short lock."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workspace", "0002_the_brand_stands_in_its_workspace")]

    operations = [
        migrations.AddField(
            model_name="workspace",
            name="translations",
            field=models.JSONField(db_default={}, default=dict),
        ),
    ]
