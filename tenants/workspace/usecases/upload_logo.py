"""Put a logo on a shop."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kith.audit.record import record
from kith.wall import required_tenant
from tenants.workspace.logos import keep_logo, read_logo
from tenants.workspace.models import TypePairing, Workspace
from tenants.workspace.queries import has_own_brand, quiet_tint
from tenants.workspace.usecases.open_workspace import open_workspace
from tenants.workspace.usecases.set_brand import BrandBelongsToTelco

# What a shop wears until it chooses: the telco's own green.
FIRST_ACCENT, FIRST_INK, FIRST_RADIUS = "#1d5c4b", "#ffffff", 12


@transaction.atomic
def upload_logo(*, content: bytes, at: datetime, by: UUID | None = None) -> Workspace:
    """
    Draw the picture anew and show it on every page of the shop.

    :raises BrandBelongsToTelco: the shop is a reseller's
    :raises LogoRefused: no PNG, JPEG or WebP, too heavy, too large, or broken
    """
    tenant = required_tenant()
    if not has_own_brand(tenant):
        raise BrandBelongsToTelco(_("Your shop carries the telco's logo."))
    logo = read_logo(content)
    workspace = open_workspace()
    shown = {"logo": logo.name, "logo_width": logo.width, "logo_height": logo.height}
    if not workspace.has_brand:
        shown |= {
            "accent": FIRST_ACCENT,
            "ink_on_accent": FIRST_INK,
            "surface_tint": quiet_tint(FIRST_ACCENT),
            "radius": FIRST_RADIUS,
            "type_pairing": TypePairing.PAPER,
        }
    for name, value in shown.items():
        setattr(workspace, name, value)
    workspace.save(update_fields=list(shown))
    record(
        "logo.uploaded",
        actor_id=by,
        subject=f"tenant:{tenant.uuid}",
        detail={"logo": logo.name},
        at=at,
    )
    keep_logo(tenant.uuid, logo)
    return workspace
