"""The queue's door: wake-ups that say only that there is work; the rows say which."""

from kith.outbox.deliver import make_due
from kith.wall.tasks import public_task


@public_task()
def deliver_together_later(**_from_a_newer_deploy: object) -> None:
    """Make what is due and shares a transaction with its mark; waking twice makes it once."""
    if make_due(is_outside=False):
        deliver_together_later.delay()


@public_task()
def deliver_one_later(**_from_a_newer_deploy: object) -> None:
    """Make one delivery that is due and runs outside of a transaction, or has to run alone."""
    make_due(is_outside=True)
