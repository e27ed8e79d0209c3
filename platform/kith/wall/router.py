"""Which tables stand on which side; a write through the wall is refused."""

from typing import Any

from kith.wall.side import PUBLIC_SCHEMA, current_side, sides_of
from kith.wall.stamps import schema_of


class WroteThroughTheWall(RuntimeError):
    """Public rows were written from a tenant's side, or a tenant's from the public one."""


class SavedElsewhere(RuntimeError):
    """A row that was read in one schema was written in another."""


class WallRouter:
    """Django's database router for the wall."""

    # Letters may be posted from either side: the outbox is a letterbox.
    LETTERBOX = frozenset({"outbox"})

    def db_for_write(self, model: Any, **hints: Any) -> None:
        side = current_side()
        if side is None or model._meta.app_label in self.LETTERBOX:
            return
        here = "public" if side.schema == PUBLIC_SCHEMA else "tenant"
        if here not in sides_of(model._meta.app_label):
            raise WroteThroughTheWall(f"{model._meta.label} was written on the {here} side")
        row = hints.get("instance")
        if row is not None and schema_of(row) not in {None, side.schema}:
            raise SavedElsewhere(f"{row} was read in {schema_of(row)}, written in {side.schema}")

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        side = current_side()
        here = "public" if side is None or side.schema == PUBLIC_SCHEMA else "tenant"
        return None if here in sides_of(app_label) else False
