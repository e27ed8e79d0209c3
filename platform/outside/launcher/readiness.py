"""Whether all of Kith is ready, what it waits for, and who of its quiet parts has a pulse."""

import time

from outside.launcher.kept import Health
from outside.launcher.supervisor import PartFailed, Supervisor, tail

WEB, YEAR, MONTH = "web", "year", "month"
FRESH_SECONDS = 10.0
# Whoever ends so often before all is up will do so again: the start says why, and ends.
MOST_FAILURES = 5


class Readiness:
    """What `/readyz` says, as the supervisor hears it."""

    def __init__(self, supervisor: Supervisor) -> None:
        self._supervisor = supervisor
        self._status = 0
        self._content: dict = {}

    def look(self) -> bool:
        """
        Take what the web last answered, and pass on who has a pulse.

        True when everything that was started is ready.
        """
        self._status, self._content = 0, {}
        answer, at = self._supervisor.answer_of(WEB)
        if isinstance(answer, tuple) and time.monotonic() - at < FRESH_SECONDS:
            self._status, self._content = answer
        missing = self._content.get("missing")
        if not isinstance(missing, list):
            # Nobody can say: neither for them nor against them.
            self._supervisor.excuse_the_quiet()
            return False
        self._supervisor.hear_of_the_quiet(missing=missing)
        awaited = [part for part in missing if self._supervisor.keeps(part)]
        # Without anybody missing there is something else that it is not ready for.
        return not awaited if missing else self._status == 200

    def words(self) -> str:
        """Return what is waited for, in a few words."""
        health = self._supervisor.health()
        if down := [name for name, state in health.items() if state is Health.DOWN]:
            return f"{', '.join(down)} to run"
        if not self._status:
            return "the web to answer"
        if missing := self._content.get("missing"):
            return f"a first sign of {', '.join(missing)}"
        return f"/readyz, which says {self._content.get('reason', self._status)}"

    def refuse_if_hopeless(self) -> None:
        """
        Return when there is something to wait for.

        :raises PartFailed: a part ends each time it is started
        """
        for name in self._supervisor.health():
            # What is done once behind everybody's back keeps nobody from using the rest.
            if name not in (YEAR, MONTH) and self._supervisor.failures(name) >= MOST_FAILURES:
                log = self._supervisor.log(name)
                raise PartFailed(
                    f"{name} ends each time it is started:\n{tail(log)}",
                    mend=f"\nThe whole of it: {log}",
                )
