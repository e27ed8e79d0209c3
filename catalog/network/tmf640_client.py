"""The adapter that speaks to the network over HTTP, in the manner of TMF640."""

from __future__ import annotations

import atexit
import json
import os
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

import httpx

from catalog.network.port import (
    NetworkAnswer,
    NetworkUnreachable,
    NumberToBring,
    PortAnswer,
    Subscription,
)
from catalog.network.port_words import read_port

API = "/tmf-api/ServiceActivationAndConfiguration/v4"
REQUEST_ID = "X-Request-Id"
# Answers that say "not now" rather than "no": asking again with the same id is safe.
UNDECIDED = {408, 425, 429}


@cache
def _connections() -> httpx.Client:
    """Return this process's connections to networks, closed when it ends."""
    client = httpx.Client()
    atexit.register(client.close)
    return client


# A connection belongs to one process: a fork begins with none.
os.register_at_fork(after_in_child=_connections.cache_clear)


@dataclass(frozen=True)
class Tmf640Client:
    """A client of one network; what it asks goes over connections the process keeps open."""

    url: str
    timeout_seconds: float = 5.0

    def reserve(self, *, request_id: str, subscription: Subscription) -> NetworkAnswer:
        return self._create(request_id, subscription, "reserved")

    def activate(self, *, request_id: str, subscription: Subscription) -> NetworkAnswer:
        if subscription.reference:
            return self._change(request_id, subscription, {"state": "active"})
        return self._create(request_id, subscription, "active")

    def suspend(self, *, request_id: str, subscription: Subscription) -> NetworkAnswer:
        return self._change(request_id, subscription, {"state": "inactive"})

    def resume(self, *, request_id: str, subscription: Subscription) -> NetworkAnswer:
        return self._change(request_id, subscription, {"state": "active"})

    def swap(self, *, request_id: str, subscription: Subscription) -> NetworkAnswer:
        return self._change(
            request_id,
            subscription,
            {"serviceCharacteristic": _characteristics(subscription, "iccid", "imsi")},
        )

    def change_plan(self, *, request_id: str, subscription: Subscription) -> NetworkAnswer:
        return self._change(
            request_id,
            subscription,
            {"serviceCharacteristic": _characteristics(subscription, "plan")},
        )

    def terminate(self, *, request_id: str, subscription: Subscription) -> NetworkAnswer:
        return self._ask("DELETE", _address(subscription), request_id)

    def bring_number(
        self, *, request_id: str, subscription: Subscription, number: NumberToBring
    ) -> PortAnswer:
        body = {
            "service": _name(subscription),
            "msisdn": number.e164,
            "operator": number.operator,
            "account": number.account,
            "wantedOn": number.wanted_on.isoformat(),
        }
        return _of_port(self._send("POST", f"{API}/portIn", request_id, body))

    def find_number(self, *, request_id: str) -> PortAnswer | None:
        path = f"{API}/portIn?requestId={quote(request_id, safe='')}"
        reply = self._send("GET", path, request_id)
        if reply.status_code == 404:
            return None
        if not reply.is_success:
            raise NetworkUnreachable(f"The network answered {reply.status_code} to a look.")
        return _of_port(reply)

    def leave_number(self, *, request_id: str, reference: str) -> PortAnswer:
        reply = self._send("DELETE", f"{API}/portIn/{reference}", request_id)
        # What it never heard of comes to nobody.
        return PortAnswer("cancelled") if reply.status_code == 404 else _of_port(reply)

    def _create(self, request_id: str, subscription: Subscription, state: str) -> NetworkAnswer:
        body = {
            "@type": "Service",
            "category": "CustomerFacingService",
            "name": f"mobile {subscription.e164}",
            "state": state,
            "serviceCharacteristic": _characteristics(
                subscription, "msisdn", "iccid", "imsi", "plan"
            ),
        }
        return self._ask("POST", f"{API}/service", request_id, body)

    def _change(self, request_id: str, subscription: Subscription, body: dict) -> NetworkAnswer:
        return self._ask("PATCH", _address(subscription), request_id, body)

    def _ask(
        self, method: str, path: str, request_id: str, body: dict | None = None
    ) -> NetworkAnswer:
        return _translated(self._send(method, path, request_id, body))

    def _send(
        self, method: str, path: str, request_id: str, body: dict | None = None
    ) -> httpx.Response:
        """
        Send one request and return what comes back.

        :raises NetworkUnreachable: no answer, or one that does not say what happened
        """
        try:
            reply = _connections().request(
                method,
                self.url.rstrip("/") + path,
                json=body,
                headers={REQUEST_ID: request_id},
                timeout=self.timeout_seconds,
            )
        except httpx.HTTPError as problem:
            raise NetworkUnreachable(
                "The network did not answer.", mend="It is asked again by itself."
            ) from problem
        if reply.status_code >= 500 or reply.status_code in UNDECIDED:
            raise NetworkUnreachable(
                f"The network answered {reply.status_code}.", mend="It is asked again by itself."
            )
        return reply


def _characteristics(subscription: Subscription, *names: str) -> list[dict]:
    values = {
        "msisdn": subscription.e164,
        "iccid": subscription.iccid,
        "imsi": subscription.imsi,
        "plan": subscription.plan,
    }
    return [
        {"name": name, "valueType": "string", "value": values[name]}
        for name in names
        if values[name]
    ]


def _address(subscription: Subscription) -> str:
    """Name a service by its id, or by its number when the answer with the id never reached us."""
    return f"{API}/service/{_name(subscription)}"


def _name(subscription: Subscription) -> str:
    return subscription.reference or f"msisdn:{subscription.e164}"


def _of_port(reply: httpx.Response) -> PortAnswer:
    """Read how a number stands that is to come; a refusal at once is a refusal."""
    body = _body(reply)
    if not reply.is_success:
        return PortAnswer("refused", reason=str(body.get("code") or body.get("reason") or ""))
    try:
        return read_port(body)
    except (KeyError, ValueError) as problem:
        raise NetworkUnreachable("The network's answer cannot be read.") from problem


def _translated(reply: httpx.Response) -> NetworkAnswer:
    body = _body(reply)
    if reply.status_code == 202:
        return _of_monitor(body)
    if reply.is_success:
        return NetworkAnswer("done", reference=str(body.get("id", "")))
    reason = body.get("reason") or body.get("message") or f"refused with {reply.status_code}"
    return NetworkAnswer("failed", reason=str(reason))


def _body(reply: httpx.Response) -> dict:
    if not reply.content:
        return {}
    try:
        body = reply.json()
    except ValueError as problem:
        raise NetworkUnreachable("The network's answer cannot be read.") from problem
    return body if isinstance(body, dict) else {}


def _of_monitor(monitor: dict) -> NetworkAnswer:
    """Read a TMF640 monitor: InProgress, Completed or InError."""
    reference = str(monitor.get("sourceHref", "")).rstrip("/").rpartition("/")[2]
    state = monitor.get("state")
    if state == "Completed":
        return NetworkAnswer("done", reference=reference)
    if state == "InError":
        return NetworkAnswer("failed", reference=reference, reason=monitor_reason(monitor))
    return NetworkAnswer("pending", reference=reference)


def monitor_reason(monitor: dict) -> str:
    """Find why a monitored request failed, in the body of the response it keeps."""
    try:
        body = json.loads(monitor["response"]["body"])
        return str(body["reason"])
    except (KeyError, TypeError, ValueError):
        return "the network gave no reason"
