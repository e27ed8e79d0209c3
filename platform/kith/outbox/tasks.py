"""The queue's door: wake-ups that say only that there is work; the rows say which."""

from celery import current_app

from kith.outbox.deliver import make_due
from kith.outbox.jobs import claim_slot, slot_now
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


@public_task()
def run_job(*, job: str, every_seconds: int, **_from_a_newer_deploy: object) -> None:
    """Run one scheduled job, unless this slot of time was run already."""
    if claim_slot(name=job, slot=slot_now(every_seconds=every_seconds)):
        current_app.tasks[job]()
