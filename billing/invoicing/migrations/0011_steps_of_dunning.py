"""
What follows from an unpaid bill, step by step.

A new table; locks nothing that stands. Lines that were barred after the last refusal of a card stay
so: their bills are noted as having barred them, and open them when they are paid. No notice that
they end goes out before its day, and none ends before that was told.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

BARRED_BEFORE = """
INSERT INTO invoicing_dunningstep (invoice_id, step, taken_at, done_at)
SELECT i.uuid, 'bar', l.unpaid_since, l.unpaid_since
  FROM invoicing_invoice i
  JOIN lines_line l ON l.id = i.line_id
 WHERE i.paid_at IS NULL AND i.written_off_at IS NULL
   AND l.unpaid_since IS NOT NULL AND l.ended_at IS NULL
   AND EXISTS (SELECT 1 FROM invoicing_charge c
                WHERE c.invoice_id = i.uuid AND c.state = 'failed' AND c.reason <> 'not_due'
                  AND c.retry_at IS NULL)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("invoicing", "0010_papers_say_who_sold"),
        ("lines", "0004_the_day_a_line_ends"),
    ]

    operations = [
        migrations.CreateModel(
            name="DunningStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("step", models.CharField(max_length=6)),
                ("taken_at", models.DateTimeField()),
                ("told_at", models.DateTimeField(null=True)),
                ("act_on", models.DateField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "invoice",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dunning_steps",
                        to="invoicing.invoice",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("invoice", "step"), name="a_bill_takes_each_dunning_step_once"
                    ),
                    models.CheckConstraint(
                        name="dunning_step_is_known",
                        condition=Q(step__in=["remind", "warn", "bar", "notice", "end"]),
                    ),
                    models.CheckConstraint(
                        name="dunning_letter_is_done_when_told",
                        condition=~Q(step__in=["remind", "warn", "notice"])
                        | Q(told_at=None, done_at=None)
                        | Q(told_at__isnull=False, done_at=F("told_at")),
                    ),
                    models.CheckConstraint(
                        name="dunning_warning_told_names_a_day",
                        condition=~Q(step__in=["warn", "notice"])
                        | Q(told_at=None)
                        | Q(act_on__isnull=False),
                    ),
                ]
            },
        ),
        migrations.RunSQL(BARRED_BEFORE, migrations.RunSQL.noop),
    ]
