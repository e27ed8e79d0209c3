from django.apps import AppConfig


class WholesaleConfig(AppConfig):
    name = "catalog.wholesale"
    label = "wholesale"
    verbose_name = "Base products"
    default_auto_field = "django.db.models.BigAutoField"
