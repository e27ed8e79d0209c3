"""Write down what happened, for whoever asks and for whoever is told."""

from typing import Any

from outside.stripe.calls import Json
from outside.stripe.store import new_id
from outside.stripe.world import API_VERSION, World


def happened(
    world: World,
    name: str,
    thing: Json,
    *,
    account: str = "",
    before: dict[str, Any] | None = None,
) -> Json:
    """Keep one event about a thing as it now is, and have it told."""
    facts: Json = {"object": thing}
    if before is not None:
        facts["previous_attributes"] = before
    event: Json = {
        "id": new_id("evt"),
        "object": "event",
        "api_version": API_VERSION,
        "created": world.clock.today(),
        "data": facts,
        "livemode": False,
        "pending_webhooks": 1,
        "request": {"id": None, "idempotency_key": None},
        "type": name,
    }
    if account:
        event["account"] = account
    world.store.put(event, account)
    world.outbound.queue(event)
    return event
