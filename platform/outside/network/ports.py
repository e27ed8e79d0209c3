"""Numbers that come from other operators, and those operators, who answer when they like."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
import time
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from outside.network import lifecycle
from outside.network.network import Network, Reply

TOLD = "PortInStateEvent"
ASKED, ACCEPTED, REFUSED, MOVED, CANCELLED = "asked", "accepted", "refused", "moved", "cancelled"
OPEN = (ASKED, ACCEPTED)
# How long the other operator takes, in milliseconds; none: it waits to be told by /_control.
ANSWERS_AFTER = "ports_answer_ms"
TODAY = "today"
LOOKS_EVERY_SECONDS = 5.0


def ask(network: Network, body: dict[str, Any], request_id: str) -> Reply:
    """Take the wish to bring a number over; the same request again is answered as it stands."""
    fingerprint = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
    with network.asking:
        if known := _by_request(network, request_id):
            if known["fingerprint"] != fingerprint:
                return _no(409, "request_reused", "the request id names another request")
            return Reply(202, _shown(known))
        fault = network.take_fault("port_in") or {"mode": "", "reason": ""}
        if fault["mode"] == "error":
            return Reply(503, {"code": "503", "reason": "the network is out of order"})
        if fault["mode"] == "refuse":
            return _no(422, fault["reason"], "the network refused")
        wish = {name: str(body.get(name) or "") for name in ("service", "msisdn", "operator")}
        if problem := _problem(network, wish, body):
            return problem
        after = None if fault["mode"] == "silent" else network.store.setting(ANSWERS_AFTER)
        row = {
            "id": f"port-{uuid4().hex}",
            "request": request_id,
            "fingerprint": fingerprint,
            **wish,
            "moves_on": str(body["wantedOn"]),
            "state": ASKED,
            "reason": "",
            "answers_at": None if after is None else time.time() + after / 1000,
            "will_refuse": fault["reason"] if fault["mode"] == "late_refusal" else None,
        }
        network.store.write(
            "INSERT INTO port_in VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", *row.values()
        )
    _answer_in_time(network, row)
    return Reply(202, _shown(row), is_dropped=fault["mode"] == "drop")


def _problem(network: Network, wish: dict[str, str], body: dict[str, Any]) -> Reply | None:
    try:
        date.fromisoformat(str(body["wantedOn"]))
    except (KeyError, ValueError):
        return _no(400, "day_wrong", "wantedOn is a day")
    service = lifecycle.find(network.store, wish["service"])
    if service is None or service["state"] == "terminated":
        return _no(422, "service_ended", "no such service")
    if not wish["msisdn"] or not wish["operator"] or not body.get("account"):
        return _no(400, "incomplete", "msisdn, operator and account are required")
    taken = "SELECT 1 FROM port_in WHERE msisdn = ? AND state IN (?, ?)"
    if network.store.row(taken, wish["msisdn"], *OPEN):
        return _no(422, "already_porting", "the number is on its way already")
    return None


def find(network: Network, request_id: str) -> Reply:
    known = _by_request(network, request_id)
    return Reply(200, _shown(known)) if known else Reply(404, {"code": "404", "reason": "none"})


def cancel(network: Network, port_id: str) -> Reply:
    """Call it off where it has not come to an end; say how it stands then."""
    with network.asking:
        fault = network.take_fault("cancel_port") or {"mode": ""}
        if fault["mode"] == "error":
            return Reply(503, {"code": "503", "reason": "the network is out of order"})
        row: Any = network.store.row("SELECT * FROM port_in WHERE id = ?", port_id)
        if row is None:
            return _no(404, "unknown", "no such number is on its way")
        if row["state"] in OPEN and fault["mode"] != "refuse":
            row = _set(network, row, state=CANCELLED)
        return Reply(200, _shown(row), is_dropped=fault["mode"] == "drop")


def steer(network: Network, wish: dict[str, Any]) -> dict[str, Any]:
    """
    Let the other operator do something about a number: `accepted`, `refused`, `moved`.

    It is told `times` times, none at all with 0: then it is found only by whoever looks.
    """
    with network.asking:
        row: Any = network.store.row(
            "SELECT * FROM port_in WHERE msisdn = ? ORDER BY rowid DESC", str(wish.get("msisdn"))
        )
        if row is None:
            raise ValueError("this number is not on its way")
        row = _go_on(network, row, wish)
    return {"told": [_tell(network, row) for _ in range(int(wish.get("times", 1)))]}


def set_today(network: Network, day: str) -> None:
    """Let it be that day: what is to move by then moves."""
    network.store.set(TODAY, date.fromisoformat(day).isoformat())
    look(network)


def look(network: Network) -> None:
    """Move what is due by now, and tell."""
    today = max(str(network.store.setting(TODAY, "")), datetime.now(UTC).date().isoformat())
    due = "SELECT * FROM port_in WHERE state = ? AND moves_on <= ?"
    with network.asking:
        rows = network.store.rows(due, ACCEPTED, today)
        moved = [_go_on(network, row, {"state": MOVED}) for row in rows]
    for row in moved:
        _tell(network, row)


def live(network: Network, *, answers_after_ms: int) -> None:
    """Let other operators answer by themselves from now on, and numbers move on their day."""
    network.store.set(ANSWERS_AFTER, answers_after_ms)
    for row in network.store.rows("SELECT * FROM port_in WHERE state = ?", ASKED):
        _answer_in_time(network, row)
    threading.Thread(target=_keep_looking, args=[network], daemon=True).start()


def _keep_looking(network: Network) -> None:
    while True:
        time.sleep(LOOKS_EVERY_SECONDS)
        look(network)


def _answer_in_time(network: Network, row: Any) -> None:
    if row["answers_at"] is None:
        return
    wait = max(0.0, row["answers_at"] - time.time())
    timer = threading.Timer(wait, _answer, args=[network, row["id"]])
    timer.daemon = True
    timer.start()


def _answer(network: Network, port_id: str) -> None:
    with network.asking:
        row: Any = network.store.row(
            "SELECT * FROM port_in WHERE id = ? AND state = ?", port_id, ASKED
        )
        if row is None:
            return
        refusal = row["will_refuse"]
        answer = {"state": REFUSED, "reason": refusal} if refusal else {"state": ACCEPTED}
        row = _go_on(network, row, answer)
    _tell(network, row)


def _go_on(network: Network, row: Any, wish: dict[str, Any]) -> dict[str, Any]:
    state = str(wish.get("state"))
    if state not in (ACCEPTED, REFUSED, MOVED):
        raise ValueError("state is accepted, refused or moved")
    service = lifecycle.find(network.store, row["service"])
    if service is None or service["state"] == "terminated":
        return _set(network, row, state=CANCELLED, reason="service_ended")
    if state == MOVED:
        lifecycle.renumber(network.store, service, row["msisdn"])
    return _set(
        network,
        row,
        state=state,
        reason=str(wish.get("reason") or ""),
        moves_on=str(wish.get("movesOn") or ""),
    )


def _set(
    network: Network, row: Any, *, state: str, reason: str = "", moves_on: str = ""
) -> dict[str, Any]:
    facts = {"state": state, "reason": reason, "moves_on": moves_on or row["moves_on"]}
    network.store.write(
        "UPDATE port_in SET state = ?, reason = ?, moves_on = ? WHERE id = ?",
        *facts.values(),
        row["id"],
    )
    return dict(row) | facts


def _tell(network: Network, row: Any) -> int:
    status, _ = network.callbacks.ask({"eventType": TOLD, "event": {"port": _shown(row)}})
    return status


def _by_request(network: Network, request_id: str) -> sqlite3.Row | None:
    return network.store.row("SELECT * FROM port_in WHERE request = ?", request_id)


def _shown(row: Any) -> dict[str, Any]:
    return {
        "id": row["id"],
        "requestId": row["request"],
        "msisdn": row["msisdn"],
        "operator": row["operator"],
        "state": row["state"],
        "reason": row["reason"],
        "movesOn": row["moves_on"],
    }


def _no(status: int, code: str, reason: str) -> Reply:
    return Reply(status, {"@type": "Error", "code": code, "reason": reason})
