"""Read a schema's structure into one DDL script that builds another like it."""

from __future__ import annotations

from typing import Any

# Stands for the schema's name in a recorded script.
PLACE = "__schema__"

# Asked once: the catalogue of a cluster holds every tenant's tables, and no index by schema.
_OIDS = "SELECT oid FROM pg_class WHERE relnamespace = %s::regnamespace AND relkind = 'r'"
_COLUMNS = """
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,
       a.attgenerated, pg_get_expr(d.adbin, d.adrelid),
       CASE WHEN co.collname <> 'default' THEN quote_ident(co.collname) END
FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
LEFT JOIN pg_collation co ON co.oid = a.attcollation
WHERE c.oid = ANY(%s)
ORDER BY c.relname, a.attnum
"""
_CONSTRAINTS = """
SELECT c.relname, con.conname, pg_get_constraintdef(con.oid)
FROM pg_constraint con JOIN pg_class c ON c.oid = con.conrelid
WHERE c.oid = ANY(%s) AND con.contype IN ('p', 'u', 'c', 'x', 'f')
ORDER BY con.contype = 'f', c.relname, con.conname
"""
_INDEXES = """
SELECT pg_get_indexdef(i.indexrelid)
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE i.indrelid = ANY(%s)
  AND NOT EXISTS (SELECT 1 FROM pg_constraint con WHERE con.conrelid = i.indrelid
                  AND con.conindid = i.indexrelid AND con.contype IN ('p', 'u', 'x'))
ORDER BY c.relname
"""
_FUNCTIONS = """
SELECT pg_get_functiondef(p.oid) FROM pg_proc p WHERE p.pronamespace = %s::regnamespace
ORDER BY p.proname
"""
_TRIGGERS = """
SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE c.oid = ANY(%s) AND NOT t.tgisinternal ORDER BY c.relname, t.tgname
"""
_POLICIES = "SELECT 1 FROM pg_policies WHERE schemaname = %s"


def record_blueprint(cursor: Any, schema: str) -> str:
    """
    Return a DDL script that builds a schema like this one, names kept.

    The script says `__schema__` where the new schema's name goes. It holds
    tables, constraints, indexes, functions, triggers and the migration
    records, so that a built schema equals a migrated one.

    :raises ValueError: the schema holds something the script cannot carry
    """
    cursor.execute(_POLICIES, [schema])
    if cursor.fetchone():
        raise ValueError("a tenant schema needs no row policies: its role sees only itself")
    cursor.execute(_OIDS, [schema])
    oids = [row[0] for row in cursor.fetchall()]
    parts = [f"SET LOCAL search_path = {PLACE}, public"]
    parts += _tables(cursor, schema, oids)
    cursor.execute(_FUNCTIONS, [schema])
    parts += [_placed(row[0], schema) for row in cursor.fetchall()]
    cursor.execute(_CONSTRAINTS, [oids])
    parts += [
        f'ALTER TABLE {PLACE}."{table}" ADD CONSTRAINT "{name}" {_placed(definition, schema)}'
        for table, name, definition in cursor.fetchall()
    ]
    for query in (_INDEXES, _TRIGGERS):
        cursor.execute(query, [oids])
        parts += [_placed(row[0], schema) for row in cursor.fetchall()]
    parts.append(_migrations(cursor, schema))
    return ";\n".join(part for part in parts if part) + ";\n"


def _tables(cursor: Any, schema: str, oids: list[int]) -> list[str]:
    cursor.execute(_COLUMNS, [oids])
    tables: dict[str, list[str]] = {}
    for table, column, kind, not_null, identity, generated, default, collation in cursor.fetchall():
        line = f'"{column}" {kind}'
        if collation:
            line += f" COLLATE {collation}"
        if identity:
            always = "ALWAYS" if identity == "a" else "BY DEFAULT"
            line += f" GENERATED {always} AS IDENTITY"
        elif generated:
            kept = "STORED" if generated == "s" else "VIRTUAL"
            line += f" GENERATED ALWAYS AS ({default}) {kept}"
        elif default is not None:
            line += f" DEFAULT {_placed(default, schema)}"
        tables.setdefault(table, []).append(line + (" NOT NULL" if not_null else ""))
    return [
        f'CREATE TABLE {PLACE}."{table}" (' + ", ".join(columns) + ")"
        for table, columns in tables.items()
    ]


def _migrations(cursor: Any, schema: str) -> str:
    cursor.execute(
        f"SELECT string_agg(format('(%L, %L, now())', app, name), ', ' ORDER BY id) "
        f'FROM "{schema}".django_migrations'
    )
    rows = cursor.fetchone()[0]
    return f"INSERT INTO {PLACE}.django_migrations (app, name, applied) VALUES {rows}"


def _placed(definition: str, schema: str) -> str:
    return definition.replace(f'"{schema}".', f"{PLACE}.").replace(f"{schema}.", f"{PLACE}.")
