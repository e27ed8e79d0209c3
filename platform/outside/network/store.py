"""What the simulated network remembers, in one SQLite file."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

SCHEMA = """
CREATE TABLE IF NOT EXISTS service (
    id TEXT PRIMARY KEY, msisdn TEXT NOT NULL, iccid TEXT NOT NULL, state TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS one_service_a_number ON service (msisdn)
    WHERE state <> 'terminated';
CREATE UNIQUE INDEX IF NOT EXISTS one_service_a_sim ON service (iccid)
    WHERE state <> 'terminated';
CREATE TABLE IF NOT EXISTS request (
    id TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, status INTEGER NOT NULL, reply TEXT NOT NULL,
    monitor TEXT
);
CREATE TABLE IF NOT EXISTS monitor (
    id TEXT PRIMARY KEY, request TEXT NOT NULL, state TEXT NOT NULL, body TEXT NOT NULL,
    change TEXT NOT NULL, refusal TEXT
);
CREATE TABLE IF NOT EXISTS timer (monitor TEXT PRIMARY KEY, due_at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS fault (
    id INTEGER PRIMARY KEY, verb TEXT NOT NULL, mode TEXT NOT NULL, times INTEGER NOT NULL,
    reason TEXT NOT NULL, after_ms INTEGER
);
CREATE TABLE IF NOT EXISTS port_in (
    id TEXT PRIMARY KEY, request TEXT NOT NULL UNIQUE, fingerprint TEXT NOT NULL,
    service TEXT NOT NULL, msisdn TEXT NOT NULL, operator TEXT NOT NULL, moves_on TEXT NOT NULL,
    state TEXT NOT NULL, reason TEXT NOT NULL, answers_at REAL, will_refuse TEXT
);
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
FORGET = """
DELETE FROM service; DELETE FROM request; DELETE FROM monitor; DELETE FROM timer;
DELETE FROM fault; DELETE FROM setting; DELETE FROM port_in;
"""


class Store:
    """One file, one connection, one request at a time."""

    def __init__(self, path: str) -> None:
        self._lock = threading.RLock()
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._connection.row_factory = sqlite3.Row
        self._connection.executescript(SCHEMA)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keep everything the block writes, or nothing."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def row(self, sql: str, *values: Any) -> sqlite3.Row | None:
        with self._lock:
            return self._connection.execute(sql, values).fetchone()

    def rows(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        with self._lock:
            return self._connection.execute(sql, values).fetchall()

    def write(self, sql: str, *values: Any) -> None:
        with self._lock:
            self._connection.execute(sql, values)

    def forget(self) -> None:
        """Empty every table."""
        with self._lock:
            self._connection.executescript(FORGET)

    def setting(self, name: str, default: Any = None) -> Any:
        found = self.row("SELECT value FROM setting WHERE name = ?", name)
        return json.loads(found["value"]) if found else default

    def set(self, name: str, value: Any) -> None:
        self.write(
            "INSERT INTO setting VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            name,
            json.dumps(value),
        )
