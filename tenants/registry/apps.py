from typing import ClassVar

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "tenants.registry"
    label = "registry"
    verbose_name = "Tenants and their hosts"
    default_auto_field = "django.db.models.BigAutoField"
    # Row policies on shared tables look up which tenant a role belongs to, and nothing more.
    tenant_may_read_columns: ClassVar[dict[str, tuple[str, ...]]] = {
        "registry_tenant": ("uuid", "db_role")
    }
