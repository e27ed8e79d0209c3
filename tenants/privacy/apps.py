"""What the network holds of a person: given to them whole, and taken away."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """Copies of everything, and accounts that end; stands on the public side."""

    name = "tenants.privacy"
    label = "privacy"
    default_auto_field = "django.db.models.BigAutoField"
