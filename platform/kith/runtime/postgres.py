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
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg2

from kith.runtime.account import remove_state, server_account, server_home
from kith.runtime.binaries import postgres_programs
from kith.runtime.children import has_ended, spawn, stop
from kith.runtime.cluster import make_cluster
from kith.runtime.keys import kept_key
from kith.runtime.ports import LOOPBACK, free_port, is_port_free, require_free_port
from kith.runtime.refusal import RuntimeRefusal
from kith.runtime.roles import APP, SUPER, dsn, ensure_database, ensure_roles, with_database

START_SECONDS = 10
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


class PostgresDidNotStart(RuntimeRefusal):
    """The server ended, or did not answer in time; its last words are in the message."""


class StrangersDatabase(RuntimeRefusal):
    """Something answers on our port, but it does not keep its data where ours does."""


class PostgresServer:
    """One PostgreSQL on the loopback address; started on construction, ended by `stop`."""

    def __init__(
        self,
        state_dir: Path,
        port: int | None = None,
        *,
        fast: bool = False,
        database: str = "kith",
    ) -> None:
        self.state_dir = Path(state_dir).resolve()
        self.database = database
        self._settings = SETTINGS | (FAST_SETTINGS if fast else {})
        self._port_was_asked_for = port is not None
        self._child: subprocess.Popen | None = None
        self._socket_folder: Path | None = None

        self.account = server_account()
        self._home = server_home(self.state_dir, "postgres", account=self.account)
        self._programs = postgres_programs(account=self.account)
        self.data_directory = self._home.resolve() / "data"
        self._log = self.state_dir / "postgres.log"
        make_cluster(
            self.data_directory,
            programs=self._programs,
            superuser=SUPER,
            password=self._password(SUPER),
            account=self.account,
            fast=fast,
        )
        self.port = port or free_port()
        self.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """What the application signs in with: a login that holds no rights of its own."""
        return dsn(APP, self._password(APP), LOOPBACK, self.port, self.database)

    @property
    def superuser_url(self) -> str:
        """What prepares roles and databases; the application never sees it."""
        return dsn(SUPER, self._password(SUPER), LOOPBACK, self.port, self.database)

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child else None

    def is_alive(self) -> bool:
        """Tell whether our server process is running."""
        return self._child is not None and not has_ended(self._child)

    def start(self) -> None:
        """
        Start the server on its port, trying for ten seconds when a crash left traces.

        :raises PortTaken: somebody else listens on the port that was asked for
        :raises PostgresDidNotStart: it would not start
        :raises StrangersDatabase: the port is answered by a server that is not ours
        """
        if self.is_alive():
            return
        self.stop()
        deadline = time.monotonic() + START_SECONDS
        while True:
            self._settle_port()
            try:
                self._start_once(deadline)
                break
            except PostgresDidNotStart:
                # After a crash the old server's last processes may still hold the data.
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)
        ensure_database(with_database(self.superuser_url, "postgres"), self.database)
        ensure_roles(self.superuser_url, self.database, app_password=self._password(APP))

    def stop(self) -> None:
        """End the server: open connections are closed, what was committed stays."""
        if self._child is not None:
            stop(self._child, with_signal=signal.SIGINT, seconds=20)
            self._child = None
        if self._socket_folder and self._socket_folder.parent != self._home:
            shutil.rmtree(self._socket_folder, ignore_errors=True)

    def remove(self) -> None:
        """Stop the server and delete its whole state folder."""
        self.stop()
        remove_state(self.state_dir)

    def _settle_port(self) -> None:
        if self._port_was_asked_for:
            mend = "Stop what listens there, or name another port."
            require_free_port(self.port, wanted_by="PostgreSQL", mend=mend)
        elif not is_port_free(self.port):
            # Ours was free a moment ago; somebody was quicker.
            self.port = free_port()

    def _start_once(self, deadline: float) -> None:
        self._socket_folder = self._make_socket_folder()
        settings = self._settings | {
            "port": str(self.port),
            "unix_socket_directories": str(self._socket_folder),
        }
        with self._log.open("ab") as log:
            self._child = spawn(
                [
                    self._programs / "postgres",
                    f"-D{self.data_directory}",
                    *(f"-c{name}={setting}" for name, setting in settings.items()),
                ],
                output=log,
                account=self.account,
                cwd="/",
                # A fast shutdown: connections are closed, what was committed is flushed.
                death_signal=signal.SIGINT,
            )
        try:
            self._wait_for_answer(deadline)
            require_own_data(with_database(self.superuser_url, "postgres"), self.data_directory)
        except BaseException:
            self.stop()
            raise

    def _wait_for_answer(self, deadline: float) -> None:
        address = with_database(self.superuser_url, "postgres")
        while True:
            try:
                psycopg2.connect(address, connect_timeout=2).close()
                return
            except psycopg2.OperationalError as error:
                if not self.is_alive():
                    raise PostgresDidNotStart(f"PostgreSQL ended: {self._last_words()}") from error
                if time.monotonic() > deadline:
                    raise PostgresDidNotStart(
                        f"PostgreSQL gave no answer: {str(error).strip()} {self._last_words()}"
                    ) from error
            time.sleep(0.02)

    def _make_socket_folder(self) -> Path:
        folder = self._home / "socket"
        if len(os.fsencode(folder)) > SOCKET_FOLDER_BYTES:
            # The path of a socket has a limit of about a hundred bytes.
            folder = Path(tempfile.mkdtemp(prefix="kith-"))
        folder.mkdir(mode=0o700, exist_ok=True)
        if self.account:
            os.chown(folder, self.account.uid, self.account.gid)
        return folder

    def _password(self, login: str) -> str:
        return kept_key(self.state_dir, f"postgres-{login}")

    def _last_words(self) -> str:
        return " / ".join(self._log.read_text(errors="replace").splitlines()[-4:])


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
    state_dir: Path, port: int | None = None, *, fast: bool = False, database: str = "kith"
) -> PostgresServer:
    """
    Start PostgreSQL with its data in this state folder, made the first time.

    Use it as a context manager or call `stop()`. `fast` trades safety against power cuts for
    speed: for tests.

    :raises RuntimeRefusal: with the reason and how to mend it
    """
    return PostgresServer(state_dir, port, fast=fast, database=database)
