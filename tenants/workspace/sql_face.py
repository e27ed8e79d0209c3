"""
Read a shop's face in one statement, written out.

Every page of a shop asks for it: putting the same statement together through the models costs
several times as much as running it.
"""

from __future__ import annotations

from django.db import connection

# One column, for whoever asks for more in the same statement: NULL where no shop was described.
FACE = """(
    SELECT to_jsonb(face)::text
    FROM (
        SELECT name, tagline, about, support_email, support_hours, languages, translations,
               accent, ink_on_accent, surface_tint, radius, type_pairing,
               logo, logo_width, logo_height
        FROM workspace_workspace WHERE id = 1
    ) AS face
)"""


def read_face() -> str | None:
    """Return what `FACE` gives: a JSON object of the columns, or None."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {FACE}")
        return cursor.fetchone()[0]
