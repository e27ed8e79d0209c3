"""
Numbers on their way here, and staff who bring them over by hand.

A new table; a column with a default; reads every task once under an exclusive lock; they are few.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0003_change_plan_by_hand"),
    ]

    operations = [
        migrations.CreateModel(
            name="ComingNumber",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("tenant_id", models.UUIDField()),
                ("e164", models.CharField(max_length=16)),
                ("operator", models.CharField(max_length=80)),
                ("asked_at", models.DateTimeField()),
                ("waits_for", models.CharField(max_length=10)),
                ("waits_since", models.DateTimeField()),
                ("late_from", models.DateTimeField()),
                ("moves_on", models.DateField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="manualtask",
            name="manual_task_verb_is_known",
        ),
        migrations.AddField(
            model_name="manualtask",
            name="particulars",
            field=models.JSONField(blank=True, db_default={}, default=dict),
        ),
        migrations.AddConstraint(
            model_name="manualtask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "verb__in",
                        (
                            "reserve",
                            "activate",
                            "suspend",
                            "resume",
                            "swap",
                            "change_plan",
                            "bring",
                            "terminate",
                        ),
                    )
                ),
                name="manual_task_verb_is_known",
            ),
        ),
        migrations.AddIndex(
            model_name="comingnumber",
            index=models.Index(
                condition=models.Q(("ended_at", None)),
                fields=["late_from", "id"],
                name="coming_number_late",
            ),
        ),
        migrations.AddConstraint(
            model_name="comingnumber",
            constraint=models.CheckConstraint(
                condition=models.Q(("waits_for__in", ("us", "operator", "day"))),
                name="coming_number_waits_for_somebody_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="comingnumber",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("e164",), name="number_comes_once"
            ),
        ),
    ]
