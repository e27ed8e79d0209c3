from django.apps import AppConfig


class StraysConfig(AppConfig):
    name = "billing.strays"
    label = "strays"
    verbose_name = "Unknown movements"
    default_auto_field = "django.db.models.BigAutoField"
