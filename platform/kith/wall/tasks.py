"""Celery tasks that say whose work they are, or refuse to run."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from celery import shared_task

from kith.wall.entering import in_tenant
from kith.wall.side import in_public


def tenant_task(**options: Any) -> Callable[[Callable[..., None]], Any]:
    """
    Declare a task that works inside one tenant, named by the argument `tenant`.

    Leaving `tenant` out raises TypeError where the task is queued. An unknown,
    suspended or closed tenant raises TenantUnavailable in the worker; the task
    never runs on the public side instead.
    """

    def declare(function: Callable[..., None]) -> Any:
        @shared_task(name=_name(function), **options)
        @wraps(function)
        def run(*, tenant: str, **kwargs: Any) -> None:
            with in_tenant(tenant):
                function(**kwargs)

        return run

    return declare


def public_task(**options: Any) -> Callable[[Callable[..., None]], Any]:
    """Declare a task that works on the shared side."""

    def declare(function: Callable[..., None]) -> Any:
        @shared_task(name=_name(function), **options)
        @wraps(function)
        def run(**kwargs: Any) -> None:
            with in_public():
                function(**kwargs)

        return run

    return declare


def _name(function: Callable[..., None]) -> str:
    return f"{function.__module__}.{function.__name__}"
