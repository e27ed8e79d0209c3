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

# Who is paid what all shops owe together. `netting.together` says the same.
_TOGETHER = """
    SELECT DISTINCT ON (payee_id) payee_id, is_given
      FROM settlement_nettingconsent
     WHERE decided_at <= %(at)s
     ORDER BY payee_id, decided_at DESC, id DESC
"""
# The shop a share is netted in; none where it is netted with those of all others.
_SHOP = "CASE WHEN coalesce(c.is_given, false) THEN NULL ELSE a.tenant_id END"

# Claim what a run may pay. Only claimed rows are summed afterwards, so a share
# that arrives between two statements waits for the next run.
_CLAIM = """
UPDATE settlement_accrual a
   SET run_id = %(run)s, state = 'in_run', transfer_id = NULL
  FROM settlement_payee p
 WHERE p.uuid = a.payee_id
   AND p.uuid = ANY(%(payees)s)
   AND a.currency = %(currency)s
   AND a.state IN ('accrued', 'payable', 'carried')
   AND a.payable_from <= %(cut_off)s
   AND NOT (/* held */)
""".replace("/* held */", _HELD)

# One frozen transfer for each payee and shop whose claimed shares reach the minimum.
_FREEZE = """
INSERT INTO settlement_transfer (
    uuid, run_id, payee_id, tenant_id, position, amount_minor, currency, stripe_account, purpose,
    idem_key, state, attempts, empty_reads, note)
SELECT gen_random_uuid(), %(run)s, due.payee_id, due.shop, due.position, due.amount, %(currency)s,
       due.stripe_account, due.purpose,
       due.purpose || ':' || 1 + (SELECT count(*) FROM settlement_transfer i
                                   WHERE i.purpose = due.purpose),
       'frozen', 0, 0, ''
  FROM (SELECT a.payee_id, p.stripe_account, a.shop,
               row_number() OVER (ORDER BY p.display_name, p.uuid, a.shop) AS position,
               sum(a.amount_minor) AS amount,
               -- What `purposes.transfer_purpose` says.
               concat_ws(':', 'transfer', p.party_kind, p.party_ref,
                   coalesce(a.shop::text, 'all'), %(currency)s,
                   to_char(%(cut_off)s AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISS'),
                   left(encode(sha256(convert_to(string_agg(
                       a.key || '=' || a.amount_minor, ','
                       ORDER BY (a.key || '=' || a.amount_minor) COLLATE "C"
                   ), 'UTF8')), 'hex'), 32)) AS purpose
          FROM (SELECT a.payee_id, a.key, a.amount_minor, /* shop */ AS shop
                  FROM settlement_accrual a
                  LEFT JOIN (/* together */) c ON c.payee_id = a.payee_id
                 WHERE a.run_id = %(run)s AND a.state = 'in_run') a
          JOIN settlement_payee p ON p.uuid = a.payee_id
         GROUP BY a.payee_id, a.shop, p.stripe_account, p.display_name, p.uuid
        HAVING sum(a.amount_minor) >= %(minimum)s) due
""".replace("/* shop */", _SHOP).replace("/* together */", _TOGETHER)

_LINK = """
UPDATE settlement_accrual a
   SET transfer_id = i.uuid
  FROM settlement_transfer i
 WHERE i.run_id = %(run)s AND a.run_id = %(run)s AND a.payee_id = i.payee_id
   AND (i.tenant_id IS NULL OR i.tenant_id = a.tenant_id)
   AND a.state = 'in_run'
"""

# Below the minimum, or in the red after a refund: carried to the next run.
_CARRY = """
UPDATE settlement_accrual
   SET run_id = NULL, state = 'carried'
 WHERE run_id = %(run)s AND state = 'in_run' AND transfer_id IS NULL
"""

# Where every open share of a payee stands, shop by shop: due by the cut-off, ahead of it, or held
# back; and what a run would do with what is due. Pages and runs count by this.
_STANDINGS = (
    """
SELECT p.uuid, p.display_name, p.party_kind, a.currency, a.shop,
       coalesce(sum(a.amount_minor) FILTER (WHERE a.stands = 'due'), 0) AS amount,
       count(*) FILTER (WHERE a.stands = 'due') AS shares,
       min(a.accrued_at) FILTER (WHERE a.stands = 'due') AS since,
       coalesce(sum(a.amount_minor) FILTER (WHERE a.stands = 'ahead'), 0) AS ahead,
       min(a.payable_from) FILTER (WHERE a.stands = 'ahead') AS ahead_from,
       coalesce(sum(a.amount_minor) FILTER (WHERE a.stands = 'held_back'), 0) AS held_back,
       CASE WHEN p.blocked_at IS NOT NULL THEN 'blocked'
            WHEN sum(a.amount_minor) FILTER (WHERE a.stands = 'due') < 0 THEN 'owed'
            WHEN p.payouts_enabled_at IS NULL THEN 'no_account'
            WHEN sum(a.amount_minor) FILTER (WHERE a.stands = 'due') < %(minimum)s
                THEN 'below_minimum'
            ELSE 'due' END AS standing
  FROM (SELECT a.payee_id, a.currency, a.amount_minor, a.accrued_at, a.payable_from,
               /* shop */ AS shop,
               CASE WHEN /* held */ THEN 'held_back'
                    WHEN a.payable_from > %(cut_off)s THEN 'ahead'
                    ELSE 'due' END AS stands
          FROM settlement_accrual a
          LEFT JOIN (/* together */) c ON c.payee_id = a.payee_id
         WHERE (%(currency)s = '' OR a.currency = %(currency)s)
           AND (%(payees)s::uuid[] IS NULL OR a.payee_id = ANY(%(payees)s))
           AND a.state IN ('accrued', 'payable', 'carried')) a
  JOIN settlement_payee p ON p.uuid = a.payee_id
 GROUP BY p.uuid, p.display_name, p.party_kind, a.currency, a.shop, p.blocked_at,
          p.payouts_enabled_at
 ORDER BY p.display_name, p.uuid, a.currency, a.shop
""".replace("/* held */", _HELD)
    .replace("/* shop */", _SHOP)
    .replace("/* together */", _TOGETHER)
)

_STATEMENT_LINES = """
INSERT INTO settlement_statementline (
    statement_id, accrual_id, tenant_id, invoice_line_id, invoice_number, label, kind,
    earned_at, amount_minor, currency)
SELECT %(statement)s, a.uuid, a.tenant_id, a.invoice_line_id, a.invoice_number, a.label, a.kind,
       a.accrued_at, a.amount_minor, a.currency
  FROM settlement_accrual a
 WHERE a.transfer_id = %(transfer)s AND a.state = 'in_run'
 ORDER BY a.accrued_at, a.uuid
"""


def freeze_run(
    *,
    run: UUID,
    payees: Sequence[UUID],
    currency: str,
    cut_off: datetime,
    minimum: int,
    at: datetime,
) -> None:
    """Claim what is due, freeze a transfer a payee and shop, link its shares, carry the rest."""
    values: dict[str, Any] = {
        "run": run,
        "payees": list(payees),
        "currency": currency,
        "cut_off": cut_off,
        "minimum": minimum,
        "at": at,
    }
    with connection.cursor() as cursor:
        for statement in (_CLAIM, _FREEZE, _LINK, _CARRY):
            cursor.execute(statement, values)


def standing_rows(
    *,
    cut_off: datetime,
    minimum: int,
    at: datetime,
    currency: str = "",
    payees: Sequence[UUID] | None = None,
) -> list[dict[str, Any]]:
    """Return where what is open at each shop stands, of these payees in one currency, or of all."""
    values: dict[str, Any] = {
        "currency": currency,
        "cut_off": cut_off,
        "minimum": minimum,
        "at": at,
        "payees": None if payees is None else list(payees),
    }
    with connection.cursor() as cursor:
        cursor.execute(_STANDINGS, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def write_statement_lines(*, statement: UUID, transfer: UUID) -> None:
    """Copy the shares a transfer pays into its statement."""
    with connection.cursor() as cursor:
        values: dict[str, Any] = {"statement": statement, "transfer": transfer}
        cursor.execute(_STATEMENT_LINES, values)
