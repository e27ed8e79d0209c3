from django.apps import AppConfig


class HouseConfig(AppConfig):
    """Loaded last: every app is known by then."""

    name = "config"
    label = "house"

    def ready(self) -> None:
        from config.wiring import wire

        wire()
