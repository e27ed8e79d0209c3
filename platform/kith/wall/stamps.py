"""
Every tenant's row remembers where it was read.

The same primary key names different rows in two schemas: a row read at one shop and saved at
another would overwrite a stranger's. The router asks for the stamp before it lets a row be written.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Model

from kith.wall.side import current_side, sides_of


def stamp_rows() -> None:
    """Make every model of the tenants' side stamp the rows it reads; done once, at start."""
    models: list[Any] = apps.get_models()
    for model in models:
        if "tenant" in sides_of(model._meta.app_label):
            model.from_db = classmethod(_stamping(model.from_db))


def schema_of(row: Model) -> str | None:
    """Return the schema the row was read from; None for one that was never read."""
    return getattr(row._state, "schema", None)


def _stamping(read: Any) -> Any:
    def from_db(
        cls: type[Model], db: str, field_names: Any, values: Any, *, fetch_mode: Any = None
    ) -> Model:
        row = read.__func__(cls, db, field_names, values, fetch_mode=fetch_mode)
        side = current_side()
        row._state.schema = side.schema if side else None
        return row

    return from_db
