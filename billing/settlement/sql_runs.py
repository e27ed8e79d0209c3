"""Set-based statements of a settlement run: one statement each, whatever the number of payees."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

# `AccrualQuerySet.unheld` drops the same: what a payee owes of a share that was paid is not held.
_HELD = """
    EXISTS (SELECT 1 FROM settlement_sharehold h
             WHERE h.tenant_id = a.tenant_id AND h.invoice_number = a.invoice_number
               AND (h.payee_id IS NULL OR h.payee_id = a.payee_id) AND h.released_at IS NULL)
    AND NOT (a.amount_minor < 0 AND EXISTS (
             SELECT 1 FROM settlement_accrual o
              WHERE o.uuid = a.takes_from_id AND o.state IN ('in_run', 'paid')))
"""

# Claim what a run may pay. Only claimed rows are summed afterwards, so a share
# that arrives between two statements waits for the next run.
_CLAIM = """
UPDATE settlement_accrual a
   SET run_id = %(run)s, state = 'in_run', intent_id = NULL
  FROM settlement_payee p
 WHERE p.uuid = a.payee_id
   AND p.uuid = ANY(%(payees)s)
   AND a.currency = %(currency)s
   AND a.state IN ('accrued', 'payable', 'carried')
   AND a.payable_from <= %(cut_off)s
   AND NOT (/* held */)
""".replace("/* held */", _HELD)

# One frozen intent for each payee whose claimed shares reach the minimum.
_FREEZE = """
INSERT INTO settlement_intent (
    uuid, run_id, payee_id, position, amount_minor, currency, stripe_account, purpose, idem_key,
    state, attempts, empty_reads, note)
SELECT gen_random_uuid(), %(run)s, due.payee_id, due.position, due.amount, %(currency)s,
       due.stripe_account, due.purpose,
       due.purpose || ':' || 1 + (SELECT count(*) FROM settlement_intent i
                                   WHERE i.purpose = due.purpose),
       'frozen', 0, 0, ''
  FROM (SELECT a.payee_id, p.stripe_account,
               row_number() OVER (ORDER BY p.display_name, p.uuid) AS position,
               sum(a.amount_minor) AS amount,
               -- What `purposes.transfer_purpose` says.
               concat_ws(':', 'transfer', p.party_kind, p.party_ref, %(currency)s,
                   to_char(%(cut_off)s AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISS'),
                   left(encode(sha256(convert_to(string_agg(
                       a.key || '=' || a.amount_minor, ','
                       ORDER BY (a.key || '=' || a.amount_minor) COLLATE "C"
                   ), 'UTF8')), 'hex'), 32)) AS purpose
          FROM settlement_accrual a
          JOIN settlement_payee p ON p.uuid = a.payee_id
         WHERE a.run_id = %(run)s AND a.state = 'in_run'
         GROUP BY a.payee_id, p.stripe_account, p.display_name, p.uuid
        HAVING sum(a.amount_minor) >= %(minimum)s) due
"""

_LINK = """
UPDATE settlement_accrual a
   SET intent_id = i.uuid
  FROM settlement_intent i
 WHERE i.run_id = %(run)s AND a.run_id = %(run)s AND a.payee_id = i.payee_id
   AND a.state = 'in_run'
"""

# Below the minimum, or in the red after a refund: carried to the next run.
_CARRY = """
UPDATE settlement_accrual
   SET run_id = NULL, state = 'carried'
 WHERE run_id = %(run)s AND state = 'in_run' AND intent_id IS NULL
"""

# What would be paid if a run were opened now, and what stands in the way where it would not.
_PREVIEW = """
SELECT p.uuid, p.display_name, p.party_kind, sum(a.amount_minor) AS amount, count(*) AS shares,
       min(a.accrued_at) AS since,
       CASE WHEN p.blocked_at IS NOT NULL THEN 'blocked'
            WHEN p.payouts_enabled_at IS NULL THEN 'no_account'
            WHEN sum(a.amount_minor) < %(minimum)s THEN 'below_minimum'
            ELSE 'due' END AS standing
  FROM settlement_accrual a
  JOIN settlement_payee p ON p.uuid = a.payee_id
 WHERE a.currency = %(currency)s
   AND a.state IN ('accrued', 'payable', 'carried')
   AND a.payable_from <= %(cut_off)s
   AND NOT (/* held */)
 GROUP BY p.uuid, p.display_name, p.party_kind, p.blocked_at, p.payouts_enabled_at
 ORDER BY p.display_name, p.uuid
""".replace("/* held */", _HELD)

_STATEMENT_LINES = """
INSERT INTO settlement_statementline (
    statement_id, accrual_id, tenant_id, invoice_line_id, invoice_number, label, kind,
    earned_at, amount_minor, currency)
SELECT %(statement)s, a.uuid, a.tenant_id, a.invoice_line_id, a.invoice_number, a.label, a.kind,
       a.accrued_at, a.amount_minor, a.currency
  FROM settlement_accrual a
 WHERE a.intent_id = %(intent)s AND a.state = 'in_run'
 ORDER BY a.accrued_at, a.uuid
"""


def freeze_run(
    *, run: UUID, payees: Sequence[UUID], currency: str, cut_off: datetime, minimum: int
) -> None:
    """Claim what is due, freeze an intent for each payee, link its shares, carry the rest."""
    values: dict[str, Any] = {
        "run": run,
        "payees": list(payees),
        "currency": currency,
        "cut_off": cut_off,
        "minimum": minimum,
    }
    with connection.cursor() as cursor:
        for statement in (_CLAIM, _FREEZE, _LINK, _CARRY):
            cursor.execute(statement, values)


def preview_rows(*, currency: str, cut_off: datetime, minimum: int) -> list[dict[str, Any]]:
    """Return what each payee is due at the cut-off, and whether a run would pay it."""
    values: dict[str, Any] = {"currency": currency, "cut_off": cut_off, "minimum": minimum}
    with connection.cursor() as cursor:
        cursor.execute(_PREVIEW, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def write_statement_lines(*, statement: UUID, intent: UUID) -> None:
    """Copy the shares an intent pays into its statement."""
    with connection.cursor() as cursor:
        values: dict[str, Any] = {"statement": statement, "intent": intent}
        cursor.execute(_STATEMENT_LINES, values)
