"""
The company that sells, what it said of itself, and each number it gave: new tables, which lock nothing.

What was said and what was given is written once, whoever writes.
"""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

WRITTEN_ONCE = """
CREATE FUNCTION entities_refuse_rewriting() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog AS $rule$
BEGIN
    RAISE EXCEPTION '% on %: what was said and what was numbered is never rewritten',
        TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $rule$;
CREATE TRIGGER details_are_written_once BEFORE UPDATE OR DELETE OR TRUNCATE
    ON entities_entitydetails FOR EACH STATEMENT EXECUTE FUNCTION entities_refuse_rewriting();
CREATE TRIGGER numbers_are_given_once BEFORE UPDATE OR DELETE OR TRUNCATE
    ON entities_document FOR EACH STATEMENT EXECUTE FUNCTION entities_refuse_rewriting();
"""
WRITTEN_ONCE_UNDO = """
DROP TRIGGER numbers_are_given_once ON entities_document;
DROP TRIGGER details_are_written_once ON entities_entitydetails;
DROP FUNCTION entities_refuse_rewriting();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="LegalEntity",
            fields=[
                ("uuid", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=6, unique=True)),
                ("is_telco", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_telco", True)),
                        fields=("is_telco",),
                        name="the_telco_is_one_company",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[A-Z][A-Z0-9]{1,5}$")),
                        name="entity_code_is_of_capitals_and_digits",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=11)),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveBigIntegerField(default=0)),
                (
                    "entity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="series",
                        to="entities.legalentity",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveBigIntegerField()),
                ("number", models.CharField(max_length=30, unique=True)),
                ("tenant_id", models.UUIDField(db_index=True)),
                ("document_id", models.UUIDField(unique=True)),
                (
                    "recorded_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "series",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="entities.numberseries",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EntityDetails",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("starts_at", models.DateTimeField()),
                ("legal_name", models.CharField(max_length=120)),
                ("address", models.CharField(max_length=300)),
                ("country", models.CharField(max_length=2)),
                ("tax_number", models.CharField(max_length=30)),
                ("registration", models.CharField(blank=True, max_length=200)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField(null=True)),
                (
                    "entity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="details",
                        to="entities.legalentity",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("entity", "version"), name="entity_details_version_is_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("legal_name", ""), _negated=True),
                            models.Q(("address", ""), _negated=True),
                            models.Q(("country", ""), _negated=True),
                            models.Q(("tax_number", ""), _negated=True),
                        ),
                        name="entity_details_are_whole",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="numberseries",
            constraint=models.UniqueConstraint(
                fields=("entity", "kind", "year"), name="a_company_has_one_series_of_a_kind_a_year"
            ),
        ),
        migrations.AddConstraint(
            model_name="numberseries",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["invoice", "credit_note", "debit_note"])),
                name="series_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                fields=("series", "position"), name="a_number_is_given_once_in_its_series"
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(("position__gte", 1)), name="numbers_begin_at_one"
            ),
        ),
        migrations.RunSQL(WRITTEN_ONCE, WRITTEN_ONCE_UNDO),
    ]
