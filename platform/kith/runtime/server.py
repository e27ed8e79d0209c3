"""What every server that lives inside our state folder has in common."""

from __future__ import annotations

import signal
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Self

from kith.runtime.account import remove_state, server_account, server_home
from kith.runtime.children import has_ended, spawn, stop
from kith.runtime.ports import free_port, is_port_free, require_free_port
from kith.runtime.refusal import RuntimeRefusal

START_SECONDS = 10


class ServerDidNotStart(RuntimeRefusal):
    """The server ended, or did not answer in time; its last words are in the message."""


class EmbeddedServer(ABC):
    """One server on the loopback address; started on construction, ended by `stop`."""

    name: ClassVar[str]
    # How it is told to end so that nothing it was given to keep is lost.
    ends_with: ClassVar[signal.Signals] = signal.SIGTERM
    ends_within_seconds: ClassVar[int] = 10

    def __init__(self, state_dir: Path, port: int | None) -> None:
        self.state_dir = Path(state_dir).resolve()
        self.account = server_account()
        self._home = server_home(self.state_dir, self.name.lower(), account=self.account)
        self._log = self.state_dir / f"{self.name.lower()}.log"
        self._port_was_asked_for = port is not None
        self._child: subprocess.Popen | None = None
        self.prepare()
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

    @abstractmethod
    def prepare(self) -> None:
        """Make what the server needs before its first start."""

    @abstractmethod
    def command(self) -> Sequence[str | Path]:
        """Return the command that runs the server on its port, in the foreground."""

    @abstractmethod
    def wait_until_ours(self, deadline: float) -> None:
        """
        Return when the port is answered, and by this very server.

        :raises RuntimeRefusal: it ended, it is late, or somebody else answers
        """

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
        :raises ServerDidNotStart: it would not start
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
            except ServerDidNotStart:
                # After a crash the old server's last processes may still hold what it keeps.
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    def stop(self) -> None:
        """End the server; what it was given to keep stays."""
        if self._child is not None:
            stop(self._child, with_signal=self.ends_with, seconds=self.ends_within_seconds)
            self._child = None

    def remove(self) -> None:
        """Stop the server and delete its whole state folder."""
        self.stop()
        remove_state(self.state_dir)

    def last_words(self) -> str:
        """Return the end of the server's log."""
        return " / ".join(self._log.read_text(errors="replace").splitlines()[-4:])

    def _settle_port(self) -> None:
        if self._port_was_asked_for:
            mend = "Stop what listens there, or name another port."
            require_free_port(self.port, wanted_by=self.name, mend=mend)
        elif not is_port_free(self.port):
            # Ours was free a moment ago; somebody was quicker.
            self.port = free_port()

    def _start_once(self, deadline: float) -> None:
        with self._log.open("ab") as log:
            self._child = spawn(
                self.command(),
                output=log,
                account=self.account,
                cwd="/",
                death_signal=self.ends_with,
            )
        try:
            self.wait_until_ours(deadline)
        except BaseException:
            self.stop()
            raise
