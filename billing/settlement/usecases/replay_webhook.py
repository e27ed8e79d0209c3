"""Let a parked event be tried again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from billing.settlement.events import WebhookReceived
from billing.settlement.models import WebhookEvent
from kith.audit.record import record
from kith.errors import DomainError
from kith.outbox import publish


class NotParked(DomainError):
    """The event is not parked: it was applied, or a worker still tries."""

    code = "webhook.not_parked"


@transaction.atomic
def replay_webhook(*, webhook_id: int, by: UUID, at: datetime) -> WebhookEvent:
    """
    Take an event off the parked list and have a worker apply it afresh.

    :raises NotParked: there is nothing to replay
    """
    event = WebhookEvent.objects.locked().get(pk=webhook_id)
    if event.parked_at is None:
        raise NotParked(
            _("%(event)s is not parked") % {"event": event},
            mend=_("Reload the page to see where it stands."),
        )
    event.parked_at = None
    event.attempts = 0
    event.replays += 1
    event.save(update_fields=["parked_at", "attempts", "replays"])
    record("webhook.replayed", actor_id=by, subject=f"webhook:{event.pk}", detail={}, at=at)
    publish(WebhookReceived(webhook_id=event.pk), key=f"replay:{event.pk}:{event.replays}")
    return event
