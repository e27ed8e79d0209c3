"""The simulated network itself: answers once per request id, and misbehaves when told to."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from outside.network import lifecycle
from outside.network.callbacks import Callbacks
from outside.network.lifecycle import Change, Refused
from outside.network.store import Store

# error: 503 and nothing happens. drop: it happens, the answer is lost. refuse: a definite no.
# late: 202 now, done later. late_refusal: 202 now, a definite no later. silent: of a number to be
# brought over, taken and never heard of again.
MODES = ("error", "drop", "refuse", "late", "late_refusal", "silent")


@dataclass(frozen=True)
class Reply:
    status: int
    body: Any
    is_dropped: bool = False


class Network:
    """One operator's network."""

    def __init__(self, *, store: Store, base: str, callbacks: Callbacks) -> None:
        self.store = store
        self.base = base
        self.callbacks = callbacks
        self.asking = threading.Lock()
        self._idle = threading.Condition()
        self._busy_count = 0

    def take_up(self) -> None:
        """Go on where the last process stopped: end what is due, tell what was not told."""
        for row in self.store.rows("SELECT monitor, due_at FROM timer"):
            self._end_at(row["monitor"], row["due_at"])

    def ask(self, method: str, service_id: str, body: dict[str, Any], request_id: str) -> Reply:
        """Answer a request; the same request id again gets the same answer and changes nothing."""
        fingerprint = hashlib.sha256(
            json.dumps([method, service_id, body], sort_keys=True).encode()
        ).hexdigest()
        with self.asking:
            if known := self.store.row("SELECT * FROM request WHERE id = ?", request_id):
                return self._repeated(known, fingerprint)
            try:
                change = lifecycle.read_change(method, service_id, body)
            except Refused as refused:
                return Reply(refused.status, error_body(refused))
            fault = self.take_fault(change.verb) or {"mode": ""}
            mode = fault["mode"]
            if mode == "error":
                return Reply(503, {"code": "503", "reason": "the network is out of order"})
            if mode.startswith("late"):
                reason = fault["reason"] if mode == "late_refusal" else None
                return self._begin(change, request_id, fingerprint, reason, fault["after_ms"])
            refusal = Refused(422, fault["reason"]) if mode == "refuse" else None
            reply = self._finish_now(change, request_id, fingerprint, refusal)
            return Reply(reply.status, reply.body, is_dropped=mode == "drop")

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Count a request from its arrival to its answer."""
        with self._idle:
            self._busy_count += 1
        try:
            yield
        finally:
            with self._idle:
                self._busy_count -= 1
                self._idle.notify_all()

    def forget(self) -> None:
        """Forget everything, once the requests under way have been answered."""
        with self._idle:
            self._idle.wait_for(lambda: self._busy_count == 0, timeout=10)
            self.store.forget()

    def finish(self, *, refusal: str | None = None, times: int = 1) -> list[int]:
        """End every request that is still in progress and call back; give the status of each."""
        waiting = self.store.rows("SELECT id FROM monitor WHERE state = 'InProgress'")
        return [
            status
            for row in waiting
            for status in self._end(row["id"], refusal=refusal, times=times)
        ]

    def monitor(self, monitor_id: str) -> dict[str, Any] | None:
        found = self.store.row("SELECT * FROM monitor WHERE id = ?", monitor_id)
        if found is None:
            return None
        return {**json.loads(found["body"]), "state": found["state"]}

    def _repeated(self, known: Any, fingerprint: str) -> Reply:
        if known["fingerprint"] != fingerprint:
            return Reply(409, {"code": "409", "reason": "the request id names another request"})
        if known["monitor"]:
            return Reply(202, self.monitor(known["monitor"]))
        return Reply(known["status"], json.loads(known["reply"]))

    def take_fault(self, verb: str) -> dict[str, Any] | None:
        found = self.store.row(
            "SELECT * FROM fault WHERE verb IN (?, '*') AND times <> 0 ORDER BY id", verb
        )
        if found is not None and found["times"] > 0:
            self.store.write("UPDATE fault SET times = times - 1 WHERE id = ?", found["id"])
        return dict(found) if found else None

    def _finish_now(
        self, change: Change, request_id: str, fingerprint: str, refusal: Refused | None
    ) -> Reply:
        status, body = self._carry_out(change, refusal)
        self.store.write(
            "INSERT INTO request VALUES (?, ?, ?, ?, NULL)",
            request_id,
            fingerprint,
            status,
            json.dumps(body),
        )
        return Reply(status, body)

    def _carry_out(self, change: Change, refusal: Refused | None) -> tuple[int, dict[str, Any]]:
        try:
            if refusal is not None:
                raise refusal
            with self.store.writing():
                return lifecycle.apply(self.store, change, self.base)
        except Refused as no:
            return no.status, error_body(no)

    def _begin(
        self,
        change: Change,
        request_id: str,
        fingerprint: str,
        refusal: str | None,
        after_ms: int | None,
    ) -> Reply:
        monitor_id = f"mon-{uuid4().hex}"
        found = lifecycle.find(self.store, change.service_id)
        service_id = found["id"] if found else change.service_id
        body = {
            "@type": "Monitor",
            "id": monitor_id,
            "href": f"{self.base}/monitor/{monitor_id}",
            "sourceHref": f"{self.base}/service/{service_id}",
            "requestId": request_id,
        }
        due_at = None if after_ms is None else time.time() + after_ms / 1000
        with self.store.writing():
            if due_at is not None:
                self.store.write("INSERT INTO timer VALUES (?, ?)", monitor_id, due_at)
            self.store.write(
                "INSERT INTO monitor VALUES (?, ?, 'InProgress', ?, ?, ?)",
                monitor_id,
                request_id,
                json.dumps(body),
                change.as_json(),
                refusal,
            )
            self.store.write(
                "INSERT INTO request VALUES (?, ?, 202, '{}', ?)",
                request_id,
                fingerprint,
                monitor_id,
            )
        if due_at is not None:
            self._end_at(monitor_id, due_at)
        return Reply(202, self.monitor(monitor_id))

    def _end_at(self, monitor_id: str, due_at: float) -> None:
        timer = threading.Timer(max(0.0, due_at - time.time()), self._end_due, args=[monitor_id])
        timer.daemon = True
        timer.start()

    def _end_due(self, monitor_id: str) -> None:
        self._end(monitor_id)
        # Its timer stands until the callback was sent: one that ended untold is told now.
        if self.store.row("SELECT 1 FROM timer WHERE monitor = ?", monitor_id):
            self._tell(monitor_id)

    def _end(self, monitor_id: str, *, refusal: str | None = None, times: int = 1) -> list[int]:
        with self.asking:
            found = self.store.row(
                "SELECT * FROM monitor WHERE id = ? AND state = 'InProgress'", monitor_id
            )
            if found is None:
                return []
            change = Change(*json.loads(found["change"]))
            reason = refusal or found["refusal"]
            status, answer = self._carry_out(change, Refused(422, reason) if reason else None)
            body = json.loads(found["body"])
            body["response"] = {"statusCode": str(status), "body": json.dumps(answer), "header": []}
            self.store.write(
                "UPDATE monitor SET state = ?, body = ? WHERE id = ?",
                "Completed" if status < 300 else "InError",
                json.dumps(body),
                monitor_id,
            )
        return self._tell(monitor_id, times=times)

    def _tell(self, monitor_id: str, *, times: int = 1) -> list[int]:
        monitor = self.monitor(monitor_id)
        event = {"eventType": "MonitorStateChangeEvent", "event": {"monitor": monitor}}
        statuses = [self.callbacks.send(event) for _ in range(times)]
        self.store.write("DELETE FROM timer WHERE monitor = ?", monitor_id)
        return statuses


def error_body(refusal: Refused) -> dict[str, Any]:
    return {"@type": "Error", "code": str(refusal.status), "reason": refusal.reason}
