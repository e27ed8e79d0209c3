from django.apps import AppConfig


class PlainConfig(AppConfig):
    name = "bench.plain"
    # The label the views ask for.
    label = "storefront"
    default_auto_field = "django.db.models.BigAutoField"
