"""
Read the shelf, written out.

Every visit to a shop asks for it, most only to learn that nothing has changed: putting the same
statement together through the models costs ten times as much as running it.
"""

from __future__ import annotations

import json
from typing import Any

from django.db import connection

from kith.series.versions import VERSION
from tenants.workspace.sql_face import FACE

# The series whose number is the shelf's version.
SHELF = "shelf"
STATE = f"""
SELECT {VERSION}, {FACE}
"""
OFFERS = """
SELECT COALESCE(jsonb_agg(jsonb_build_object(
           'code', code, 'name', name, 'blurb', blurb, 'translations', translations,
           'kind', kind,
           'allowances', allowances, 'price_minor', price_minor,
           'wholesale_minor', wholesale_minor, 'currency', currency,
           'tax_basis_points', tax_basis_points, 'base_code', base_code,
           'base_name', base_name, 'period', period
       ) ORDER BY position, id), '[]')::text
FROM storefront_offer
WHERE published_at IS NOT NULL AND withdrawn_at IS NULL
"""


def read_state() -> tuple[int, str | None]:
    """Return the shelf's version, 0 when it was never filled, and the shop's face."""
    with connection.cursor() as cursor:
        cursor.execute(STATE, [SHELF])
        return cursor.fetchone()


def read_offers() -> list[dict[str, Any]]:
    """Return the offers on sale in the order of the shelf."""
    with connection.cursor() as cursor:
        cursor.execute(OFFERS)
        return json.loads(cursor.fetchone()[0])
