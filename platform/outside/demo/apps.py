"""The demo, an app so that its doors, templates and commands are absent outside it."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """No tables; in INSTALLED_APPS only when KITH_DEMO is on."""

    name = "outside.demo"
    label = "demo"
