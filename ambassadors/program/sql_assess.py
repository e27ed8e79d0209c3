"""
What everyone is measured by, and who meets the next step: one statement for all.

A loop over a million people takes hours where these take seconds, so the sums stay
in the database. The statements read the public tables of people, tenants, referrals
and the shops' own counts, and nothing of a tenant's schema.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from ambassadors.referral.sql_referrals import COUNTING
from kith.wall import day_here
from tenants.accounts.sql_people import PEOPLE
from tenants.registry.sql_tenants import OWNED

# A share of fewer lines than this says nothing about anybody.
FEWEST_LINES_FOR_A_RATE = 10
DECISION_DAYS = 14

WEIGHED = f"""
WITH own AS (
    SELECT person_id, SUM(active_lines) AS active_lines
    FROM program_circlemeasure GROUP BY person_id
), brought AS (
    SELECT r.referrer_id AS person_id,
           COUNT(DISTINCT r.id) FILTER (
               WHERE r.qualified_at IS NOT NULL AND r.qualified_at <= %(at)s
           ) AS qualified,
           COALESCE(SUM(m.active_lines), 0) AS active_lines,
           COALESCE(SUM(m.lines_served_90d), 0) AS served_90d,
           COALESCE(SUM(m.lines_served_12m), 0) AS served_12m
    FROM {COUNTING} r
    LEFT JOIN program_circlemeasure m ON m.person_id = r.referred_id
    GROUP BY r.referrer_id
), shop AS (
    SELECT t.owner_id AS person_id, SUM(m.active_lines) AS active_lines,
           SUM(m.lines_served_90d) AS served_90d, SUM(m.lines_served_12m) AS served_12m
    FROM {OWNED} t JOIN program_circlemeasure m ON m.tenant_id = t.uuid
    -- Own lines earn nothing and prove nothing.
    WHERE m.person_id <> t.owner_id
    GROUP BY t.owner_id
), facts AS (
    SELECT p.id AS person_id,
           COALESCE(s.tier_code, 'customer') AS tier_code,
           GREATEST(0, EXTRACT(EPOCH FROM %(at)s - p.created_at)::bigint / 86400) AS account_days,
           GREATEST(0, EXTRACT(EPOCH FROM %(at)s - COALESCE(s.starts_at, p.created_at))::bigint
               / 86400) AS tier_days,
           COALESCE(own.active_lines, 0) AS own_lines,
           COALESCE(brought.qualified, 0) AS qualified_referrals,
           COALESCE(shop.active_lines, brought.active_lines, 0) AS active_lines,
           COALESCE(shop.served_90d, brought.served_90d, 0) AS served_90d,
           COALESCE(shop.served_12m, brought.served_12m, 0) AS served_12m
    FROM {PEOPLE} p
    LEFT JOIN program_standing s ON s.person_id = p.id AND s.ends_at IS NULL
    LEFT JOIN own ON own.person_id = p.id
    LEFT JOIN brought ON brought.person_id = p.id
    LEFT JOIN shop ON shop.person_id = p.id
    WHERE p.is_active AND (%(person)s::uuid IS NULL OR p.id = %(person)s::uuid)
), next_step AS (
    SELECT here.code AS from_tier, there.code AS to_tier, there.id AS tier_id,
           there.signatures_needed
    FROM program_tier here
    JOIN program_tier there
      ON there.programme_id = here.programme_id AND there.position = here.position + 1
    WHERE here.programme_id = %(programme)s
), asked AS (
    -- What each step asks; other numbers where somebody rehearses them.
    SELECT c.tier_id, c.code, c.position, COALESCE(
               (%(instead)s::jsonb ->> (t.code || '.' || c.code))::bigint, c.threshold
           ) AS threshold
    FROM program_criterion c JOIN program_tier t ON t.id = c.tier_id
    WHERE t.programme_id = %(programme)s
), weighed AS (
    SELECT f.person_id, n.from_tier, n.to_tier, n.signatures_needed,
           c.code, c.position, c.threshold, v.value, v.value >= c.threshold AS is_met
    FROM facts f
    JOIN next_step n ON n.from_tier = f.tier_code
    JOIN asked c ON c.tier_id = n.tier_id
    CROSS JOIN LATERAL (SELECT CASE c.code
        WHEN 'account_days' THEN f.account_days
        WHEN 'tier_days' THEN f.tier_days
        WHEN 'own_lines' THEN f.own_lines
        WHEN 'qualified_referrals' THEN f.qualified_referrals
        WHEN 'active_lines' THEN f.active_lines
        WHEN 'retention_90d' THEN CASE WHEN f.served_90d < %(fewest)s THEN 0
            ELSE f.active_lines * 100 / f.served_90d END
        WHEN 'retention_12m' THEN CASE WHEN f.served_12m < %(fewest)s THEN 0
            ELSE f.active_lines * 100 / f.served_12m END
    END::bigint AS value) v
)
"""

WEIGH = "\n".join(
    (WEIGHED, "SELECT code, value, threshold, is_met FROM weighed ORDER BY position, code")
)

READY = """
, ready AS (
    SELECT person_id, from_tier, to_tier, signatures_needed FROM weighed w
    WHERE NOT EXISTS (
        SELECT 1 FROM program_promotioncase k WHERE k.person_id = w.person_id
        AND (k.decided_at IS NULL OR k.retry_on > %(today)s::date)
    )
    GROUP BY person_id, from_tier, to_tier, signatures_needed HAVING BOOL_AND(is_met)
)
"""

WHO_IS_READY = "\n".join((WEIGHED, READY, "SELECT person_id, to_tier FROM ready"))

CASES = """
, opened AS (
    INSERT INTO program_promotioncase (
        uuid, person_id, run_id, from_tier, to_tier, signatures_needed, opened_at, due_on,
        outcome, reason_codes, reason_text)
    SELECT gen_random_uuid(), person_id, %(run)s, from_tier, to_tier, signatures_needed, %(at)s,
           %(today)s::date + %(days)s, '', '[]'::jsonb, ''
    FROM ready
    ON CONFLICT DO NOTHING
    RETURNING uuid, person_id
), written AS (
    INSERT INTO program_casecriterion (
        case_id, code, position, value, threshold, is_met, evidence)
    SELECT o.uuid, w.code, w.position, w.value, w.threshold, w.is_met, '{}'::jsonb
    FROM opened o JOIN weighed w USING (person_id)
)
SELECT COUNT(*) FROM opened
"""
OPEN_CASES = "\n".join((WEIGHED, READY, CASES))

REFERRAL_EVIDENCE = f"""
UPDATE program_casecriterion c SET evidence = found.evidence
FROM (
    SELECT k.uuid AS case_id, jsonb_build_object('referrals', jsonb_agg(jsonb_build_object(
        'id', r.id, 'person', r.referred_id, 'qualified_at', r.qualified_at)
        ORDER BY r.qualified_at, r.id)) AS evidence
    FROM program_promotioncase k JOIN {COUNTING} r ON r.referrer_id = k.person_id
    WHERE k.run_id = %(run)s AND r.qualified_at IS NOT NULL
    GROUP BY k.uuid
) found
WHERE c.case_id = found.case_id AND c.code = 'qualified_referrals'
"""

LINE_EVIDENCE = f"""
UPDATE program_casecriterion c SET evidence = found.evidence
FROM (
    SELECT case_id, own, jsonb_build_object('counts', jsonb_agg(jsonb_build_object(
        'tenant', tenant_id, 'active', active, 'served_90d', served_90d,
        'served_12m', served_12m, 'measured_at', measured_at) ORDER BY tenant_id)) AS evidence
    FROM (
        SELECT k.uuid AS case_id, m.person_id = k.person_id AS own, m.tenant_id,
               SUM(m.active_lines) AS active, SUM(m.lines_served_90d) AS served_90d,
               SUM(m.lines_served_12m) AS served_12m, MAX(m.measured_at) AS measured_at
        FROM program_promotioncase k
        -- Three indexed look-ups a case; an OR between them would read every count there is.
        JOIN LATERAL (
            SELECT c.* FROM program_circlemeasure c WHERE c.person_id = k.person_id
            UNION SELECT c.* FROM program_circlemeasure c
                JOIN {OWNED} t ON t.uuid = c.tenant_id WHERE t.owner_id = k.person_id
            UNION SELECT c.* FROM program_circlemeasure c
                JOIN {COUNTING} r ON r.referred_id = c.person_id
                WHERE r.referrer_id = k.person_id
        ) m ON true
        WHERE k.run_id = %(run)s
        GROUP BY k.uuid, m.person_id = k.person_id, m.tenant_id
    ) counted
    GROUP BY case_id, own
) found
WHERE c.case_id = found.case_id AND found.own = (c.code = 'own_lines')
  AND c.code IN ('own_lines', 'active_lines', 'retention_90d', 'retention_12m')
"""


def weigh_person(
    *, person_id: UUID, programme_id: int, at: datetime
) -> list[tuple[str, int, int, bool]]:
    """Return one person's measures against the next step: code, value, threshold, met."""
    with connection.cursor() as cursor:
        cursor.execute(WEIGH, _facts(programme_id, at) | {"person": str(person_id)})
        return cursor.fetchall()


def people_ready(*, programme_id: int, at: datetime, instead: Mapping[str, int]) -> dict[UUID, str]:
    """
    Return who meets the next step and has no case, and which step that is.

    `instead` are other thresholds than the programme's, by "tier.measure".
    """
    facts = _facts(programme_id, at) | {
        "instead": json.dumps(dict(instead)),
        "today": day_here(at),
    }
    with connection.cursor() as cursor:
        cursor.execute(WHO_IS_READY, facts)
        return dict(cursor.fetchall())


def open_cases(*, run_id: int, programme_id: int, at: datetime) -> int:
    """Open a case, evidence included, for each person who meets all of the next step."""
    facts = _facts(programme_id, at) | {
        "run": run_id,
        "days": DECISION_DAYS,
        "today": day_here(at),
    }
    with connection.cursor() as cursor:
        cursor.execute(OPEN_CASES, facts)
        opened = cursor.fetchone()[0]
        cursor.execute(REFERRAL_EVIDENCE, {"run": run_id})
        cursor.execute(LINE_EVIDENCE, {"run": run_id})
    return opened


def _facts(programme_id: int, at: datetime) -> dict[str, Any]:
    return {
        "at": at,
        "programme": programme_id,
        "person": None,
        "instead": "{}",
        "fewest": FEWEST_LINES_FOR_A_RATE,
    }
