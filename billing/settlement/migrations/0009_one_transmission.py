"""
Intents and reversals become transmissions: one set of states and facts, and what each is for.

Takes short exclusive locks on two shared tables and rewrites the states of ended intents.
"""

from django.db import migrations, models
from django.db.models import Q

STATES = ("frozen", "sending", "unknown", "done", "failed")

# A held intent is a frozen one that says why it waits. What an intent was for was its own id.
NEW_WORDS = """
UPDATE settlement_intent SET state = 'done' WHERE state = 'paid';
UPDATE settlement_intent SET state = 'frozen' WHERE state = 'held';
UPDATE settlement_intent SET purpose = regexp_replace(idem_key, ':[0-9]+$', '');
UPDATE settlement_reversal
   SET purpose = 'reversal:' || uuid, idem_key = 'reversal:' || uuid,
       doubted_at = CASE WHEN state = 'unknown' THEN coalesce(first_sent_at, asked_at) END;
"""
OLD_WORDS = """
UPDATE settlement_intent SET state = 'paid' WHERE state = 'done';
"""

STAY = """
DROP TRIGGER intent_amount_never_changes ON settlement_intent;
DROP TRIGGER reversal_amount_never_changes ON settlement_reversal;
CREATE TRIGGER intent_amount_never_changes
    BEFORE UPDATE OF amount_minor, currency, payee_id, stripe_account, purpose
    ON settlement_intent
    FOR EACH STATEMENT EXECUTE FUNCTION settlement_refuse_new_amount();
CREATE TRIGGER reversal_amount_never_changes
    BEFORE UPDATE OF amount_minor, currency, payee_id, intent_id, purpose
    ON settlement_reversal
    FOR EACH STATEMENT EXECUTE FUNCTION settlement_refuse_new_amount();
"""
STAY_UNDO = """
DROP TRIGGER reversal_amount_never_changes ON settlement_reversal;
DROP TRIGGER intent_amount_never_changes ON settlement_intent;
CREATE TRIGGER intent_amount_never_changes
    BEFORE UPDATE OF amount_minor, currency, payee_id, stripe_account ON settlement_intent
    FOR EACH STATEMENT EXECUTE FUNCTION settlement_refuse_new_amount();
CREATE TRIGGER reversal_amount_never_changes
    BEFORE UPDATE OF amount_minor, currency, payee_id, intent_id ON settlement_reversal
    FOR EACH STATEMENT EXECUTE FUNCTION settlement_refuse_new_amount();
"""
# The triggers of deferred foreign keys have to be done before the tables change their shape.
NOTHING_PENDING = "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;"


class Migration(migrations.Migration):
    dependencies = [("settlement", "0008_days_are_looked_at_by_the_databases_clock")]

    operations = [
        migrations.RemoveConstraint("intent", "intent_state_is_known"),
        migrations.RemoveConstraint("intent", "intent_paid_names_its_transfer"),
        migrations.RemoveConstraint("reversal", "reversal_state_is_known"),
        migrations.RemoveIndex("intent", "intents_not_ended"),
        migrations.AlterField("intent", "idem_key", models.CharField(max_length=220, unique=True)),
        migrations.AddField(
            "intent", "purpose", models.CharField(max_length=200, default=""), False
        ),
        migrations.AddField(
            "reversal", "purpose", models.CharField(max_length=200, default=""), False
        ),
        migrations.AddField("reversal", "idem_key", models.CharField(max_length=220, null=True)),
        migrations.AddField("reversal", "doubted_at", models.DateTimeField(null=True)),
        migrations.AddField("reversal", "last_sent_at", models.DateTimeField(null=True)),
        migrations.RunSQL(NEW_WORDS, OLD_WORDS),
        migrations.RunSQL(NOTHING_PENDING, migrations.RunSQL.noop),
        migrations.AlterField(
            "reversal", "idem_key", models.CharField(max_length=220, unique=True)
        ),
        migrations.AddIndex(
            "intent",
            models.Index(
                fields=["run"],
                name="intents_not_ended",
                condition=~Q(state__in=("done", "failed")),
            ),
        ),
        migrations.AddConstraint(
            "intent",
            models.CheckConstraint(
                name="intent_paid_names_its_transfer",
                condition=~Q(state="done") | Q(transfer_id__isnull=False),
            ),
        ),
        migrations.AddConstraint(
            "intent",
            models.CheckConstraint(name="intent_state_is_known", condition=Q(state__in=STATES)),
        ),
        migrations.AddConstraint(
            "reversal",
            models.CheckConstraint(name="reversal_state_is_known", condition=Q(state__in=STATES)),
        ),
        migrations.RunSQL(STAY, STAY_UNDO),
    ]
