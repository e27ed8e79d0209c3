"""What the audit log opens to the whole house."""

from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from kith.audit.seal import seal_what_is_new
from kith.doors import Doors, Job, Sealed

DOORS = Doors(
    mentions={
        "audit.AuditEntry.actor_id": "who did what with power: proof, sealed, kept for ever",
    },
    jobs=[Job("seal", _("Seal what was written"), seal_what_is_new, crontab())],
    sealed=[
        Sealed(
            table="audit_auditentry",
            sides=frozenset({"public"}),
            what="audit entry",
            name="r.id || ' (' || r.action || ' of ' || r.subject || ')'",
            content=(
                "jsonb_build_array(r.action, r.actor_id, r.tenant_id, r.subject, r.detail,"
                " extract(epoch FROM r.happened_at)::text)"
            ),
            recorded_at="recorded_at",
        )
    ],
)
