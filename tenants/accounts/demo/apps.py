"""The demo's doors, an app so that their templates are absent outside the demo."""

from django.apps import AppConfig


class DemoDoorsConfig(AppConfig):
    """No tables; in INSTALLED_APPS only when KITH_DEMO is on."""

    name = "tenants.accounts.demo"
    label = "demo_doors"
