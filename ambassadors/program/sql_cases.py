"""Find cases by the name of their candidate, in one statement."""

from uuid import UUID

from django.db import connection

from tenants.accounts.sql_people import PEOPLE

FIND = f"""
SELECT k.uuid FROM program_promotioncase k
JOIN {PEOPLE} p ON p.id = k.person_id
WHERE p.full_name ILIKE %(like)s OR p.handle ILIKE %(like)s
"""


def cases_of_people_named(*, text: str) -> list[UUID]:
    """Return the cases whose candidate's name or handle contains the text."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    with connection.cursor() as cursor:
        cursor.execute(FIND, {"like": f"%{escaped}%"})
        return [row[0] for row in cursor.fetchall()]
