"""How long it is known that a mail was sent."""

from datetime import date, datetime

from django.db.models import QuerySet

from kith.mail.models import SentMail
from kith.retention import Retention, Rule


def old_mails(*, before: datetime) -> QuerySet[SentMail]:
    """Select the mails that were sent before a moment."""
    return SentMail.objects.filter(sent_at__lt=before)


# Longer than the outbox keeps what leads to a mail, so that nothing it repeats is sent twice.
SENT_MAILS = Retention("sent mails", [Rule(since=date(2026, 12, 1), days=180)], old_mails)
