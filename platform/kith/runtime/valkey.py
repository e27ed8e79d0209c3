"""An embedded Valkey: cache and wake-ups, on the loopback address, behind a password."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from kith.runtime.binaries import valkey_program
from kith.runtime.keys import kept_key
from kith.runtime.ports import LOOPBACK
from kith.runtime.server import (
    EmbeddedServer,
    NoAnswer,
    NotYet,
    ServerDidNotStart,
    say_nothing,
)

# We ask again ourselves, sooner than the client would.
NEVER_AGAIN = Retry(NoBackoff(), retries=0)


class ValkeyServer(EmbeddedServer):
    """One Valkey on the loopback address."""

    name = "Valkey"

    def __init__(
        self,
        state_dir: Path,
        port: int | None = None,
        *,
        persistent: bool = False,
        say: Callable[[str], None] = say_nothing,
    ) -> None:
        self._persistent = persistent
        super().__init__(state_dir, port, say=say)

    @property
    def url(self) -> str:
        """The address with its password, of database 0."""
        return f"redis://:{self._password}@{LOOPBACK}:{self.port}/0"

    def prepare(self) -> None:
        self._program = valkey_program(account=self.account)

    def command(self) -> Sequence[str | Path]:
        return [self._program, self._write_settings()]

    def look(self) -> None:
        try:
            with redis.Redis.from_url(self.url, socket_timeout=2, retry=NEVER_AGAIN) as client:
                answering = client.info("server")["process_id"]
        except redis.BusyLoadingError as loading:
            raise NotYet(str(loading)) from loading
        except redis.RedisError as error:
            raise NoAnswer(str(error)) from error
        if answering != self.pid:
            raise ServerDidNotStart(
                f"Port {self.port} is answered by process {answering}, not ours."
            )

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

    @property
    def _password(self) -> str:
        return kept_key(self.state_dir, "valkey")


def valkey_server(
    state_dir: Path,
    port: int | None = None,
    *,
    persistent: bool = False,
    say: Callable[[str], None] = say_nothing,
) -> ValkeyServer:
    """
    Start Valkey; with `persistent` it keeps what it holds in the state folder.

    Use it as a context manager or call `stop()`.

    :raises RuntimeRefusal: with the reason and how to mend it
    """
    return ValkeyServer(state_dir, port, persistent=persistent, say=say)
