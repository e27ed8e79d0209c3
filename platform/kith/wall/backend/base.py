"""The database backend that holds the wall: role and schema before every cursor."""

from __future__ import annotations

import re
import time
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.backends.postgresql.operations import DatabaseOperations
from django_tenants.postgresql_backend import base as tenants_base
from psycopg2.errors import InFailedSqlTransaction

from kith.runtime.roles import LoginTooStrong
from kith.wall.backend.introspection import SideIntrospection
from kith.wall.one_go import is_in_one_go
from kith.wall.side import OWNER_ROLE, PUBLIC_SCHEMA, Side, TenantNotSet, current_side

# Only the wall may change who is speaking. What plainly tries is refused here; what hides it (in
# a comment, a DO, a function) may pass, so after anything but one plain statement role and schema
# are said again: what the connection remembers cannot drift from what is true.
_TAMPERING = re.compile(
    r"\b(?:RE)?SET\s+(?:SESSION\s+|LOCAL\s+)?(?:ROLE|SESSION\s+AUTHORIZATION|search_path|ALL)\b"
    r"|\bset_config\s*\(|\bDISCARD\s+ALL\b",
    re.IGNORECASE,
)
# What a query cannot do by itself: `set_config` is nobody's to call (kith.runtime.roles), and a
# function that a SELECT calls is the owner's.
_PLAIN = re.compile(
    r"\s*\(*\s*(?:SELECT|INSERT|UPDATE|DELETE|WITH|MERGE|VALUES|SAVEPOINT|RELEASE|DECLARE|FETCH"
    r"|CLOSE|COPY|LOCK|LISTEN|NOTIFY|SHOW|EXPLAIN)\b",
    re.IGNORECASE,
)

IS_STRONG = """
SELECT session_user,
       me.rolsuper OR me.rolbypassrls OR me.rolcreaterole
       OR EXISTS (SELECT 1 FROM pg_roles owner WHERE owner.rolname = %s
                  AND pg_has_role(me.oid, owner.oid, 'MEMBER'))
FROM pg_roles me WHERE me.rolname = session_user
"""
# A connection that answered a moment ago is not asked again whether it lives.
LIVELY_SECONDS = 1.0
# The server keeps what it has read of each tenant's tables for as long as a connection lives, up to
# 0.4 MB a tenant: one that has been in so many is replaced between two pieces of work.
MOST_SCHEMAS = 500


class WallTampered(RuntimeError):
    """A statement tried to change role or schema past the wall."""


def _tampers(sql: str) -> bool:
    return _TAMPERING.search(sql) is not None


def _is_plain(sql: str) -> bool:
    """Say whether this is one statement of a kind that cannot change role or schema."""
    return _PLAIN.match(sql) is not None and ";" not in sql


# The same few statements come again and again: each is read once, unless it is a long one.
_tampers_kept, _is_plain_kept = lru_cache(2048)(_tampers), lru_cache(2048)(_is_plain)
LONG = 4096


def _refuse_tampering(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
    text = sql if isinstance(sql, str) else str(sql)
    is_short = len(text) < LONG
    side = current_side()
    # A migration may write functions that fix their own search path.
    is_owner = side is not None and side.role == OWNER_ROLE
    if not is_owner and (_tampers_kept if is_short else _tampers)(text):
        raise WallTampered("role and schema change only through kith.wall")
    try:
        return execute(sql, params, many, context)
    finally:
        if not (_is_plain_kept if is_short else _is_plain)(text):
            context["connection"].forget_side()


class WallOperations(DatabaseOperations):
    """Django's, with a compiler that works out a model's columns once."""

    compiler_module = "kith.wall.backend.compiler"


class DatabaseWrapper(tenants_base.DatabaseWrapper):
    """
    Sends `SET ROLE` and `SET search_path` together whenever the side has changed.

    What was sent is forgotten at every rollback, because PostgreSQL takes a
    session setting back with the transaction that made it.
    """

    ops_class = WallOperations

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._asserted: tuple[str, str] | None = None
        self._opening = False
        self._built = False
        self._answered_at = 0.0
        self._been_in: set[str] = set()
        super().__init__(*args, **kwargs)
        self.introspection = SideIntrospection(self)
        self._built = True
        self.execute_wrappers.append(_refuse_tampering)

    @property
    def schema_name(self) -> str:
        side = current_side()
        return side.schema if side else PUBLIC_SCHEMA

    @schema_name.setter
    def schema_name(self, value: str | None) -> None:
        """Accept what the parent writes while it is built; the side decides."""

    def set_tenant(self, tenant: Any, include_public: bool = True) -> None:
        if self._built:
            raise WallTampered("enter a tenant with kith.wall.in_tenant, not on the connection")
        self.tenant = tenant

    def set_settings_schema(self, schema_name: str) -> None:
        self.settings_dict["SCHEMA"] = schema_name

    def forget_side(self) -> None:
        """Say role and schema again before the next statement."""
        self._asserted = None

    def _savepoint_allowed(self) -> bool:
        return not is_in_one_go() and super()._savepoint_allowed()

    def connect(self) -> None:
        self._opening, self._asserted = True, None
        try:
            super().connect()
            if settings.KITH_LOGIN_MUST_BE_WEAK and not self.settings_dict.get("MAY_OWN"):
                self._refuse_a_strong_login()
        finally:
            self._opening = False

    def _refuse_a_strong_login(self) -> None:
        with self.connection.cursor() as own:
            own.execute(IS_STRONG, [OWNER_ROLE])
            login, is_strong = own.fetchone()
        if is_strong:
            self.close()
            raise LoginTooStrong(
                f"DATABASE_URL signs in as {login}, who may act as the owner of every table.",
                mend="Use the application's login, which `python -m kith.runtime.roles` makes.",
            )

    def close(self) -> None:
        self._asserted, self._answered_at = None, 0.0
        self._been_in.clear()
        super().close()

    def close_if_unusable_or_obsolete(self) -> None:
        super().close_if_unusable_or_obsolete()
        if len(self._been_in) > MOST_SCHEMAS and not self.in_atomic_block:
            self.close()

    def is_usable(self) -> bool:
        now = time.monotonic()
        if now - self._answered_at < LIVELY_SECONDS:
            return True
        lives = super().is_usable()
        self._answered_at = now if lives else 0.0
        return lives

    def rollback(self) -> None:
        self._asserted = None
        super().rollback()

    def savepoint_rollback(self, sid: str) -> None:
        try:
            super().savepoint_rollback(sid)
        finally:
            self._asserted = None

    def _handle_search_path(self, cursor: Any = None) -> None:
        if self._opening:
            return
        side = current_side()
        if side is None:
            raise TenantNotSet("say whose data this is: in_tenant(...) or in_public()")
        if self._asserted == (side.role, side.schema):
            return
        # The driver's own cursor: past the guard above, and not counted as a query.
        with self.connection.cursor() as own:
            try:
                own.execute(_statement(side))
            except InFailedSqlTransaction:
                # The next statement fails just the same; nothing can be read meanwhile.
                self._asserted = None
            else:
                self._asserted = (side.role, side.schema)
                self._been_in.add(side.schema)


def _statement(side: Side) -> str:
    path = f'"{side.schema}"'
    if side.schema != PUBLIC_SCHEMA:
        path += f', "{PUBLIC_SCHEMA}"'
    return f'SET ROLE "{side.role}"; SET search_path = {path}'
