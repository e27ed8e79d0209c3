"""Letters posted in the writer's transaction, delivered until they are done."""

from kith.outbox.events import Event
from kith.outbox.publish import publish, publish_many

__all__ = ["Event", "publish", "publish_many"]
