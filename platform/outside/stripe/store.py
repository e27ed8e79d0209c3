"""Keep everything in one SQLite file, behind one lock."""

import json
import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from outside.stripe.calls import Json

TABLES = """
CREATE TABLE IF NOT EXISTS objects (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
    account TEXT NOT NULL, created INTEGER NOT NULL, body TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS objects_by_kind ON objects (kind, account, created, seq);
CREATE INDEX IF NOT EXISTS objects_by_payment ON objects (json_extract(body, '$.payment_intent'));
CREATE INDEX IF NOT EXISTS objects_by_charge ON objects (json_extract(body, '$.charge'));
CREATE INDEX IF NOT EXISTS objects_by_group ON objects (json_extract(body, '$.transfer_group'));
CREATE INDEX IF NOT EXISTS objects_by_source ON objects (json_extract(body, '$.source'));
CREATE INDEX IF NOT EXISTS sessions_open ON objects (json_extract(body, '$.expires_at'))
    WHERE kind = 'checkout.session' AND json_extract(body, '$.status') = 'open';
CREATE INDEX IF NOT EXISTS disputes_open ON objects (id) WHERE kind = 'dispute'
    AND json_extract(body, '$.status') IN ('needs_response', 'warning_needs_response');
CREATE TABLE IF NOT EXISTS movements (
    account TEXT NOT NULL, currency TEXT NOT NULL, net INTEGER NOT NULL,
    available_on INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS movements_by_account ON movements (account, currency, available_on);
CREATE TABLE IF NOT EXISTS keys (
    key TEXT NOT NULL, account TEXT NOT NULL, endpoint TEXT NOT NULL, fingerprint TEXT NOT NULL,
    status INTEGER NOT NULL, body TEXT NOT NULL, request_id TEXT NOT NULL, used_at REAL NOT NULL,
    PRIMARY KEY (key, account));
CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT, event TEXT NOT NULL, side TEXT NOT NULL,
    due REAL NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL,
    answer TEXT NOT NULL DEFAULT '');
CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (state, due);
CREATE TABLE IF NOT EXISTS links (
    token TEXT PRIMARY KEY, account TEXT NOT NULL, body TEXT NOT NULL, expires_at INTEGER NOT NULL,
    used_at INTEGER);
CREATE TABLE IF NOT EXISTS refunds_under_way (
    refund TEXT PRIMARY KEY, status TEXT NOT NULL, due INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, body TEXT NOT NULL);
"""
EMPTY = """
DELETE FROM objects; DELETE FROM movements; DELETE FROM keys; DELETE FROM deliveries;
DELETE FROM links; DELETE FROM refunds_under_way; DELETE FROM notes;
"""


def new_id(prefix: str) -> str:
    """Return a fresh id in the manner of the API."""
    return f"{prefix}_{secrets.token_hex(12)}"


class Store:
    """Objects by id, and the few tables beside them."""

    def __init__(self, path: str):
        self.lock = threading.RLock()
        self._depth = 0
        self._link = sqlite3.connect(
            path or ":memory:", check_same_thread=False, isolation_level=None
        )
        self._link.row_factory = sqlite3.Row
        # The state is a demo's: losing the last second to a power cut is fine.
        self._link.execute("PRAGMA journal_mode=WAL")
        self._link.execute("PRAGMA synchronous=OFF")
        self._link.executescript(TABLES)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Run a block whole or not at all; nothing else runs meanwhile."""
        with self.lock:
            if not self._depth:
                self._link.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
            except BaseException:
                self._depth -= 1
                if not self._depth:
                    self._link.execute("ROLLBACK")
                raise
            self._depth -= 1
            if not self._depth:
                self._link.execute("COMMIT")

    def run(self, statement: str, *values: Any) -> int:
        """Run one statement; return how many rows it touched."""
        with self.lock:
            return self._link.execute(statement, values).rowcount

    def rows(self, statement: str, *values: Any) -> list[sqlite3.Row]:
        """Return the rows of one question."""
        with self.lock:
            return self._link.execute(statement, values).fetchall()

    def put(self, thing: Json, account: str = "") -> Json:
        """Keep a thing as it now is."""
        self.run(
            "INSERT INTO objects (id, kind, account, created, body) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET body = excluded.body",
            thing["id"],
            thing["object"],
            account,
            thing["created"],
            json.dumps(thing),
        )
        return thing

    def get(self, name: str, kind: str = "", account: str | None = None) -> Json | None:
        """Return the thing of this id, if it is of this kind and account."""
        found = self.rows("SELECT kind, account, body FROM objects WHERE id = ?", name)
        if not found or (kind and found[0]["kind"] != kind):
            return None
        if account is not None and found[0]["account"] != account:
            return None
        return json.loads(found[0]["body"])

    def reversals_of(self, transfer: str) -> list[Json]:
        """Return the ways back of a transfer, newest first."""
        found = self.rows(
            "SELECT body FROM objects WHERE kind = 'transfer_reversal'"
            " AND json_extract(body, '$.transfer') = ? ORDER BY created DESC, seq DESC",
            transfer,
        )
        return [json.loads(row["body"]) for row in found]

    def note(self, name: str, default: Any = None) -> Any:
        """Return what was noted under a name."""
        found = self.rows("SELECT body FROM notes WHERE name = ?", name)
        return json.loads(found[0]["body"]) if found else default

    def set_note(self, name: str, content: Any) -> None:
        """Note something under a name."""
        self.run(
            "INSERT INTO notes VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET body = excluded.body",
            name,
            json.dumps(content),
        )

    def empty(self) -> None:
        """Forget everything."""
        with self.transaction():
            for statement in EMPTY.split(";"):
                self.run(statement)
