"""Which side of the wall this piece of work stands on."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from uuid import UUID

from django.conf import settings

from kith.errors import Unavailable

PUBLIC_SCHEMA = "public"
PUBLIC_ROLE = "kith_public"
OWNER_ROLE = "kith_owner"


class TenantNotSet(RuntimeError):
    """Work reached the database without saying whose it is."""


class TenantUnavailable(Unavailable, LookupError):
    """The tenant does not exist, is being made or is closed."""


class TenantClosed(TenantUnavailable):
    """The tenant is closed for good: nothing that waits for it will ever be done."""


@dataclass(frozen=True)
class TenantRef:
    """What the lower layers know of a tenant; no database row."""

    uuid: UUID
    slug: str
    name: str
    kind: str
    schema_name: str
    db_role: str
    currency: str
    country: str
    locale: str
    timezone: str
    owner_id: UUID | None = None
    # Two people closed it for good, from this day on: it takes nothing new.
    closes_at: datetime | None = None
    # Staff suspended it: it sells nothing, and goes on serving who has a line.
    suspended_at: datetime | None = None

    @property
    def takes_orders(self) -> bool:
        """Whether it sells: it is not suspended, and nobody agreed to close it."""
        return not (self.suspended_at or self.closes_at)

    @property
    def is_operator(self) -> bool:
        return self.kind == "operator"

    @property
    def is_home(self) -> bool:
        return self.kind == "home"


@dataclass(frozen=True)
class Side:
    """One side: the PostgreSQL role, the schema it sees, the tenant if any."""

    role: str
    schema: str
    tenant: TenantRef | None = None


PUBLIC = Side(PUBLIC_ROLE, PUBLIC_SCHEMA)
_side: ContextVar[Side | None] = ContextVar("kith_side", default=None)


def current_side() -> Side | None:
    """Return the side this work stands on, or None when nobody said."""
    return _side.get()


def current_tenant() -> TenantRef | None:
    """Return the tenant whose data this work sees, None on the public side."""
    side = _side.get()
    return side.tenant if side else None


def required_tenant() -> TenantRef:
    """
    Return the current tenant.

    :raises TenantNotSet: the work stands on the public side, or on none
    """
    if tenant := current_tenant():
        return tenant
    raise TenantNotSet("this belongs to a tenant; enter one with in_tenant(...)")


class _Stay:
    """One block that stands on a side; each is entered once."""

    __slots__ = ("_side", "_token")

    def __init__(self, side: Side | None) -> None:
        self._side = side

    def __enter__(self) -> None:
        self._token = _side.set(self._side)

    def __exit__(self, *_: object) -> None:
        _side.reset(self._token)


def on_side(side: Side | None) -> AbstractContextManager[None]:
    """Stand on a side until the block ends, then on the one before."""
    return _Stay(side)


def in_public() -> AbstractContextManager[None]:
    """Work on the shared side, under the public role."""
    return _Stay(PUBLIC)


def as_owner(schema: str = PUBLIC_SCHEMA) -> AbstractContextManager[None]:
    """Work as the owner of the tables: migrations and provisioning only."""
    return _Stay(Side(OWNER_ROLE, schema))


def public_side[**P, R](function: Callable[P, R]) -> Callable[P, R]:
    """Run a public use-case or query under the public role, in the caller's transaction."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with in_public():
            return function(*args, **kwargs)

    return run


def sides_of(app_label: str) -> frozenset[str]:
    """Return the sides an app's tables stand on: public, tenant, or both."""
    return settings.SIDES.get(app_label, frozenset({"public"}))
