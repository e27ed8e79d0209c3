from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "kith.audit"
    label = "audit"
    verbose_name = "Audit"
    default_auto_field = "django.db.models.BigAutoField"
    append_only = ("audit_auditentry", "audit_block")
