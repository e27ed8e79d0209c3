"""What every server that lives inside our state folder has in common."""

from __future__ import annotations

import signal
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Self

from kith.runtime.account import remove_state, server_account, server_home
from kith.runtime.children import has_ended, log_or_nothing, spawn, stop
from kith.runtime.ports import free_port, is_port_free, require_free_port
from kith.runtime.refusal import RuntimeRefusal

# How long one that ends is tried again, and how long one that runs may say nothing at all.
START_SECONDS = 10
SILENT_SECONDS = 60
# How often it is said that we still wait.
SAY_SECONDS = 5.0


class ServerDidNotStart(RuntimeRefusal):
    """The server ended, or never said a word; its last ones are in the message."""


class NotYet(Exception):
    """The server answers that it will serve later; the message is what it says."""


class NoAnswer(Exception):
    """Nobody answers on the port."""


def say_nothing(words: str) -> None:
    """Keep what is said on the way to oneself."""


class EmbeddedServer(ABC):
    """One server on the loopback address; started on construction, ended by `stop`."""

    name: ClassVar[str]
    # How it is told to end so that nothing it was given to keep is lost.
    ends_with: ClassVar[signal.Signals] = signal.SIGTERM
    ends_within_seconds: ClassVar[int] = 10

    def __init__(
        self, state_dir: Path, port: int | None, *, say: Callable[[str], None] = say_nothing
    ) -> None:
        self.say = say
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
    def look(self) -> None:
        """
        Return when the port is served, and by this very server.

        :raises NotYet: it is ours to come, and says so
        :raises NoAnswer: nobody answers
        :raises RuntimeRefusal: somebody else does
        """

    @property
    def process(self) -> subprocess.Popen | None:
        """The server's process, while there is one."""
        return self._child

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child else None

    def is_alive(self) -> bool:
        """Tell whether our server process is running."""
        return self._child is not None and not has_ended(self._child)

    def start(self) -> None:
        """
        Start the server on its port, and wait until it serves.

        When a crash left traces it is tried for ten seconds; one that says it is recovering is
        waited for as long as it says so.

        :raises PortTaken: somebody else listens on the port that was asked for
        :raises ServerDidNotStart: it would not start
        """
        if self.is_alive():
            return
        deadline = time.monotonic() + START_SECONDS
        while True:
            self.launch()
            try:
                self._wait_until_ours()
                return
            except ServerDidNotStart:
                # After a crash the old server's last processes may still hold what it keeps.
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    def launch(self) -> subprocess.Popen:
        """
        Start the server's process, once the one before is out of the way; it serves later.

        :raises PortTaken: somebody else listens on the port that was asked for
        """
        self.stop()
        self._settle_port()
        with log_or_nothing(self._log) as log:
            self._child = spawn(
                self.command(),
                output=log,
                account=self.account,
                cwd="/",
                death_signal=self.ends_with,
            )
        return self._child

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
        said = self._log.read_text(errors="replace") if self._log.exists() else ""
        return " / ".join(said.splitlines()[-4:])

    def _settle_port(self) -> None:
        if self._port_was_asked_for:
            mend = "Stop what listens there, or name another port."
            require_free_port(self.port, wanted_by=self.name, mend=mend)
        elif not is_port_free(self.port):
            # Ours was free a moment ago; somebody was quicker.
            self.port = free_port()

    def _wait_until_ours(self) -> None:
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise

    def _wait(self) -> None:
        began = said = heard = time.monotonic()
        while True:
            now = time.monotonic()
            try:
                return self.look()
            except NotYet as coming:
                heard = now
                if now - said > SAY_SECONDS:
                    said = now
                    self.say(f"{self.name} is not ready after {now - began:.0f} s: {coming}")
                # Each look is a line in its log.
                time.sleep(0.2)
            except NoAnswer as silence:
                if not self.is_alive():
                    raise ServerDidNotStart(f"{self.name} ended: {self.last_words()}") from silence
                if now - heard > SILENT_SECONDS:
                    raise ServerDidNotStart(
                        f"{self.name} gave no answer: {silence} {self.last_words()}"
                    ) from silence
            time.sleep(0.02)
