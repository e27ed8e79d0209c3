"""Staff change plans by hand too. Reads every task once under an exclusive lock; they are few."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0002_codes_to_leave_by"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="manualtask",
            name="manual_task_verb_is_known",
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
                            "terminate",
                        ),
                    )
                ),
                name="manual_task_verb_is_known",
            ),
        ),
    ]
