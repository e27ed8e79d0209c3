"""
What came by transfer, what it was for, and what goes back by hand: new tables, which lock nothing.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="BankEntry",
            fields=[
                ("uuid", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=64, unique=True)),
                ("iban", models.CharField(max_length=34)),
                ("reference", models.CharField(blank=True, max_length=140)),
                ("booked_on", models.DateField()),
                ("amount_minor", models.BigIntegerField()),
                ("left_minor", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("payer_name", models.CharField(blank=True, max_length=140)),
                ("payer_iban", models.CharField(blank=True, max_length=34)),
                ("text", models.CharField(blank=True, max_length=500)),
                ("why", models.CharField(blank=True, max_length=12)),
                ("number", models.CharField(blank=True, max_length=30)),
            ],
        ),
        migrations.CreateModel(
            name="BankFile",
            fields=[
                ("uuid", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=120)),
                ("digest", models.CharField(max_length=64)),
                ("iban", models.CharField(max_length=34)),
                ("first_on", models.DateField()),
                ("last_on", models.DateField()),
                ("credit_count", models.PositiveIntegerField()),
                ("new_count", models.PositiveIntegerField()),
                ("paid_count", models.PositiveIntegerField()),
                ("taken_by", models.UUIDField()),
                ("taken_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Allotment",
            fields=[
                ("uuid", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=160, unique=True)),
                ("kind", models.CharField(max_length=6)),
                ("amount_minor", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("tenant_id", models.UUIDField(null=True)),
                ("invoice_id", models.UUIDField(null=True)),
                ("number", models.CharField(blank=True, max_length=30)),
                ("batch", models.UUIDField(db_index=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("by", models.UUIDField(null=True)),
                ("agreed_by", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                ("undone_by", models.UUIDField(null=True)),
                ("problem", models.CharField(blank=True, max_length=300)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allotments",
                        to="bank.bankentry",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="bankentry",
            name="file",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="bank.bankfile",
            ),
        ),
        migrations.CreateModel(
            name="BankReturn",
            fields=[
                ("uuid", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("purpose", models.CharField(max_length=200, unique=True)),
                ("tenant_id", models.UUIDField(null=True)),
                ("refund_id", models.UUIDField(null=True)),
                ("amount_minor", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("name", models.CharField(blank=True, max_length=140)),
                ("iban", models.CharField(blank=True, max_length=34)),
                ("text", models.CharField(max_length=140)),
                ("asked_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                ("sent_by", models.UUIDField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "allotment",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bank_return",
                        to="bank.allotment",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="allotment",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_minor__gt", 0)), name="allotment_is_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="allotment",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["bill", "return", "aside"])),
                name="allotment_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="allotment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "bill"), _negated=True),
                    models.Q(
                        ("batch__isnull", False),
                        ("invoice_id__isnull", False),
                        ("tenant_id__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="allotment_to_a_bill_names_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="allotment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("by", None), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="allotment_by_somebody_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="allotment",
            constraint=models.CheckConstraint(
                condition=models.Q(("done_at", None), ("undone_at", None), _connector="OR"),
                name="allotment_is_done_or_undone",
            ),
        ),
        migrations.AddIndex(
            model_name="bankentry",
            index=models.Index(
                condition=models.Q(("left_minor__gt", 0)),
                fields=["booked_on"],
                name="bank_entries_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="bankentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_minor__gt", 0)), name="bank_entry_is_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="bankentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("left_minor__gte", 0), ("left_minor__lte", models.F("amount_minor"))
                ),
                name="bank_entry_is_given_away_once",
            ),
        ),
        migrations.AddIndex(
            model_name="bankreturn",
            index=models.Index(
                condition=models.Q(("sent_at", None), ("undone_at", None)),
                fields=["asked_at"],
                name="bank_returns_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="bankreturn",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount_minor__gt", 0)), name="bank_return_is_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="bankreturn",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("allotment__isnull", False), ("refund_id", None)),
                    models.Q(
                        ("allotment", None),
                        ("refund_id__isnull", False),
                        ("tenant_id__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="bank_return_is_of_an_entry_or_a_refund",
            ),
        ),
        migrations.AddConstraint(
            model_name="bankreturn",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sent_at", None),
                    models.Q(("sent_by__isnull", False), ("undone_at", None)),
                    _connector="OR",
                ),
                name="bank_return_is_sent_by_somebody",
            ),
        ),
    ]
