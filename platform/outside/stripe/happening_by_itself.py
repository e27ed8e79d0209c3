"""What happens because time goes by."""

from outside.stripe.resources.chargebacks import decide_due_disputes
from outside.stripe.resources.refunds import end_due_refunds
from outside.stripe.resources.sessions import expire_due_sessions
from outside.stripe.world import World


def pass_time(world: World) -> None:
    """Close pages, decide disputes and end refunds whose time has come."""
    expire_due_sessions(world)
    decide_due_disputes(world)
    end_due_refunds(world)
