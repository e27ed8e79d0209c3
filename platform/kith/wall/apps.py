from django.apps import AppConfig


class WallConfig(AppConfig):
    name = "kith.wall"
    label = "wall"
    verbose_name = "The wall between tenants"

    def ready(self) -> None:
        from kith.wall import checks  # noqa: F401  registers the start-up checks
        from kith.wall.stamps import stamp_rows

        stamp_rows()
