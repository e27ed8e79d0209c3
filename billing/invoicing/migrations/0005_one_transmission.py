"""
Charges and refunds become transmissions: one set of states and facts, and what each is for.

Takes short exclusive locks on two tables and rewrites the states of charges and refunds, once a
tenant. A refund that was sent and has not ended is in doubt: it is looked for before anything.
"""

from django.db import migrations, models
from django.db.models import Q

STATES = ("frozen", "sending", "unknown", "done", "failed")

NEW_WORDS = """
UPDATE invoicing_charge
   SET purpose = idem_key,
       reason = CASE WHEN state = 'dropped' THEN 'not_due' ELSE reason END,
       state = CASE state WHEN 'paid' THEN 'done' WHEN 'refused' THEN 'failed'
                          WHEN 'dropped' THEN 'failed' ELSE state END;
UPDATE invoicing_refund
   SET purpose = 'refund:' || uuid,
       idem_key = 'refund:' || uuid,
       state = CASE WHEN succeeded_at IS NOT NULL THEN 'done'
                    WHEN failed_at IS NOT NULL THEN 'failed'
                    WHEN first_sent_at IS NOT NULL THEN 'unknown'
                    ELSE 'frozen' END,
       doubted_at = CASE WHEN succeeded_at IS NULL AND failed_at IS NULL
                         THEN coalesce(doubted_at, first_sent_at) END,
       attempts = CASE WHEN first_sent_at IS NULL THEN 0 ELSE 1 END,
       ended_at = coalesce(succeeded_at, failed_at),
       note = failure;
"""
OLD_WORDS = """
UPDATE invoicing_charge
   SET state = CASE WHEN state = 'done' THEN 'paid'
                    WHEN state = 'failed' AND reason = 'not_due' THEN 'dropped'
                    WHEN state = 'failed' THEN 'refused' ELSE state END;
UPDATE invoicing_refund
   SET succeeded_at = CASE WHEN state = 'done' THEN ended_at END,
       failed_at = CASE WHEN state = 'failed' THEN ended_at END,
       failure = CASE WHEN state = 'failed' THEN note ELSE '' END;
"""

# A column's type does not change under a trigger that watches it.
FREE = "DROP TRIGGER charge_never_changes ON invoicing_charge"
FREE_UNDO = """
CREATE TRIGGER charge_never_changes
    BEFORE UPDATE OF amount_minor, currency, card_id, invoice_id, idem_key ON invoicing_charge
    FOR EACH STATEMENT EXECUTE FUNCTION invoicing_refuse_other_charge();
"""
STAY = """
CREATE TRIGGER charge_never_changes
    BEFORE UPDATE OF amount_minor, currency, card_id, invoice_id, purpose, idem_key
    ON invoicing_charge
    FOR EACH STATEMENT EXECUTE FUNCTION invoicing_refuse_other_charge();
CREATE FUNCTION invoicing_refuse_other_refund() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog AS $rule$
BEGIN
    RAISE EXCEPTION 'what % gives back never changes once it is written', TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = 'refunds_never_change';
END $rule$;
CREATE TRIGGER refund_never_changes
    BEFORE UPDATE OF amount_minor, currency, payment_id, invoice_id, purpose
    ON invoicing_refund
    FOR EACH STATEMENT EXECUTE FUNCTION invoicing_refuse_other_refund();
"""
STAY_UNDO = """
DROP TRIGGER refund_never_changes ON invoicing_refund;
DROP FUNCTION invoicing_refuse_other_refund();
DROP TRIGGER charge_never_changes ON invoicing_charge;
"""


def counted() -> models.PositiveIntegerField:
    return models.PositiveIntegerField(default=0)


def few() -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(default=0)


def moment() -> models.DateTimeField:
    return models.DateTimeField(null=True)


class Migration(migrations.Migration):
    dependencies = [("invoicing", "0004_charges_never_change")]

    operations = [
        migrations.RunSQL(FREE, FREE_UNDO),
        migrations.RemoveConstraint("charge", "charge_state_is_known"),
        migrations.RemoveConstraint("charge", "charge_paid_names_its_payment"),
        migrations.RemoveConstraint("refund", "refund_ends_one_way"),
        migrations.AlterField("charge", "idem_key", models.CharField(max_length=220, unique=True)),
        migrations.AddField(
            "charge", "purpose", models.CharField(max_length=200, default=""), False
        ),
        migrations.AddField("charge", "last_sent_at", moment()),
        migrations.AddField("charge", "empty_reads", few()),
        migrations.AddField("charge", "note", models.CharField(max_length=200, blank=True)),
        migrations.AddField("refund", "state", models.CharField(max_length=8, default="frozen")),
        migrations.AddField(
            "refund", "purpose", models.CharField(max_length=200, default=""), False
        ),
        migrations.AddField("refund", "idem_key", models.CharField(max_length=220, null=True)),
        migrations.AddField("refund", "last_sent_at", moment()),
        migrations.AddField("refund", "attempts", counted()),
        migrations.AddField("refund", "wait_until", moment()),
        migrations.AddField("refund", "empty_reads", few()),
        migrations.AddField("refund", "first_empty_read_at", moment()),
        migrations.AddField("refund", "ended_at", moment()),
        migrations.AddField("refund", "note", models.CharField(max_length=200, blank=True)),
        migrations.RunSQL(NEW_WORDS, OLD_WORDS),
        migrations.RemoveField("refund", "succeeded_at"),
        migrations.RemoveField("refund", "failed_at"),
        migrations.RemoveField("refund", "failure"),
        migrations.AlterField("refund", "idem_key", models.CharField(max_length=220, unique=True)),
        migrations.AddConstraint(
            "charge",
            models.CheckConstraint(
                name="charge_paid_names_its_payment",
                condition=~Q(state="done") | Q(payment_intent__isnull=False),
            ),
        ),
        migrations.AddConstraint(
            "charge",
            models.CheckConstraint(name="charge_state_is_known", condition=Q(state__in=STATES)),
        ),
        migrations.AddConstraint(
            "refund",
            models.CheckConstraint(name="refund_state_is_known", condition=Q(state__in=STATES)),
        ),
        migrations.RunSQL(STAY, STAY_UNDO),
    ]
