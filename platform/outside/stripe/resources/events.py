"""What happened, for those who missed being told."""

from outside.stripe.calls import Call, Json
from outside.stripe.listing import listed
from outside.stripe.resources.lookup import needed
from outside.stripe.world import World


def retrieve_event(world: World, call: Call) -> Json:
    """Return one event."""
    return needed(world, "event", call.args[0])


def list_events(world: World, call: Call) -> Json:
    """Return a page of events of the last thirty days."""
    return listed(world, call, "event", members=("type",))
