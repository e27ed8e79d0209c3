"""
One process that is kept running, for ever.

What ended is started again, later each time and never given up; what a signal stopped and what
does not answer is ended first. Time comes in as `now`, in seconds of a clock that only goes on.
"""

from __future__ import annotations

import subprocess
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from kith.runtime.children import has_ended, kill_family
from kith.runtime.processes import Process, family_of, kill_those
from kith.runtime.refusal import RuntimeRefusal
from outside.launcher.asking import Exchange, Question, Unanswered

FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 60.0
# Whoever ran that long before it ended is started again as if it were the first time.
STEADY_SECONDS = 60.0
# A signal that stops may be followed by one that lets go on.
STOPPED_SECONDS = 5.0
ASK_EVERY_SECONDS = 2.0
ANSWER_SECONDS = 10.0
# How long one may say nothing: before its first word, since a cold start on a busy machine takes
# its time, and after it. Each time it was ended for that, it is given twice as long.
FIRST_WORD_SECONDS = 300.0
SILENT_SECONDS = 40.0
LONGEST_PATIENCE_SECONDS = 1200.0
# Where one of two workers hangs, every second question or so is answered. Twenty that are not take
# four minutes: a worker that was only started again has come up by then, on a busy machine too.
JUDGED_BY = 40
MOST_UNANSWERED = 20


class Health(StrEnum):
    """What is known of a kept process."""

    STARTING = "starting"
    WELL = "well"
    DOWN = "down"


def pause_after(failures: int) -> float:
    """Return how long to wait before starting again what has failed so often in a row."""
    return min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** min(failures, 20))


def patience_after(hangs: int, *, has_spoken: bool) -> float:
    """Return how long it may say nothing that was ended for its silence so often in a row."""
    first = SILENT_SECONDS if has_spoken else FIRST_WORD_SECONDS
    return min(LONGEST_PATIENCE_SECONDS, first * 2 ** min(hangs, 20))


def answer_after(hangs: int) -> float:
    """Return how long its answer is waited for that was ended for its silence so often."""
    return min(LONGEST_PATIENCE_SECONDS, ANSWER_SECONDS * 2 ** min(hangs, 20))


@dataclass
class Kept:
    """A process, how it is started, and what it can be asked."""

    name: str
    spawn: Callable[[], subprocess.Popen]
    say: Callable[[str], None]
    question: Question | None = None
    # Nobody can ask it; that it lives is heard from others.
    leaves_pulse: bool = False
    # It may end by itself, with code 0: then it is done, and not started again.
    is_done_once: bool = False
    is_done: bool = False
    child: subprocess.Popen | None = None
    answer: object = None
    answered_at: float = 0.0
    failures: int = 0
    hangs: int = 0
    began_at: float = 0.0
    again_at: float | None = None
    has_spoken: bool = False
    _quiet_since: float = 0.0
    _is_hung: bool = False
    _asked_at: float = 0.0
    _exchange: Exchange | None = None
    _answered: deque[bool] = field(default_factory=lambda: deque(maxlen=JUDGED_BY))
    _family: list[Process] = field(default_factory=list)
    _stopped_since: dict[tuple[int, str], float] = field(default_factory=dict)

    @property
    def health(self) -> Health:
        """Whether it runs, and has said a word since it was started."""
        if self.again_at is not None or self.child is None:
            return Health.DOWN
        return Health.WELL if self.has_spoken else Health.STARTING

    def begin(self, now: float) -> None:
        """Start it; when that fails it is tried again later."""
        try:
            self.child = self.spawn()
        except (OSError, RuntimeRefusal) as refusal:
            self._plan(now, f"could not be started ({refusal})")
            return
        self.take(self.child, now)

    def take(self, child: subprocess.Popen, now: float) -> None:
        """Look after a process that was started just now."""
        self.child, self.began_at, self.again_at = child, now, None
        self.has_spoken, self._quiet_since, self._is_hung = False, now, False
        self.answer = None
        self._answered.clear()
        self._stopped_since = {}
        self._family = []

    def tend(self, now: float, seen: Mapping[int, Process]) -> bool:
        """Do what is due, by what the machine says of its processes; True when it changed."""
        if self.again_at is not None:
            return self._start_again(now)
        if self.child is None:
            return False
        if has_ended(self.child):
            self._bury(self.child, now)
            return True
        self._ask(now)
        if seen:
            self._family = family_of(self.child.pid, dict(seen))
            self._end_the_stopped(self.child, now)
        self._end_the_silent(self.child, now)
        return False

    def hear(self, now: float) -> None:
        """Take a sign of life, its own answer or what somebody else knows of it."""
        if not self.has_spoken:
            # What was asked while it was still coming up is not held against it.
            self._answered.clear()
        self.has_spoken, self._quiet_since = True, now

    def excuse(self, now: float) -> None:
        """Count its silence from now: what it would speak through is out of order itself."""
        self._quiet_since = now

    def close(self) -> None:
        """Ask nothing any more."""
        if self._exchange:
            self._exchange.close()
            self._exchange = None

    def _start_again(self, now: float) -> bool:
        if self.again_at is None or now < self.again_at:
            return False
        self.begin(now)
        if self.again_at is None:
            self.say(f"{self.name} runs again")
        return True

    def _bury(self, child: subprocess.Popen, now: float) -> None:
        kill_family(child)
        # What it had started may have a group of its own, and lost its parent with it.
        kill_those(self._family)
        code = child.wait()
        if self.is_done_once and code == 0:
            self.is_done, self.child = True, None
            return
        if now - self.began_at > STEADY_SECONDS:
            self.failures = 0
            # A long silence is no steady run.
            self.hangs = self.hangs if self._is_hung else 0
        how = f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
        self._plan(now, how)

    def _plan(self, now: float, how: str) -> None:
        self.close()
        pause = pause_after(self.failures)
        self.failures += 1
        self.again_at = now + pause
        self.say(f"{self.name} {how}; starting it again in {pause:g} s")

    def _ask(self, now: float) -> None:
        if self.question is None:
            return
        if self._exchange is None:
            if now - self._asked_at < ASK_EVERY_SECONDS:
                return
            self._exchange, self._asked_at = Exchange(self.question), now
        try:
            answer = self._exchange.look()
        except Unanswered:
            # Refused at once: it listens not yet, or no more. Its silence is counted by the clock.
            self.close()
            return
        if answer is not None:
            self.answer, self.answered_at = answer, now
            self.hear(now)
            self._answered.append(True)
            self.close()
        elif now - self._asked_at > answer_after(self.hangs):
            self._answered.append(False)
            self.close()

    def _end_the_stopped(self, child: subprocess.Popen, now: float) -> None:
        stopped = {process.identity: process for process in self._family if process.is_stopped}
        self._stopped_since = {one: self._stopped_since.get(one, now) for one in stopped}
        late = [
            stopped[one]
            for one, since in self._stopped_since.items()
            if now - since >= STOPPED_SECONDS
        ]
        if not late:
            return
        if any(process.pid == child.pid for process in late):
            self.say(f"{self.name} was stopped by a signal and does not go on; ending it")
            self._end(child)
            return
        # Whoever started a worker starts another one in its place.
        self.say(f"{self.name}: {len(late)} of its processes were stopped by a signal; ending them")
        kill_those(late)

    def _end_the_silent(self, child: subprocess.Popen, now: float) -> None:
        if self.question is None and not self.leaves_pulse:
            return
        patience = patience_after(self.hangs, has_spoken=self.has_spoken)
        silent = now - self._quiet_since
        if silent > patience:
            self.say(f"{self.name} has said nothing for {silent:.0f} s; ending it")
        elif self.has_spoken and self._answered.count(False) >= MOST_UNANSWERED:
            self.say(f"{self.name} leaves every second question unanswered; ending it")
        else:
            return
        self.hangs += 1
        self._is_hung = True
        self._end(child)

    def _end(self, child: subprocess.Popen) -> None:
        kill_family(child)
        kill_those(self._family)
