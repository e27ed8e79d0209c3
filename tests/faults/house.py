"""A whole Kith in processes of its own, looked at from outside."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import psycopg2

from kith.runtime.keys import kept_key
from kith.runtime.roles import SUPER, dsn
from outside.launcher.running import RunningKith, running_kith
from outside.stripe.testing import Control

# What a busy machine of two cores needs to bring everything back.
PATIENCE_SECONDS = 400
# The times of a transmission that say how long it waits and since when it is in doubt.
TIMES_OF_DOUBT = (
    *("first_sent_at", "last_sent_at", "doubted_at"),
    *("wait_until", "first_empty_read_at"),
)


@dataclass(frozen=True)
class House:
    """A running Kith, its database, and the processor it talks to."""

    kith: RunningKith

    @property
    def stripe(self) -> Control:
        """The control of this Kith's payment processor."""
        return Control(self.kith.env["STRIPE_API_BASE"])

    def rows(self, statement: str, *values: Any) -> list[tuple]:
        """Return what one statement reads, past every wall, in a connection of its own."""
        with contextlib.closing(
            psycopg2.connect(self.superuser_address, connect_timeout=5)
        ) as connection:
            with connection.cursor() as cursor:
                cursor.execute(statement, values)
                return cursor.fetchall()

    def in_shop(self, slug: str, statement: str, *values: Any) -> list[tuple]:
        """Return what one statement reads of a shop's tables; `{shop}` stands for its schema."""
        [(schema,)] = self.rows("SELECT schema_name FROM registry_tenant WHERE slug = %s", slug)
        return self.rows(statement.replace("{shop}", f'"{schema}"'), *values)

    def change(self, statement: str, *values: Any) -> None:
        """Change what no visitor can: the past, as if time had gone by."""
        with contextlib.closing(
            psycopg2.connect(self.superuser_address, connect_timeout=5)
        ) as connection:
            with connection, connection.cursor() as cursor:
                cursor.execute(statement, values)

    def shops(self) -> list[str]:
        """Return the slugs of the shops that are open, the telco's own among them."""
        return [slug for (slug,) in self.rows("SELECT slug FROM registry_tenant ORDER BY slug")]

    def ready(self) -> tuple[int, dict[str, Any]]:
        """Return the status and the content of `/readyz`; 0 when nobody answers."""
        try:
            answer = httpx.get(
                self.kith.loopback("/readyz"),
                headers={"Host": self.kith.host()},
                timeout=10,
                trust_env=False,
            )
            return answer.status_code, answer.json()
        except (httpx.HTTPError, json.JSONDecodeError) as silence:
            return 0, {"reason": type(silence).__name__}

    def wait_until_ready(self, *, within: float = PATIENCE_SECONDS) -> None:
        """Wait until every part does its work."""
        self.wait_for(lambda: self.ready()[0] == 200, "/readyz to say 200", within=within)

    def wait_for(
        self, is_so: Callable[[], bool], what: str, *, within: float = PATIENCE_SECONDS
    ) -> None:
        """Wait for a condition, asked ten times a second; what the house last said is shown."""
        deadline = time.monotonic() + within
        while not is_so():
            if time.monotonic() > deadline:
                raise TimeoutError(
                    f"waited {within:.0f} s for {what}\n{self.ready()}\n{self.last_words()}"
                )
            time.sleep(0.1)

    def is_calm(self) -> bool:
        """Tell whether nothing is due: every letter sorted, every delivery made or waiting."""
        [(unsorted, due)] = self.rows(
            "SELECT (SELECT count(*) FROM outbox_letter WHERE sorted_at IS NULL"
            "  AND (available_at IS NULL OR available_at <= now())),"
            " (SELECT count(*) FROM outbox_delivery WHERE done_at IS NULL AND parked_at IS NULL"
            "  AND (next_try_at <= now() OR taken_at IS NOT NULL))"
        )
        return (unsorted, due) == (0, 0) and self.stripe.drain(seconds=5)

    def let_pass(self, *, hours: float) -> None:
        """
        Let time go by for whatever waits: letters to be tried again, what was sent and is in doubt.

        What has happened keeps its time; only the waits are that much nearer their end.
        """
        self.change(
            "UPDATE outbox_delivery SET next_try_at = next_try_at - make_interval(secs => %s)"
            " WHERE done_at IS NULL AND parked_at IS NULL",
            hours * 3600,
        )
        moved = ", ".join(f"{at} = {at} - make_interval(secs => %s)" for at in TIMES_OF_DOUBT)
        for table in self._transmissions():
            self.change(
                f"UPDATE {table} SET {moved} WHERE state NOT IN ('done', 'failed')",
                *[hours * 3600] * len(TIMES_OF_DOUBT),
            )

    def under_way(self) -> list[tuple[str, str, str]]:
        """Return what was sent outside and has not ended: its table, state and purpose."""
        return [
            (table, state, purpose)
            for table in self._transmissions()
            for state, purpose in self.rows(
                f"SELECT state, purpose FROM {table} WHERE state NOT IN ('done', 'failed')"
            )
        ]

    def orders_by(self, email: str) -> int:
        """Return how many orders there are in somebody's name, in all shops together."""
        return sum(
            self.in_shop(
                slug, "SELECT count(*) FROM {shop}.ordering_order WHERE contact_email = %s", email
            )[0][0]
            for slug in self.shops()
        )

    def _transmissions(self) -> list[str]:
        """Return the tables of what is sent outside, the shops' among them."""
        found = self.rows(
            "SELECT table_schema, table_name FROM information_schema.columns"
            " WHERE column_name IN ('idem_key', 'first_empty_read_at')"
            " GROUP BY 1, 2 HAVING count(*) = 2 ORDER BY 1, 2"
        )
        return [f'"{schema}"."{table}"' for schema, table in found]

    @property
    def superuser_address(self) -> str:
        """Where its database is reached past every wall."""
        place = urlsplit(self.kith.env["DATABASE_URL"])
        secret = kept_key(self.kith.state_dir, f"postgres-{SUPER}")
        return dsn(SUPER, secret, place.hostname or "", place.port or 0, place.path.lstrip("/"))

    def last_words(self) -> str:
        """Return the end of what the launcher has said."""
        said = (self.kith.state_dir / "demo.log").read_text(errors="replace")
        return "\n".join(said.splitlines()[-30:])


@contextlib.contextmanager
def running_house(state_dir: Path, **env: str) -> Iterator[House]:
    """Start a house from this folder, as `make demo` does, and end it with the block."""
    with running_kith(state_dir, has_history=False, env=env) as kith:
        yield House(kith)
