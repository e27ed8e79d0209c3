"""Who did what, when; rows are written once."""

from django.db import models


class AuditEntry(models.Model):
    """One privileged action."""

    action = models.CharField(max_length=80)
    actor_id = models.UUIDField(null=True)
    tenant_id = models.UUIDField(null=True)
    subject = models.CharField(max_length=200)
    detail = models.JSONField(default=dict)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=models.functions.Now())

    class Meta:
        indexes = [models.Index(name="audit_by_subject", fields=["subject", "-id"])]

    def __str__(self) -> str:
        return f"{self.action} {self.subject}"
