"""
A larger plan, paid before it comes and billed once it is. A new table; what saved cards are
charged for may be one of its rows: a short exclusive lock on the charges, once a tenant, in which
they are read through once for the check, and none is rewritten.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("invoicing", "0011_steps_of_dunning"),
    ]

    operations = [
        migrations.AlterField(
            model_name="charge",
            name="invoice",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="charges",
                to="invoicing.invoice",
            ),
        ),
        migrations.CreateModel(
            name="PlanUpgrade",
            fields=[
                ("uuid", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("line_id", models.UUIDField(db_index=True)),
                ("person_id", models.UUIDField()),
                ("was", models.JSONField()),
                ("becomes", models.JSONField()),
                ("amount_minor", models.BigIntegerField()),
                ("wholesale_minor", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("from_on", models.DateField()),
                ("until", models.DateField()),
                ("asked_by", models.UUIDField()),
                ("asked_at", models.DateTimeField()),
                ("lapses_at", models.DateTimeField()),
                ("bill_id", models.UUIDField(unique=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("paid_at", models.DateTimeField(null=True)),
                ("returned_at", models.DateTimeField(null=True)),
                ("change_id", models.UUIDField(null=True, unique=True)),
                ("undone_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount_minor__gte", 0), ("wholesale_minor__gte", 0)),
                        name="upgrade_costs_nothing_or_more",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("paid_at", None), ("returned_at", None)),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("paid_at__isnull", False),
                                ("returned_at", None),
                            ),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("paid_at", None),
                                ("returned_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="upgrade_once_paid_or_returned_is_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("change_id", None), ("paid_at", None)),
                            models.Q(("change_id__isnull", False), ("paid_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="upgrade_changes_its_line_once_paid",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("undone_at", None), ("paid_at__isnull", False), _connector="OR"
                        ),
                        name="upgrade_is_undone_once_paid",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("line_id",),
                        name="a_line_has_one_open_upgrade",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="charge",
            name="upgrade",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="charges",
                to="invoicing.planupgrade",
            ),
        ),
        migrations.AddConstraint(
            model_name="charge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["frozen", "sending", "unknown"])),
                fields=("upgrade",),
                name="an_upgrade_has_one_live_charge",
            ),
        ),
        migrations.AddConstraint(
            model_name="charge",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("invoice__isnull", False), ("upgrade", None)),
                    models.Q(("invoice", None), ("upgrade__isnull", False)),
                    _connector="OR",
                ),
                name="charge_is_for_an_invoice_or_an_upgrade",
            ),
        ),
    ]
