"""What the tables of one side are."""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql.introspection import TableInfo
from django_tenants.postgresql_backend.introspection import DatabaseSchemaIntrospection

_TABLES = """
SELECT relname, CASE WHEN relispartition THEN 'p' WHEN relkind IN ('m', 'v') THEN 'v' ELSE 't' END,
       NULL
FROM pg_catalog.pg_class
WHERE relkind IN ('f', 'm', 'p', 'r', 'v') AND relnamespace = %s::regnamespace
"""


class SideIntrospection(DatabaseSchemaIntrospection):
    """Looks at the schema this work stands in, whatever else the cluster holds."""

    def get_table_list(self, cursor: Any) -> list[TableInfo]:
        # The library asks of every table of every tenant whether it is in sight.
        cursor.execute(_TABLES, [f'"{self.connection.schema_name}"'])
        return [TableInfo(*row) for row in cursor.fetchall()]
