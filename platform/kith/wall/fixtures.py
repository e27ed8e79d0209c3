"""Which side of the wall Django's own commands about rows work on: never half of one in silence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from kith.wall.entering import in_tenant
from kith.wall.side import in_public, sides_of


def add_tenant_argument(parser: CommandParser) -> None:
    """Let a command say whose rows it is about."""
    parser.add_argument(
        "--tenant", metavar="SLUG", help="The shop whose rows these are; without it the network's."
    )


@contextmanager
def on_side_of(slug: str | None) -> Iterator[str]:
    """
    Stand on a shop's side, or on the network's without a slug, and say which of the two.

    :raises CommandError: no shop has that slug
    """
    if slug is None:
        with in_public():
            yield "public"
        return
    with in_public():
        tenant = apps.get_model(settings.TENANT_MODEL)._default_manager.filter(slug=slug).first()
    if tenant is None:
        raise CommandError(f"There is no shop {slug!r}.")
    with in_tenant(tenant.ref):
        yield "tenant"


def refuse_other_side(label: str, *, here: str) -> None:
    """
    Refuse an app or a model whose rows do not stand on this side.

    :raises CommandError: they stand on the other one; the message says how to name it
    """
    app_label = label.partition(".")[0]
    sides: Any = sides_of(app_label)
    if here in sides:
        return
    mend = "name one with --tenant SLUG" if here == "public" else "leave --tenant out"
    where = "in each shop" if here == "public" else "with the network"
    raise CommandError(f"{label} stands {where}: {mend}.")
