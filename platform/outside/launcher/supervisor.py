"""Keeps a set of processes running, for ever: starts them, starts them again, ends them all."""

import contextlib
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kith.runtime.children import has_ended, kill_family, log_or_nothing, spawn, wait_for_end
from kith.runtime.processes import Process, family_of, processes_seen
from kith.runtime.project import PROJECT
from kith.runtime.refusal import RuntimeRefusal
from outside.launcher.asking import Question
from outside.launcher.kept import Health, Kept
from outside.launcher.parts import Part

STOP_SECONDS = 10
LOOK_EVERY_SECONDS = 1.0
# Between two turns of ours lies no such time, unless something kept us from turning.
AWAY_SECONDS = 10.0
# A command is waited for while it works; one that neither writes nor computes has come to rest.
STILL_SECONDS = 300.0
SAY_EVERY_SECONDS = 30.0
# What a part last said of itself counts for so long (kith.pulse): younger than that, a part may be
# taken for the one before it.
PULSE_SECONDS = 60.0


class PartFailed(RuntimeRefusal):
    """A process did not do what the start waits for."""


@dataclass
class Supervisor:
    """The processes of one state folder. All calls come from the thread that made it."""

    env: Mapping[str, str]
    log_dir: Path
    say: Callable[[str], None]
    _kept: dict[str, Kept] = field(default_factory=dict)
    # What is done meanwhile, each time we wait for something; whoever made us may do more.
    turn: Callable[[], object] | None = None
    # Those that were given to us running; whoever started them ends them.
    _guests: set[str] = field(default_factory=set)
    # Commands under way: each ends by itself, and is waited for.
    _errands: dict[str, subprocess.Popen] = field(default_factory=dict)
    # Where those write that do not write to a log of ours.
    _logs: dict[str, Path] = field(default_factory=dict)
    _looked_at: float = 0.0
    _tended_at: float = 0.0

    def start(self, part: Part) -> None:
        """Start one part and keep it running; its output goes to a log of its own."""
        kept = Kept(
            part.name,
            lambda: self._spawn(part),
            self.say,
            question=part.question,
            leaves_pulse=part.leaves_pulse,
            is_done_once=part.is_done_once,
        )
        self._kept[part.name] = kept
        kept.begin(time.monotonic())

    def look_after(
        self,
        name: str,
        child: subprocess.Popen | None,
        *,
        again: Callable[[], subprocess.Popen],
        question: Question,
        log: Path,
    ) -> None:
        """Keep running what somebody else has started and will end; it writes a log of its own."""
        self._logs[name] = log
        kept = Kept(name, again, self.say, question)
        self._kept[name] = kept
        self._guests.add(name)
        if child:
            kept.take(child, time.monotonic())
        else:
            kept.begin(time.monotonic())

    def run(self, name: str, *argv: str) -> str:
        """
        Run a command to its end and return what it printed.

        :raises PartFailed: it failed, or came to rest without ending
        """
        self.run_together([Part(name, argv)])
        log = self.log(name)
        return log.read_text(errors="replace") if log.exists() else ""

    def run_together(self, commands: Sequence[Part]) -> None:
        """
        Run several commands side by side, each to its end, and keep everything else running.

        :raises PartFailed: one failed, or came to rest without ending
        """
        try:
            for command in commands:
                self.begin(command)
            for command in commands:
                self.finish(command.name)
        finally:
            for command in commands:
                self._put_away(command.name)

    def begin(self, command: Part) -> None:
        """Begin a command, which `finish` waits for."""
        self._errands[command.name] = self._spawn(command, is_fresh=True)

    def wait_for_a_word(self, name: str) -> None:
        """Wait until a command that was begun has said something, or ended."""
        log = self.log(name)
        while not has_ended(self._errands[name]) and not (log.exists() and log.stat().st_size):
            (self.turn or self.tend)()
            time.sleep(0.05)

    def finish(self, name: str) -> None:
        """
        Wait until a command that was begun has ended, and keep everything else running.

        :raises PartFailed: it failed, or came to rest without ending
        """
        child = self._errands[name]
        try:
            self._wait_while_it_works(name, child)
        finally:
            self._put_away(name)
        if child.returncode:
            log = self.log(name)
            raise PartFailed(f"{name} failed:\n{tail(log)}", mend=f"\nThe whole of it: {log}")

    def pids(self) -> dict[str, int]:
        """Return the process number of each part that runs."""
        return {name: kept.child.pid for name, kept in self._kept.items() if kept.child}

    def health(self) -> dict[str, Health]:
        """Return how each part stands."""
        return {name: kept.health for name, kept in self._kept.items()}

    def keeps(self, name: str) -> bool:
        """Tell whether a part was started and is not done."""
        return name in self._kept

    def failures(self, name: str) -> int:
        """Return how often in a row a part has ended."""
        return self._kept[name].failures

    def answer_of(self, name: str) -> tuple[object, float]:
        """Return what a part last answered to its question, None if nothing yet, and when."""
        kept = self._kept.get(name)
        return (kept.answer, kept.answered_at) if kept else (None, 0.0)

    def tend(self) -> bool:
        """Do for each part what is due now; True when something changed."""
        now, seen = time.monotonic(), {}
        if now - self._tended_at > AWAY_SECONDS:
            # We were stopped ourselves: that nobody asked is nobody's silence.
            for kept in self._kept.values():
                kept.excuse(now)
        self._tended_at = now
        if now - self._looked_at >= LOOK_EVERY_SECONDS:
            self._looked_at, seen = now, processes_seen()
        changed = [kept.name for kept in self._kept.values() if kept.tend(now, seen)]
        for name in [name for name in changed if self._kept[name].is_done]:
            del self._kept[name]
        return bool(changed)

    def hear_of_the_quiet(self, *, missing: Sequence[str]) -> None:
        """Take what is known of the parts that nobody can ask: who has left no sign of life."""
        now = time.monotonic()
        for kept in self._quiet():
            if now - kept.began_at < PULSE_SECONDS:
                kept.excuse(now)
            elif kept.name not in missing:
                kept.hear(now)

    def excuse_the_quiet(self) -> None:
        """Hold nobody's silence against the parts that nobody can ask."""
        for kept in self._quiet():
            kept.excuse(time.monotonic())

    def stop(self) -> None:
        """End every part, together, and whatever they started."""
        for name in [*self._errands]:
            self._put_away(name)
        for kept in self._kept.values():
            kept.close()
        ours = [kept for name, kept in self._kept.items() if name not in self._guests]
        children = [kept.child for kept in ours if kept.child]
        for child in children:
            if not has_ended(child):
                with contextlib.suppress(ProcessLookupError):
                    child.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        for child in children:
            wait_for_end(child, seconds=max(0.0, deadline - time.monotonic()))
        for child in children:
            kill_family(child)
            child.wait()
        self._kept.clear()
        self._guests.clear()

    def log(self, name: str) -> Path:
        """Return where a part's output goes."""
        return self._logs.get(name, self.log_dir / f"{name}.log")

    def _put_away(self, name: str) -> None:
        if child := self._errands.pop(name, None):
            kill_family(child)
            child.wait()

    def _quiet(self) -> list[Kept]:
        return [kept for kept in self._kept.values() if kept.leaves_pulse]

    def _wait_while_it_works(self, name: str, child: subprocess.Popen) -> None:
        began = moved = said = time.monotonic()
        before: tuple[int, float] = (0, 0.0)
        while not wait_for_end(child, seconds=LOOK_EVERY_SECONDS):
            (self.turn or self.tend)()
            now = time.monotonic()
            work = self._work_of(name, child)
            if work != before:
                before, moved = work, now
            if now - moved > STILL_SECONDS:
                mend = f"See {self.log(name)}."
                raise PartFailed(f"{name} did nothing for {STILL_SECONDS:.0f} s.", mend=mend)
            if now - said > SAY_EVERY_SECONDS:
                said = now
                last = tail(self.log(name), 1).strip()
                self.say(f"{name} is at work since {now - began:.0f} s: {last}")

    def _work_of(self, name: str, child: subprocess.Popen) -> tuple[int, float]:
        """Tell what it has written and computed so far."""
        family: list[Process] = family_of(child.pid, processes_seen())
        written = self.log(name).stat().st_size if self.log(name).exists() else 0
        return written, round(sum(process.cpu_seconds for process in family), 1)

    def _spawn(self, part: Part, *, is_fresh: bool = False) -> subprocess.Popen:
        with log_or_nothing(self.log(part.name), is_fresh=is_fresh) as log:
            return spawn(part.argv, output=log, env={**self.env, **part.env}, cwd=PROJECT)


def tail(log: Path, lines: int = 15) -> str:
    """Return the last lines of a log, indented."""
    text = log.read_text(errors="replace").splitlines() if log.exists() else []
    return "\n".join(f"    {line}" for line in text[-lines:])
