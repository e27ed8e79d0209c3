from django.apps import AppConfig


class FenceConfig(AppConfig):
    name = "kith.fence"
    label = "fence"
    verbose_name = "Fence"
    default_auto_field = "django.db.models.BigAutoField"
