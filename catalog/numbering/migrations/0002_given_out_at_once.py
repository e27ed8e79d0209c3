"""
Numbers and SIMs are given out at once: nothing is set aside before.

What an order of an earlier release had only set aside is free again; the order takes another.
Both tables are locked while their rows are checked against the new rules.
"""

from django.db import migrations, models

FREE = """
WITH freed AS (
    UPDATE numbering_phonenumber AS number
       SET state = 'available', holder = '', reserved_until = NULL
      FROM numbering_phonenumber AS before
     WHERE before.id = number.id AND number.state = 'reserved'
    RETURNING number.id, before.holder
)
INSERT INTO numbering_numberevent (number_id, what, holder, at)
SELECT id, 'lapsed', holder, now() FROM freed;
UPDATE numbering_simcard SET state = 'available', holder = '', reserved_until = NULL
 WHERE state = 'reserved'
"""
TAKEN_BY_SOMEBODY = models.Q(("state", "assigned"), models.Q(("holder", ""), _negated=True))


def _rules(model: str, thing: str, free: tuple[str, ...]) -> list:
    """Take back what held of a reservation, and say the rest without it."""
    states = (free[0], "assigned", *free[1:])
    held = f"{thing}_has_a_holder_exactly_while_taken"
    return [
        migrations.RemoveConstraint(model, f"{thing}_reservation_has_an_end"),
        migrations.RemoveConstraint(model, held),
        migrations.RemoveConstraint(model, f"{thing}_state_is_known"),
        migrations.RemoveConstraint(model, f"holder_has_one_{thing}"),
        migrations.RemoveIndex(model, f"{thing}_reservation_end"),
        migrations.RemoveField(model, "reserved_until"),
        migrations.AddConstraint(
            model,
            models.CheckConstraint(
                condition=models.Q(("state__in", states)), name=f"{thing}_state_is_known"
            ),
        ),
        migrations.AddConstraint(
            model,
            models.CheckConstraint(
                condition=models.Q(
                    TAKEN_BY_SOMEBODY,
                    models.Q(("holder", ""), ("state__in", free)),
                    _connector="OR",
                ),
                name=held,
            ),
        ),
        migrations.AddConstraint(
            model,
            models.UniqueConstraint(
                fields=["holder"],
                condition=models.Q(("state", "assigned")),
                name=f"holder_has_one_{thing}",
            ),
        ),
    ]


class Migration(migrations.Migration):
    dependencies = [("numbering", "0001_pools")]

    operations = [
        migrations.RunSQL(FREE, migrations.RunSQL.noop),
        *_rules("phonenumber", "number", ("available", "quarantined")),
        *_rules("simcard", "sim", ("available", "retired")),
    ]
