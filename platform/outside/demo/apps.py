"""The demo, an app so that its doors, templates and commands are absent outside it."""

from types import ModuleType

from django.apps import AppConfig

from outside.demo.clock import move_for_good


class DemoConfig(AppConfig):
    """No tables; in INSTALLED_APPS only when KITH_DEMO is on."""

    name = "outside.demo"
    label = "demo"

    def __init__(self, app_name: str, app_module: ModuleType) -> None:
        super().__init__(app_name, app_module)
        # Before any model is loaded: some have the clock for a default, and so their migrations.
        move_for_good()
