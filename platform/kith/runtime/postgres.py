"""
An embedded PostgreSQL: its programs from a wheel, its life in our hands.

    with postgres_server(Path(".kith/demo")) as postgres:
        postgres.url      # what the application signs in with

The data folder outlives the server, however it ends. Two copies run side by side, each with a
port and data of its own.
"""

import contextlib
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import psycopg2

from kith.runtime.binaries import postgres_programs
from kith.runtime.cluster import make_cluster
from kith.runtime.keys import kept_key
from kith.runtime.ports import LOOPBACK
from kith.runtime.refusal import RuntimeRefusal
from kith.runtime.roles import (
    APP,
    MIGRATOR,
    SUPER,
    dsn,
    ensure_database,
    ensure_roles,
    with_database,
)
from kith.runtime.server import EmbeddedServer, NoAnswer, NotYet, say_nothing

DATABASE = "kith"
SOCKET_FOLDER_BYTES = 85

SETTINGS = {
    "listen_addresses": LOOPBACK,
    "max_connections": "120",
    "shared_buffers": "128MB",
    # A schema a tenant: dropping one takes about 300 locks, a dump takes them all.
    "max_locks_per_transaction": "512",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_lock_waits": "on",
    "unix_socket_permissions": "0700",
}

# For throw-away data only: nothing of it survives a power cut.
FAST_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "4GB",
}

# What it answers while it starts, recovers from a crash, or ends: words it has in one language.
COMING = ("is starting up", "is shutting down", "in recovery", "accepting connections")


class StrangersDatabase(RuntimeRefusal):
    """Something answers on our port, but it does not keep its data where ours does."""


class PostgresServer(EmbeddedServer):
    """One PostgreSQL on the loopback address."""

    name = "Postgres"
    # A fast shutdown: connections are closed, what was committed is flushed.
    ends_with = signal.SIGINT
    ends_within_seconds = 20

    def __init__(
        self,
        state_dir: Path,
        port: int | None = None,
        *,
        fast: bool = False,
        database: str = DATABASE,
        say: Callable[[str], None] = say_nothing,
    ) -> None:
        self.database = database
        self._is_fast = fast
        self._socket_folder: Path | None = None
        super().__init__(state_dir, port, say=say)

    @property
    def url(self) -> str:
        """What the application signs in with: a login that holds no rights of its own."""
        return self._address(APP)

    @property
    def migrator_url(self) -> str:
        """What `manage.py migrate` signs in with: the one login that may act as the owner."""
        return self._address(MIGRATOR)

    @property
    def superuser_url(self) -> str:
        """What prepares roles and databases; the application never sees it."""
        return self._address(SUPER)

    def prepare(self) -> None:
        self._programs = postgres_programs(account=self.account)
        self.data_directory = self._home.resolve() / "data"
        make_cluster(
            self.data_directory,
            programs=self._programs,
            superuser=SUPER,
            password=self._password(SUPER),
            account=self.account,
            fast=self._is_fast,
        )

    def start(self) -> None:
        """
        Start the server; its database and roles are there afterwards.

        :raises PortTaken: somebody else listens on the port that was asked for
        :raises ServerDidNotStart: it would not start
        :raises StrangersDatabase: the port is answered by a server that is not ours
        """
        if self.is_alive():
            return
        super().start()
        ensure_database(with_database(self.superuser_url, "postgres"), self.database)
        ensure_roles(
            self.superuser_url,
            self.database,
            app_password=self._password(APP),
            migrator_password=self._password(MIGRATOR),
        )

    def stop(self) -> None:
        """End the server: open connections are closed, what was committed stays."""
        super().stop()
        if self._socket_folder and self._socket_folder.parent != self._home:
            shutil.rmtree(self._socket_folder, ignore_errors=True)

    def command(self) -> Sequence[str | Path]:
        self._socket_folder = self._make_socket_folder()
        settings = {
            **SETTINGS,
            **(FAST_SETTINGS if self._is_fast else {}),
            "port": str(self.port),
            "unix_socket_directories": str(self._socket_folder),
        }
        return [
            self._programs / "postgres",
            f"-D{self.data_directory}",
            *(f"-c{name}={setting}" for name, setting in settings.items()),
        ]

    def look(self) -> None:
        address = with_database(self.superuser_url, "postgres")
        try:
            psycopg2.connect(address, connect_timeout=2).close()
        except psycopg2.OperationalError as error:
            said = str(error).strip()
            if any(words in said for words in COMING):
                raise NotYet(said.rpartition("FATAL:")[2].strip().splitlines()[0]) from error
            raise NoAnswer(said) from error
        require_own_data(address, self.data_directory)

    def _make_socket_folder(self) -> Path:
        folder = self._home / "socket"
        if len(os.fsencode(folder)) > SOCKET_FOLDER_BYTES:
            # The path of a socket has a limit of about a hundred bytes.
            folder = Path(tempfile.mkdtemp(prefix="kith-"))
        folder.mkdir(mode=0o700, exist_ok=True)
        if self.account:
            os.chown(folder, self.account.uid, self.account.gid)
        return folder

    def _address(self, login: str) -> str:
        return address_to_be(self.state_dir, self.port, login=login, database=self.database)

    def _password(self, login: str) -> str:
        return kept_key(self.state_dir, f"postgres-{login}")


def address_to_be(state_dir: Path, port: int, *, login: str, database: str = DATABASE) -> str:
    """Return what a login signs in with once a server of this folder runs on this port."""
    return dsn(login, kept_key(state_dir, f"postgres-{login}"), LOOPBACK, port, database)


def require_own_data(address: str, data_directory: Path) -> None:
    """
    Return when the server at this address keeps its data in this folder.

    :raises StrangersDatabase: it does not; nothing was written to it
    """
    with (
        contextlib.closing(psycopg2.connect(address, connect_timeout=2)) as connection,
        connection.cursor() as cursor,
    ):
        cursor.execute("SHOW data_directory")
        found = cursor.fetchone()[0]
    if Path(found) != data_directory:
        raise StrangersDatabase(
            f"A server answers whose data is in {found}, not in {data_directory}.",
            mend="Nothing was written to it. Name another port.",
        )


def postgres_server(
    state_dir: Path,
    port: int | None = None,
    *,
    fast: bool = False,
    database: str = DATABASE,
    say: Callable[[str], None] = say_nothing,
) -> PostgresServer:
    """
    Start PostgreSQL with its data in this state folder, made the first time.

    Use it as a context manager or call `stop()`. `fast` trades safety against power cuts for
    speed: for tests. A long recovery is waited for; `say` is told every few seconds.

    :raises RuntimeRefusal: with the reason and how to mend it
    """
    return PostgresServer(state_dir, port, fast=fast, database=database, say=say)
