"""People and the roles they hold."""

from typing import ClassVar

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who signs in, everywhere; stands on the public side."""

    name = "tenants.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
    # Both tables carry row-level security: a tenant's role reads only its own people.
    tenant_may_read = ("accounts_partyrole",)
    # All but the password: the hash is read on the public side, in `backends`.
    tenant_may_read_columns: ClassVar[dict[str, tuple[str, ...]]] = {
        "accounts_person": (
            "id",
            "email",
            "full_name",
            "handle",
            "handle_shape",
            "phone",
            "locale",
            "is_active",
            "created_at",
            "seen_until",
            "last_login",
        )
    }
