"""
Read the shelf in one statement, written out.

Every visit to a shop asks for it, most only to learn that nothing has changed: putting the same
statement together through the models costs ten times as much as running it.
"""

from __future__ import annotations

import json
from typing import Any

from django.db import connection

SHELF = """
SELECT number,
       CASE WHEN number = %(known)s::bigint THEN NULL ELSE (
           SELECT COALESCE(jsonb_agg(jsonb_build_object(
                      'code', code, 'name', name, 'blurb', blurb, 'kind', kind,
                      'allowances', allowances, 'price_minor', price_minor,
                      'wholesale_minor', wholesale_minor, 'currency', currency,
                      'tax_basis_points', tax_basis_points, 'base_code', base_code,
                      'base_name', base_name, 'period', period
                  ) ORDER BY position, id), '[]')
           FROM storefront_offer
           WHERE published_at IS NOT NULL AND withdrawn_at IS NULL
       ) END
FROM storefront_catalogueversion
WHERE id = 1
"""


def read_shelf(*, known_version: int | None) -> tuple[int, list[dict[str, Any]] | None]:
    """Return the shelf's version and its rows in order; None when that version is known."""
    with connection.cursor() as cursor:
        cursor.execute(SHELF, {"known": known_version})
        row = cursor.fetchone()
    if row is None:
        return 0, []
    number, rows = row
    return number, json.loads(rows) if isinstance(rows, str) else rows
