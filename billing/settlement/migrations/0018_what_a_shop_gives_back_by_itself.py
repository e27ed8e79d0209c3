"""A new table of few rows, and none at first; locks nothing that stands."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("settlement", "0017_a_run_may_be_thrown_away")]
    operations = [
        migrations.CreateModel(
            name="RefundTerms",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("currency", models.CharField(max_length=3)),
                ("starts_at", models.DateTimeField()),
                ("month_minor", models.BigIntegerField(default=10_000)),
                ("age_days", models.PositiveSmallIntegerField(default=60)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("currency", "starts_at"), name="refund_terms_never_start_together"
                    ),
                    models.CheckConstraint(
                        condition=Q(month_minor__gte=0), name="refund_limit_is_not_below_zero"
                    ),
                ]
            },
        )
    ]
