"""Celery tasks: wake-ups of the shared side; whose work it is stands on the rows they wake for."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from celery import shared_task
from django.db import close_old_connections

from kith.wall.side import in_public


def public_task(**options: Any) -> Callable[[Callable[..., None]], Any]:
    """Declare a task that works on the shared side."""

    def declare(function: Callable[..., None]) -> Any:
        @shared_task(name=_name(function), **options)
        @wraps(function)
        def run(**kwargs: Any) -> None:
            # As at a request: one that broke, or is old, is replaced before anything is done.
            close_old_connections()
            with in_public():
                function(**kwargs)

        return run

    return declare


def _name(function: Callable[..., None]) -> str:
    return f"{function.__module__}.{function.__name__}"
