"""Rows that are locked before they are looked at."""

from __future__ import annotations

from typing import Any, Self, cast

from django.db import models


class Lockable:
    """
    What a queryset has besides: its rows can be locked, in the one order everybody takes them in.

    A mixin and no queryset of its own: as a generic one, what is annotated would lose its type.
    """

    def locked(self) -> Self:
        """Lock the rows for this transaction, always in the same order."""
        rows = cast("models.QuerySet[Any]", self)
        return cast("Self", rows.order_by("pk").select_for_update(of=("self",)))
