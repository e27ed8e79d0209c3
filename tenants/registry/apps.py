from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "tenants.registry"
    label = "registry"
    verbose_name = "Tenants and their hosts"
    default_auto_field = "django.db.models.BigAutoField"
    # Row policies on shared tables look up which tenant a role belongs to.
    tenant_may_read = ("registry_tenant", "registry_domain")
