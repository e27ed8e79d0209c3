from django.apps import AppConfig


class PortingConfig(AppConfig):
    name = "catalog.porting"
    label = "porting"
    default_auto_field = "django.db.models.BigAutoField"
