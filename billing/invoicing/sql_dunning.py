"""The statement of a night's dunning: one a shop, whatever the number of its bills."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import connection

from billing.invoicing.models import DunningStep
from billing.settlement.terms import DunningDays
from catalog.lines.sql_lines import SERVING
from kith.wall import zone_here

# The step after the furthest that a bill has taken, once its day has come and what tells of it was
# told. What a bill is past is left out: a reminder, where a warning is due. Without a line in
# service there is nothing to block or to end, and a reminder is all. `dunning.calendar_of` says
# the same of one bill.
TAKE_UP = """
WITH terms AS (
    SELECT * FROM unnest(%(steps)s::text[], %(days)s::int[])
             WITH ORDINALITY AS t (step, days, place)
), owed AS (
    SELECT i.uuid, %(today)s - i.due_on AS overdue, l.id IS NOT NULL AS is_serving
      FROM invoicing_invoice i
      LEFT JOIN /* serving */ l ON l.id = i.line_id
     WHERE i.paid_at IS NULL AND i.written_off_at IS NULL AND i.due_on < %(today)s
), furthest AS (
    SELECT DISTINCT ON (s.invoice_id) s.invoice_id, s.step, s.act_on, s.done_at, t.place
      FROM invoicing_dunningstep s
      JOIN owed ON owed.uuid = s.invoice_id
      JOIN terms t ON t.step = s.step
     ORDER BY s.invoice_id, t.place DESC
), again AS (
    UPDATE invoicing_dunningstep s
       SET taken_at = %(at)s
      FROM owed, furthest f
     WHERE owed.uuid = s.invoice_id AND f.invoice_id = s.invoice_id AND f.step = s.step
       AND s.done_at IS NULL
       AND (s.taken_at AT TIME ZONE %(zone)s)::date <= %(today)s - %(recheck)s
       AND (owed.is_serving OR s.step = 'remind')
    RETURNING s.id
), fresh AS (
    INSERT INTO invoicing_dunningstep (invoice_id, step, taken_at)
    SELECT owed.uuid, t.step, %(at)s
      FROM owed
      LEFT JOIN furthest f ON f.invoice_id = owed.uuid
      JOIN terms t ON t.days <= owed.overdue AND t.place = CASE
           WHEN coalesce(f.place, 0) >= 2
                THEN CASE WHEN owed.is_serving AND f.done_at IS NOT NULL
                               AND coalesce(f.act_on <= %(today)s, true) THEN f.place + 1 END
           WHEN owed.is_serving AND owed.overdue >= (SELECT days FROM terms WHERE step = 'warn')
                THEN 2
           WHEN f.place IS NULL THEN 1 END
     ORDER BY owed.uuid
    ON CONFLICT (invoice_id, step) DO NOTHING
    RETURNING id
)
SELECT id FROM again UNION ALL SELECT id FROM fresh
""".replace("/* serving */", SERVING)


def take_up(*, terms: DunningDays, today: date, at: datetime) -> list[int]:
    """Write down the steps that bills have reached by that day; return them and those to redo."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE_UP, values_of(terms=terms, today=today, at=at))
        return [row[0] for row in cursor.fetchall()]


def values_of(*, terms: DunningDays, today: date, at: datetime) -> dict[str, Any]:
    """Return what the statement is given."""
    return {
        "steps": list(DunningStep.STEPS),
        "days": [getattr(terms, step) for step in DunningStep.STEPS],
        "recheck": terms.recheck,
        "today": today,
        "zone": str(zone_here()),
        "at": at,
    }
