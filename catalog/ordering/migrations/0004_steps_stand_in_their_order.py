"""
The steps of an order move into its row, where they are read and written anyway.

Orders and steps are locked until it is done; every order of the shop is rewritten once.
"""

from django.db import migrations, models

FOLD = """
DO $$ BEGIN
    LOCK TABLE ordering_orderstep;
    UPDATE ordering_order SET steps = folded.steps
    FROM (
        SELECT order_id, jsonb_agg(jsonb_build_object(
                   'name', name, 'label', label, 'actor', actor,
                   'expected_seconds', expected_seconds, 'started_at', started_at,
                   'ended_at', ended_at, 'failed_at', failed_at, 'note', note
               ) ORDER BY position) AS steps
        FROM ordering_orderstep GROUP BY order_id
    ) AS folded
    WHERE folded.order_id = ordering_order.id;
END $$
"""
UNFOLD = """
INSERT INTO ordering_orderstep (
    order_id, position, name, label, actor, expected_seconds, started_at, ended_at, failed_at, note
)
SELECT kept.id, step.position - 1, step.name, step.label, step.actor, step.expected_seconds,
       step.started_at, step.ended_at, step.failed_at, step.note
FROM ordering_order AS kept,
     ROWS FROM (jsonb_to_recordset(kept.steps) AS (
         name text, label text, actor text, expected_seconds int, started_at timestamptz,
         ended_at timestamptz, failed_at timestamptz, note text
     )) WITH ORDINALITY AS step(
         name, label, actor, expected_seconds, started_at, ended_at, failed_at, note, position
     )
"""


class Migration(migrations.Migration):
    dependencies = [("ordering", "0003_consent_to_keep_the_card")]

    operations = [
        migrations.AddField(model_name="order", name="steps", field=models.JSONField(default=list)),
        migrations.RunSQL(FOLD, UNFOLD),
        migrations.DeleteModel(name="OrderStep"),
    ]
