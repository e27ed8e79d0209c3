"""The queue's door: wake-ups that say only that there is work; the rows say which."""

from kith.outbox.deliver import make_due
from kith.wall.tasks import public_task


@public_task()
def deliver_later(**_from_a_newer_deploy: object) -> None:
    """Make what is due; waking twice makes it once."""
    if make_due():
        deliver_later.delay()
