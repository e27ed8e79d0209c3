"""A whole Kith in processes of its own, looked at from outside."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psycopg2

from kith.runtime.keys import kept_key
from kith.runtime.roles import SUPER, dsn
from outside.launcher.running import RunningKith, running_kith
from outside.stripe.testing import Control

# What a busy machine of two cores needs to bring everything back.
PATIENCE_SECONDS = 120


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
        database = self.kith.env["DATABASE_URL"].rpartition("@")[2]
        host, _, path = database.partition("/")
        address = dsn(
            SUPER,
            kept_key(self.kith.state_dir, f"postgres-{SUPER}"),
            host.partition(":")[0],
            int(host.partition(":")[2]),
            path,
        )
        with contextlib.closing(psycopg2.connect(address, connect_timeout=5)) as connection:
            with connection.cursor() as cursor:
                cursor.execute(statement, values)
                return cursor.fetchall()

    def in_shop(self, slug: str, statement: str, *values: Any) -> list[tuple]:
        """Return what one statement reads of a shop's tables; `{shop}` stands for its schema."""
        [(schema,)] = self.rows("SELECT schema_name FROM registry_tenant WHERE slug = %s", slug)
        return self.rows(statement.replace("{shop}", f'"{schema}"'), *values)

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

    def last_words(self) -> str:
        """Return the end of what the launcher has said."""
        said = (self.kith.state_dir / "demo.log").read_text(errors="replace")
        return "\n".join(said.splitlines()[-30:])


@contextlib.contextmanager
def running_house(state_dir: Path, **env: str) -> Iterator[House]:
    """Start a house from this folder, as `make demo` does, and end it with the block."""
    with running_kith(state_dir, has_history=False, env=env) as kith:
        yield House(kith)
