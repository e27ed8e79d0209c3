"""Write one line of the audit log."""

from datetime import datetime
from typing import Any
from uuid import UUID

from kith.audit.models import AuditEntry
from kith.wall.side import current_tenant, in_public


def record(
    action: str, *, actor_id: UUID | None, subject: str, detail: dict[str, Any], at: datetime
) -> None:
    """Write one privileged action in the caller's transaction; nothing can change it later."""
    tenant = current_tenant()
    with in_public():
        AuditEntry.objects.create(
            action=action,
            actor_id=actor_id,
            tenant_id=tenant.uuid if tenant else None,
            subject=subject,
            detail=detail,
            happened_at=at,
        )
