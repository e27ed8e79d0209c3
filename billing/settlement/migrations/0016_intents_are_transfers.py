"""
What a run pays somebody is a transfer, as the processor and the field say; it was an intent.

Locks four shared tables for the moment of the renames. Rewrites the letters that release a payment,
at most those of the last three months, so that one on its way finds who sends it.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

RENAMES = """
ALTER INDEX a_payee_has_one_live_intent_a_shop_in_a_run
    RENAME TO a_payee_has_one_live_transfer_a_shop_in_a_run;
ALTER TABLE settlement_transfer
    RENAME CONSTRAINT intent_position_is_unique_in_its_run
        TO transfer_position_is_unique_in_its_run;
ALTER TABLE settlement_transfer
    RENAME CONSTRAINT intent_pays_something TO transfer_pays_something;
ALTER TABLE settlement_transfer
    RENAME CONSTRAINT intent_paid_names_its_transfer TO transfer_done_names_its_reference;
ALTER TABLE settlement_transfer
    RENAME CONSTRAINT intent_state_is_known TO transfer_state_is_known;
ALTER TRIGGER intent_amount_never_changes ON settlement_transfer
    RENAME TO transfer_amount_never_changes;
ALTER TRIGGER intent_shop_never_changes ON settlement_transfer
    RENAME TO transfer_shop_never_changes;
"""
BACK = """
ALTER INDEX a_payee_has_one_live_transfer_a_shop_in_a_run
    RENAME TO a_payee_has_one_live_intent_a_shop_in_a_run;
ALTER TABLE settlement_transfer
    RENAME CONSTRAINT transfer_position_is_unique_in_its_run
        TO intent_position_is_unique_in_its_run;
ALTER TABLE settlement_transfer
    RENAME CONSTRAINT transfer_pays_something TO intent_pays_something;
ALTER TABLE settlement_transfer
    RENAME CONSTRAINT transfer_done_names_its_reference TO intent_paid_names_its_transfer;
ALTER TABLE settlement_transfer
    RENAME CONSTRAINT transfer_state_is_known TO intent_state_is_known;
ALTER TRIGGER transfer_amount_never_changes ON settlement_transfer
    RENAME TO intent_amount_never_changes;
ALTER TRIGGER transfer_shop_never_changes ON settlement_transfer
    RENAME TO intent_shop_never_changes;
"""
LETTERS = """
UPDATE outbox_letter
   SET event = 'transfer.released',
       payload = payload - 'intent_id' || jsonb_build_object('transfer_id', payload->'intent_id')
 WHERE event = 'intent.released';
"""
LETTERS_BACK = """
UPDATE outbox_letter
   SET event = 'intent.released',
       payload = payload - 'transfer_id' || jsonb_build_object('intent_id', payload->'transfer_id')
 WHERE event = 'transfer.released';
"""
STATES = ("frozen", "sending", "unknown", "done", "failed")
OLD = (
    "a_payee_has_one_live_intent_a_shop_in_a_run",
    "intent_position_is_unique_in_its_run",
    "intent_pays_something",
    "intent_paid_names_its_transfer",
    "intent_state_is_known",
)
NEW = (
    models.UniqueConstraint(
        fields=["run", "payee", "tenant_id"],
        condition=~Q(state="failed"),
        nulls_distinct=False,
        name="a_payee_has_one_live_transfer_a_shop_in_a_run",
    ),
    models.UniqueConstraint(
        fields=["run", "position"], name="transfer_position_is_unique_in_its_run"
    ),
    models.CheckConstraint(name="transfer_pays_something", condition=Q(amount_minor__gt=0)),
    models.CheckConstraint(
        name="transfer_done_names_its_reference",
        condition=~Q(state="done") | Q(transfer_reference__isnull=False),
    ),
    models.CheckConstraint(name="transfer_state_is_known", condition=Q(state__in=STATES)),
)
# PostgreSQL follows the renamed column by itself; what Django remembers does not.
OF_ONE_THING = models.CheckConstraint(
    name="statement_is_of_one_thing",
    condition=Q(run__isnull=False, transfer__isnull=False, reversal=None, write_off=None)
    | Q(run=None, transfer=None, reversal__isnull=False, write_off=None)
    | Q(run=None, transfer=None, reversal=None, write_off__isnull=False),
)


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0006_letters_by_time"),
        ("settlement", "0015_a_shop_is_settled_by_itself"),
    ]

    operations = [
        migrations.RenameModel("Intent", "Transfer"),
        migrations.RenameField("Transfer", "transfer_id", "transfer_reference"),
        migrations.RenameField("Accrual", "intent", "transfer"),
        migrations.RenameField("Reversal", "intent", "transfer"),
        migrations.RenameField("Statement", "intent", "transfer"),
        migrations.RenameIndex("Transfer", "transfers_not_ended", old_name="intents_not_ended"),
        migrations.AlterField(
            "Transfer",
            "run",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="transfers",
                to="settlement.run",
            ),
        ),
        migrations.AlterField(
            "Transfer",
            "payee",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="transfers",
                to="settlement.payee",
            ),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(RENAMES, BACK)],
            state_operations=[
                *(migrations.RemoveConstraint("Transfer", name) for name in OLD),
                *(migrations.AddConstraint("Transfer", constraint) for constraint in NEW),
                migrations.RemoveConstraint("Statement", "statement_is_of_one_thing"),
                migrations.AddConstraint("Statement", OF_ONE_THING),
            ],
        ),
        migrations.RunSQL(LETTERS, LETTERS_BACK),
    ]
