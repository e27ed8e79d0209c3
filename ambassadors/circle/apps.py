from django.apps import AppConfig


class CircleConfig(AppConfig):
    name = "ambassadors.circle"
    label = "circle"
    default_auto_field = "django.db.models.BigAutoField"
