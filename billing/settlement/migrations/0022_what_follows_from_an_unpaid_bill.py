"""A new table of few rows, and none at first; locks nothing that stands."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("settlement", "0021_a_payee_may_be_left_out_of_a_run")]
    operations = [
        migrations.CreateModel(
            name="DunningTerms",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_at", models.DateTimeField(unique=True)),
                ("remind_days", models.PositiveSmallIntegerField(default=3)),
                ("warn_days", models.PositiveSmallIntegerField(default=23)),
                ("bar_days", models.PositiveSmallIntegerField(default=30)),
                ("notice_days", models.PositiveSmallIntegerField(default=40)),
                ("end_days", models.PositiveSmallIntegerField(default=50)),
                ("recheck_days", models.PositiveSmallIntegerField(default=5)),
                ("ahead_days", models.PositiveSmallIntegerField(default=7)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        name="dunning_steps_follow_each_other",
                        condition=Q(remind_days__lt=F("warn_days"))
                        & Q(warn_days__lt=F("bar_days"))
                        & Q(bar_days__lt=F("notice_days"))
                        & Q(notice_days__lt=F("end_days")),
                    ),
                    models.CheckConstraint(
                        name="dunning_looks_again_and_says_it_ahead",
                        condition=Q(recheck_days__gt=0) & Q(ahead_days__gt=0),
                    ),
                ]
            },
        )
    ]
