"""One tenant's own words and looks."""

from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    """Branding and settings of one tenant; stands on the tenant side."""

    name = "tenants.workspace"
    label = "workspace"
    default_auto_field = "django.db.models.BigAutoField"
