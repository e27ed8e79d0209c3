"""Remember the answer to each key for a day, and who is still at work on one."""

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from outside.stripe.calls import ApiError, Call, Reply
from outside.stripe.clock import Clock
from outside.stripe.store import Store

KEPT_SECONDS = 24 * 60 * 60
IN_USE = (
    "There is currently another in-progress request using this Idempotent Key (that probably means"
    " you submitted twice, and the other request is still going through). Key used: "
)


class Keys:
    """The keys that were used, each with its answer."""

    def __init__(self, store: Store, clock: Clock):
        self._store = store
        self._clock = clock
        self._at_work: set[tuple[str, str]] = set()
        self._lock = threading.Lock()

    @contextmanager
    def at_work(self, call: Call) -> Iterator[None]:
        """Hold the key while its request runs; refuse a second one meanwhile."""
        name = (call.key, call.account)
        with self._lock:
            if name in self._at_work:
                raise in_use(call.key)
            self._at_work.add(name)
        try:
            yield
        finally:
            with self._lock:
                self._at_work.discard(name)

    def earlier(self, call: Call) -> Reply | None:
        """
        Return the answer this key got before, marked as a replay.

        :raises ApiError: the key was used for another endpoint or with other parameters
        """
        self.prune(older_than=self._clock.now() - KEPT_SECONDS)
        found = self._store.rows(
            "SELECT * FROM keys WHERE key = ? AND account = ?", call.key, call.account
        )
        if not found:
            return None
        kept = found[0]
        if kept["endpoint"] != f"{call.method} {call.path}":
            raise clash(
                "Keys for idempotent requests can only be used for the same endpoint they were"
                f" first used for ('{kept['endpoint'].split(' ')[1]}'). Try using a key other"
                f" than '{call.key}' if you meant to execute a different request."
            )
        if kept["fingerprint"] != fingerprint(call):
            raise clash(
                "Keys for idempotent requests can only be used with the same parameters they were"
                f" first used with. Try using a key other than '{call.key}' if you meant to"
                " execute a different request."
            )
        reply = Reply(kept["status"], kept["body"].encode())
        reply.headers["Idempotent-Replayed"] = "true"
        reply.headers["Original-Request"] = kept["request_id"]
        return reply

    def remember(self, call: Call, reply: Reply) -> None:
        """Keep the answer under its key."""
        self._store.run(
            "INSERT OR REPLACE INTO keys VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            call.key,
            call.account,
            f"{call.method} {call.path}",
            fingerprint(call),
            reply.status,
            reply.body.decode(),
            call.request_id,
            self._clock.now(),
        )

    def prune(self, *, older_than: float | None = None) -> int:
        """Forget keys: those of before a moment, or all; return how many."""
        if older_than is None:
            return self._store.run("DELETE FROM keys")
        return self._store.run("DELETE FROM keys WHERE used_at < ?", older_than)


def fingerprint(call: Call) -> str:
    """Return what tells one set of parameters from another."""
    return hashlib.sha256(json.dumps(call.form, sort_keys=True).encode()).hexdigest()


def clash(message: str) -> ApiError:
    """Return the refusal for a key that already means something else."""
    return ApiError(message, kind="idempotency_error")


def in_use(key: str) -> ApiError:
    """Return the refusal for a key whose first request is still running."""
    return ApiError(
        IN_USE + key,
        status=409,
        kind="idempotency_error",
        code="idempotency_key_in_use",
        should_retry=True,
    )
