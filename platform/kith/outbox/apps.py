from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "kith.outbox"
    label = "outbox"
    verbose_name = "Outbox"
    default_auto_field = "django.db.models.BigAutoField"
    # By the column that names the tenant: it posts its own letters and nobody else's.
    tenant_may_insert = {"outbox_letter": "tenant_id"}
