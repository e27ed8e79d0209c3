"""What the audit tells: who did what, the newest first."""

from django.db.models import Q, QuerySet

from kith.audit.models import AuditEntry


def entries(*, text: str = "") -> QuerySet[AuditEntry]:
    """Return the entries whose action or subject begins with these words; all of them without."""
    found = AuditEntry.objects.order_by("-pk")
    if not text:
        return found
    return found.filter(Q(action__startswith=text) | Q(subject__startswith=text))
