from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "kith.outbox"
    label = "outbox"
    verbose_name = "Outbox"
    default_auto_field = "django.db.models.BigAutoField"
    tenant_may_insert = ("outbox_letter",)
