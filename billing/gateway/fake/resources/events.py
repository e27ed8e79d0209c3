"""What happened, for those who missed being told."""

from billing.gateway.fake.calls import Call, Json
from billing.gateway.fake.listing import listed
from billing.gateway.fake.resources.lookup import needed
from billing.gateway.fake.world import World


def retrieve_event(world: World, call: Call) -> Json:
    """Return one event."""
    return needed(world, "event", call.args[0])


def list_events(world: World, call: Call) -> Json:
    """Return a page of events of the last thirty days."""
    return listed(world, call, "event", members=("type",))
