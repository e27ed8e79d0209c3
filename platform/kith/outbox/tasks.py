"""The queue's door: a wake-up for one delivery; the row says what to do."""

import hmac

from celery import current_app
from django.conf import settings

from kith.outbox.deliver import make_delivery
from kith.outbox.jobs import claim_slot, slot_now
from kith.wall.tasks import public_task


def seal(delivery_id: int) -> str:
    """Return the seal that shows a wake-up was written by this house."""
    return hmac.new(
        settings.SECRET_KEY.encode(), b"delivery:%d" % delivery_id, "sha256"
    ).hexdigest()


class ForgedWakeUp(ValueError):
    """A message in the queue that this house did not write."""


@public_task()
def deliver_later(*, delivery_id: int, seal_given: str, **_from_a_newer_deploy: object) -> None:
    """Make one delivery; waking it twice makes it once."""
    if not hmac.compare_digest(seal_given, seal(delivery_id)):
        raise ForgedWakeUp(f"delivery {delivery_id} came without its seal")
    make_delivery(delivery_id)


@public_task()
def run_job(*, job: str, every_seconds: int, **_from_a_newer_deploy: object) -> None:
    """Run one scheduled job, unless this slot of time was run already."""
    if claim_slot(name=job, slot=slot_now(every_seconds=every_seconds)):
        current_app.tasks[job]()
