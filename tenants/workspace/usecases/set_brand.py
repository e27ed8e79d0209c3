"""Dress a shop in its own colours and type."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kith.audit.record import record
from kith.errors import DomainError
from kith.ui.contrast import HEX
from kith.wall import required_tenant
from tenants.workspace.legibility import unreadable_in
from tenants.workspace.models import TypePairing, Workspace
from tenants.workspace.queries import has_own_brand
from tenants.workspace.usecases.open_workspace import open_workspace

LARGEST_RADIUS = 28


class BrandBelongsToTelco(DomainError):
    """A reseller sells under the telco's brand."""

    code = "brand.belongs_to_telco"


class NotAToken(DomainError):
    """A colour, radius or pairing the design does not know."""

    code = "brand.not_a_token"


@transaction.atomic
def set_brand(
    *,
    accent: str,
    ink_on_accent: str,
    surface_tint: str,
    radius: int,
    type_pairing: str,
    at: datetime,
    by: UUID | None = None,
) -> Workspace:
    """
    Set the handful of tokens a brand consists of; returns the workspace that wears them.

    :raises BrandBelongsToTelco: the shop is a reseller's
    :raises NotAToken: not `#rrggbb`, a radius beyond the design, an unknown pairing
    :raises NearestPassingColour: words would be hard to read; it names the nearest colour
    """
    tenant = required_tenant()
    if not has_own_brand(tenant):
        raise BrandBelongsToTelco(
            _("Your shop carries the telco's brand."),
            mend=_("An own brand comes with the tier of virtual operator."),
        )
    colours = {
        "accent": _colour(accent),
        "ink_on_accent": _colour(ink_on_accent),
        "surface_tint": _colour(surface_tint),
    }
    if not 0 <= radius <= LARGEST_RADIUS:
        raise NotAToken(_("Corners are round by 0 to %(most)s pixels.") % {"most": LARGEST_RADIUS})
    if type_pairing not in TypePairing.values:
        raise NotAToken(_("There is no such pair of typefaces."), mend=_("Choose one of the six."))
    if unreadable := unreadable_in(colours):
        raise unreadable

    workspace = open_workspace()
    tokens = {**colours, "radius": radius, "type_pairing": type_pairing}
    for name, token in tokens.items():
        setattr(workspace, name, token)
    workspace.branded_at = workspace.branded_at or at
    workspace.save(update_fields=[*tokens, "branded_at"])
    record(
        "brand.set",
        actor_id=by,
        subject=f"tenant:{tenant.uuid}",
        detail=tokens,
        at=at,
    )
    return workspace


def _colour(text: str) -> str:
    colour = text.strip().lower()
    if not HEX.fullmatch(colour):
        raise NotAToken(_("A colour is written like #1d5c4b."))
    return colour
