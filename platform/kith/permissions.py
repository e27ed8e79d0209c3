"""What a person may do here, from the roles they hold here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

RolesOf = Callable[..., Iterable[str]]
_permissions: dict[str, frozenset[str]] = {}
_roles_of: list[RolesOf] = []


def grant_by_role(table: Mapping[str, Iterable[str]], *, roles_of: RolesOf) -> None:
    """Say what each role may do, and who knows a person's roles; called once at start-up."""
    _permissions.clear()
    _permissions.update({role: frozenset(names) for role, names in table.items()})
    _roles_of[:] = [roles_of]


def roles_here(request: HttpRequest) -> frozenset[str]:
    """Return the roles this person holds on this host, read once a request."""
    if not request.user.is_authenticated:
        return frozenset()
    known = getattr(request, "_kith_roles", None)
    if known is None:
        tenant = getattr(request, "tenant", None)
        known = frozenset(
            _roles_of[0](person_id=request.user.pk, tenant_id=tenant.uuid if tenant else None)
        )
        request._kith_roles = known  # type: ignore[attr-defined]
    return known


def is_signed_in(request: HttpRequest) -> bool:
    """Return whether somebody is signed in on this host."""
    return request.user.is_authenticated


def allowed(request: HttpRequest, permission: str) -> bool:
    """Return whether the person asking may do this here."""
    return any(permission in _permissions.get(role, ()) for role in roles_here(request))


def roles_with(permission: str) -> frozenset[str]:
    """Return the roles that a permission is granted to."""
    return frozenset(role for role, names in _permissions.items() if permission in names)


def requires(permission: str) -> Callable[[Callable[..., HttpResponse]], Any]:
    """Let a view through to those allowed; others sign in, or are refused with 403."""

    def decorate(view: Callable[..., HttpResponse]) -> Any:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path(), reverse("account_login"))
            if not allowed(request, permission):
                raise PermissionDenied(permission)
            return view(request, *args, **kwargs)

        return _declared(guarded, permission)

    return decorate


def signed_in(view: Callable[..., HttpResponse]) -> Any:
    """Let a view through to any person signed in on this host."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        return view(request, *args, **kwargs)

    return _declared(guarded, "signed-in")


def owners_alone(view: Callable[..., HttpResponse]) -> Any:
    """Keep a page from whoever only looks on in its owner's place."""
    view.is_owners_alone = True  # type: ignore[attr-defined]
    return view


def _declared(view: Any, permission: str) -> Any:
    # Said on the view, so that a test can hold every route against its table.
    view.required_permission = permission
    return view
