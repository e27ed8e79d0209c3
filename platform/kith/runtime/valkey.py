"""An embedded Valkey: cache and wake-ups, on the loopback address, behind a password."""

import os
import signal
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from kith.runtime.account import remove_state, server_account, server_home
from kith.runtime.binaries import valkey_program
from kith.runtime.children import has_ended, spawn, stop
from kith.runtime.keys import kept_key
from kith.runtime.ports import LOOPBACK, free_port, is_port_free, require_free_port
from kith.runtime.refusal import RuntimeRefusal

START_SECONDS = 10

# We ask again ourselves, sooner than the client would.
NEVER_AGAIN = Retry(NoBackoff(), retries=0)


class ValkeyDidNotStart(RuntimeRefusal):
    """The server ended, or did not answer in time; its last words are in the message."""


class ValkeyServer:
    """One Valkey on the loopback address; started on construction, ended by `stop`."""

    def __init__(
        self, state_dir: Path, port: int | None = None, *, persistent: bool = False
    ) -> None:
        self.state_dir = Path(state_dir).resolve()
        self._persistent = persistent
        self._port_was_asked_for = port is not None
        self._child: subprocess.Popen | None = None
        self.account = server_account()
        self._home = server_home(self.state_dir, "valkey", account=self.account)
        self._program = valkey_program(account=self.account)
        self._log = self.state_dir / "valkey.log"
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
        """The address with its password, of database 0."""
        return f"redis://:{self._password}@{LOOPBACK}:{self.port}/0"

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child else None

    def is_alive(self) -> bool:
        """Tell whether our server process is running."""
        return self._child is not None and not has_ended(self._child)

    def start(self) -> None:
        """
        Start the server on its port.

        :raises PortTaken: somebody else listens on the port that was asked for
        :raises ValkeyDidNotStart: it would not start
        """
        if self.is_alive():
            return
        self.stop()
        deadline = time.monotonic() + START_SECONDS
        while True:
            self._settle_port()
            try:
                self._start_once(deadline)
                return
            except ValkeyDidNotStart:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    def stop(self) -> None:
        """End the server; what it keeps on disk, if it does, is written first."""
        if self._child is not None:
            stop(self._child, with_signal=signal.SIGTERM)
            self._child = None

    def remove(self) -> None:
        """Stop the server and delete its whole state folder."""
        self.stop()
        remove_state(self.state_dir)

    def _settle_port(self) -> None:
        if self._port_was_asked_for:
            mend = "Stop what listens there, or name another port."
            require_free_port(self.port, wanted_by="Valkey", mend=mend)
        elif not is_port_free(self.port):
            self.port = free_port()

    def _start_once(self, deadline: float) -> None:
        with self._log.open("ab") as log:
            self._child = spawn(
                [self._program, self._write_settings()],
                output=log,
                account=self.account,
                cwd="/",
                death_signal=signal.SIGTERM,
            )
        try:
            self._wait_until_ours(deadline)
        except BaseException:
            self.stop()
            raise

    def _write_settings(self) -> Path:
        """Write the settings into a file: a password on a command line is seen by everybody."""
        path = self._home / "valkey.conf"
        settings = {
            "bind": LOOPBACK,
            "port": str(self.port),
            "requirepass": self._password,
            "dir": f'"{self._home}"',
            "save": '""',
            "appendonly": "yes" if self._persistent else "no",
            "appendfsync": "everysec",
            # A broker must never forget a letter to make room for another.
            "maxmemory-policy": "noeviction",
            "daemonize": "no",
        }
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.writelines(f"{name} {setting}\n" for name, setting in settings.items())
            if self.account:
                os.fchown(file.fileno(), self.account.uid, self.account.gid)
        return path

    def _wait_until_ours(self, deadline: float) -> None:
        while True:
            try:
                with redis.Redis.from_url(self.url, socket_timeout=2, retry=NEVER_AGAIN) as client:
                    answering = client.info("server")["process_id"]
                break
            except redis.RedisError as error:
                if not self.is_alive() or time.monotonic() > deadline:
                    raise ValkeyDidNotStart(
                        f"Valkey gave no answer: {self._last_words()}"
                    ) from error
            time.sleep(0.02)
        if answering != self.pid:
            raise ValkeyDidNotStart(
                f"Port {self.port} is answered by process {answering}, not ours."
            )

    @property
    def _password(self) -> str:
        return kept_key(self.state_dir, "valkey")

    def _last_words(self) -> str:
        return " / ".join(self._log.read_text(errors="replace").splitlines()[-4:])


def valkey_server(
    state_dir: Path, port: int | None = None, *, persistent: bool = False
) -> ValkeyServer:
    """
    Start Valkey; with `persistent` it keeps what it holds in the state folder.

    Use it as a context manager or call `stop()`.

    :raises RuntimeRefusal: with the reason and how to mend it
    """
    return ValkeyServer(state_dir, port, persistent=persistent)
