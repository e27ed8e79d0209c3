"""The rules of the simulated network: which service may become what."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from outside.network.store import Store

# From which state a service may go to which; states are TMF640's.
MOVES = {
    "reserved": {"reserved", "active", "terminated"},
    "active": {"active", "inactive", "terminated"},
    "inactive": {"inactive", "active", "terminated"},
    "terminated": {"terminated"},
}
STARTING = {"feasibilityChecked", "designed", "reserved", "active"}


class Refused(Exception):
    """The network says no, with a status and a reason."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


@dataclass(frozen=True)
class Change:
    """One thing asked of the network."""

    verb: str
    service_id: str
    body: dict[str, Any]

    def as_json(self) -> str:
        return json.dumps([self.verb, self.service_id, self.body], sort_keys=True)


def read_change(method: str, service_id: str, body: dict[str, Any]) -> Change:
    """
    Name what a request asks for.

    :raises Refused: the request makes no sense
    """
    if method == "DELETE":
        return Change("terminate", service_id, {})
    state = body.get("state")
    if method == "POST":
        if state not in STARTING:
            raise Refused(400, f"a service cannot be created in the state {state!r}")
        return Change("activate" if state == "active" else "reserve", f"svc-{uuid4().hex}", body)
    if "serviceCharacteristic" in body and state is None:
        is_move = bool(characteristic(body, "iccid"))
        return Change("swap" if is_move else "change_plan", service_id, body)
    verb = {"active": "resume", "inactive": "suspend", "terminated": "terminate"}.get(str(state))
    if verb is None:
        raise Refused(400, f"a service cannot be changed to the state {state!r}")
    return Change(verb, service_id, body)


def characteristic(body: dict[str, Any], name: str) -> str:
    for entry in body.get("serviceCharacteristic") or []:
        if isinstance(entry, dict) and entry.get("name") == name:
            return str(entry.get("value") or "")
    return ""


def find(store: Store, service_id: str) -> sqlite3.Row | None:
    """Find a service by its id, or by `msisdn:` and its number."""
    if service_id.startswith("msisdn:"):
        return store.row(
            "SELECT * FROM service WHERE msisdn = ? ORDER BY state = 'terminated', rowid DESC",
            service_id.removeprefix("msisdn:"),
        )
    return store.row("SELECT * FROM service WHERE id = ?", service_id)


def apply(store: Store, change: Change, base: str) -> tuple[int, dict[str, Any]]:
    """
    Carry a change out and return the status and body of the answer.

    :raises Refused: the network's rules forbid it
    """
    if change.verb in ("reserve", "activate"):
        return 201, _create(store, change, base)
    service = find(store, change.service_id)
    if change.verb == "terminate":
        if service is not None:
            _keep(store, service, "terminated", json.loads(service["body"]))
        return 204, {}
    if service is None:
        raise Refused(404, "no such service")
    body = json.loads(service["body"])
    if change.verb == "change_plan":
        return 200, _change_plan(store, service, body, change)
    if change.verb == "swap":
        return 200, _swap(store, service, body, change)
    state = str(change.body["state"])
    if state not in MOVES[service["state"]]:
        raise Refused(409, f"a service that is {service['state']} cannot become {state}")
    return 200, _keep(store, service, state, body)


def _create(store: Store, change: Change, base: str) -> dict[str, Any]:
    msisdn, iccid = characteristic(change.body, "msisdn"), characteristic(change.body, "iccid")
    if not msisdn or not iccid:
        raise Refused(400, "the characteristics msisdn and iccid are required")
    body = {
        **change.body,
        "id": change.service_id,
        "href": f"{base}/service/{change.service_id}",
        "hasStarted": change.body["state"] == "active",
    }
    try:
        store.write(
            "INSERT INTO service VALUES (?, ?, ?, ?, ?)",
            change.service_id,
            msisdn,
            iccid,
            change.body["state"],
            json.dumps(body),
        )
    except sqlite3.IntegrityError:
        raise Refused(409, "the number or the SIM is in service already") from None
    return body


def _swap(store: Store, row: sqlite3.Row, body: dict[str, Any], change: Change) -> dict[str, Any]:
    iccid = characteristic(change.body, "iccid")
    if not iccid:
        raise Refused(400, "the characteristic iccid is required")
    if row["state"] == "terminated":
        raise Refused(409, "a service that is terminated keeps its SIM")
    _take(body, change)
    try:
        store.write("UPDATE service SET iccid = ? WHERE id = ?", iccid, row["id"])
    except sqlite3.IntegrityError:
        raise Refused(409, "the SIM is in service already") from None
    return _keep(store, row, row["state"], body)


def _change_plan(
    store: Store, row: sqlite3.Row, body: dict[str, Any], change: Change
) -> dict[str, Any]:
    if not characteristic(change.body, "plan"):
        raise Refused(400, "the characteristic iccid or plan is required")
    if row["state"] == "terminated":
        raise Refused(409, "a service that is terminated keeps its plan")
    _take(body, change)
    return _keep(store, row, row["state"], body)


def renumber(store: Store, row: sqlite3.Row, msisdn: str) -> None:
    """Give a service another number; its SIM and everything else stay."""
    number = {"name": "msisdn", "valueType": "string", "value": msisdn}
    body = json.loads(row["body"])
    _take(body, Change("renumber", row["id"], {"serviceCharacteristic": [number]}))
    try:
        store.write("UPDATE service SET msisdn = ? WHERE id = ?", msisdn, row["id"])
    except sqlite3.IntegrityError:
        raise ValueError("the number is in service already") from None
    _keep(store, row, row["state"], body)


def _take(body: dict[str, Any], change: Change) -> None:
    new = {entry["name"]: entry for entry in change.body["serviceCharacteristic"]}
    kept = [e for e in body["serviceCharacteristic"] if e["name"] not in new]
    body["serviceCharacteristic"] = [*kept, *new.values()]


def _keep(store: Store, row: sqlite3.Row, state: str, body: dict[str, Any]) -> dict[str, Any]:
    body = {**body, "state": state, "hasStarted": body.get("hasStarted") or state == "active"}
    store.write(
        "UPDATE service SET state = ?, body = ? WHERE id = ?",
        state,
        json.dumps(body),
        row["id"],
    )
    return body
