"""
What a payee earns at one shop is paid by itself, but where they agreed to all shops together.

A new table; a short exclusive lock on the intents while a column without a value is added and the
rule that a payee has one of them is built anew, over as many as were ever paid; and one on the
accruals while they get a trigger. What was frozen before names no shop: it pays the shares of all,
as it was meant to.
"""

import django.db.models.deletion
from django.db import migrations, models

SHOPS_STAY = """
CREATE TRIGGER intent_shop_never_changes
    BEFORE UPDATE OF tenant_id ON settlement_intent
    FOR EACH STATEMENT EXECUTE FUNCTION settlement_refuse_new_amount();
CREATE TRIGGER accrual_shop_never_changes
    BEFORE UPDATE OF tenant_id ON settlement_accrual
    FOR EACH STATEMENT EXECUTE FUNCTION settlement_refuse_new_amount();
"""
SHOPS_STAY_UNDO = """
DROP TRIGGER accrual_shop_never_changes ON settlement_accrual;
DROP TRIGGER intent_shop_never_changes ON settlement_intent;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("settlement", "0014_what_gives_a_clawback_back_names_it"),
    ]

    operations = [
        migrations.CreateModel(
            name="NettingConsent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "payee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="netting_consents",
                        to="settlement.payee",
                    ),
                ),
                ("is_given", models.BooleanField()),
                ("decided_at", models.DateTimeField()),
                ("decided_by", models.UUIDField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("payee", "decided_at"), name="a_payee_decides_once_at_a_moment"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="intent",
            name="tenant_id",
            field=models.UUIDField(null=True),
        ),
        migrations.AddConstraint(
            model_name="intent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "failed"), _negated=True),
                fields=("run", "payee", "tenant_id"),
                name="a_payee_has_one_live_intent_a_shop_in_a_run",
                nulls_distinct=False,
            ),
        ),
        migrations.RemoveConstraint(
            model_name="intent",
            name="a_payee_has_one_live_intent_in_a_run",
        ),
        migrations.RunSQL(SHOPS_STAY, SHOPS_STAY_UNDO),
    ]
