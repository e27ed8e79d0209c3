"""
A payment that nothing asks for is an overpayment, as accounts say; it was a surplus.

Locks one shared table for the moment of the renames. Rewrites the letters that announce one, at most
those of the last three months, so that one on its way finds who gives it back. What was sent keeps
the purpose it was sent with.
"""

from django.db import migrations, models
from django.db.models import Q

RENAMES = """
ALTER TABLE settlement_overpayment
    RENAME CONSTRAINT surplus_is_positive TO overpayment_is_positive;
ALTER TABLE settlement_overpayment
    RENAME CONSTRAINT surplus_done_names_its_refund TO overpayment_done_names_its_refund;
ALTER TABLE settlement_overpayment
    RENAME CONSTRAINT surplus_state_is_known TO overpayment_state_is_known;
"""
BACK = """
ALTER TABLE settlement_overpayment
    RENAME CONSTRAINT overpayment_is_positive TO surplus_is_positive;
ALTER TABLE settlement_overpayment
    RENAME CONSTRAINT overpayment_done_names_its_refund TO surplus_done_names_its_refund;
ALTER TABLE settlement_overpayment
    RENAME CONSTRAINT overpayment_state_is_known TO surplus_state_is_known;
"""
LETTERS = """
UPDATE outbox_letter SET event = 'payment.overpaid' WHERE event = 'payment.surplus';
"""
LETTERS_BACK = """
UPDATE outbox_letter SET event = 'payment.surplus' WHERE event = 'payment.overpaid';
"""
OLD = ("surplus_is_positive", "surplus_done_names_its_refund", "surplus_state_is_known")
NEW = (
    models.CheckConstraint(name="overpayment_is_positive", condition=Q(amount_minor__gt=0)),
    models.CheckConstraint(
        name="overpayment_done_names_its_refund",
        condition=~Q(state="done") | Q(refund_reference__isnull=False),
    ),
    models.CheckConstraint(
        name="overpayment_state_is_known",
        condition=Q(state__in=("frozen", "sending", "unknown", "done", "failed")),
    ),
)


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0006_letters_by_time"),
        ("settlement", "0018_what_a_shop_gives_back_by_itself"),
    ]

    operations = [
        migrations.RenameModel("Surplus", "Overpayment"),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(RENAMES, BACK)],
            state_operations=[
                *(migrations.RemoveConstraint("Overpayment", name) for name in OLD),
                *(migrations.AddConstraint("Overpayment", constraint) for constraint in NEW),
            ],
        ),
        migrations.RunSQL(LETTERS, LETTERS_BACK),
    ]
