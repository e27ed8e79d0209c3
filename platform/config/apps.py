from django.apps import AppConfig


class HouseConfig(AppConfig):
    """Loaded last: every app is known by then."""

    name = "config"
    label = "house"

    def ready(self) -> None:
        # Wiring names use-cases of every app: it is read when they are all loaded.
        from config.navigation import register_menus
        from config.wiring import wire

        wire()
        register_menus()
