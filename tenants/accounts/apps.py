"""People and the roles they hold."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who signs in, everywhere; stands on the public side."""

    name = "tenants.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
    # Both tables carry row-level security: a tenant's role reads only its own people.
    tenant_may_read = ("accounts_person", "accounts_partyrole")
