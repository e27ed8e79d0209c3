"""A second operator, which takes numbers away from us by the code their holder was given."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from outside.network import lifecycle
from outside.network.network import Network

ASKED, COMPLETED = "PortOutAskedEvent", "PortOutCompletedEvent"


def take(network: Network, wish: dict[str, Any]) -> dict[str, Any]:
    """
    Ask whether the code lets the number go, and move it where it does.

    With `moves` false it stops before the move: the losing side waits. The same `id` goes on where
    the last one stopped. The move is told `times` times.

    :raises ValueError: the wish names no number
    """
    msisdn = str(wish.get("msisdn") or "")
    if not msisdn:
        raise ValueError("msisdn is required")
    port = {
        "id": str(wish.get("id") or f"port-{uuid4().hex}"),
        "msisdn": msisdn,
        "operator": str(wish.get("operator") or "Faro Móvil"),
    }
    asked = {"eventType": ASKED, "event": {"port": {**port, "code": str(wish.get("code") or "")}}}
    status, said = network.callbacks.ask(asked)
    answer = {"id": port["id"], "status": status, **said, "told": []}
    if said.get("state") != "accepted" or not wish.get("moves", True):
        return answer
    _end_service(network, msisdn)
    moved = {"eventType": COMPLETED, "event": {"port": port}}
    for _ in range(int(wish.get("times", 1))):
        status, _said = network.callbacks.ask(moved)
        answer["told"].append(status)
    return answer


def _end_service(network: Network, msisdn: str) -> None:
    service = lifecycle.find(network.store, f"msisdn:{msisdn}")
    if service is not None:
        network.store.write("UPDATE service SET state = 'terminated' WHERE id = ?", service["id"])
