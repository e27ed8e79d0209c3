"""What others may ask of a workspace. Each answers for the tenant it is asked in."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from kith.ui.contrast import mix
from kith.wall import TenantRef, required_tenant
from tenants.accounts.sender import network_name
from tenants.workspace.models import ONLY, Brand, Workspace

# Written out: faces are asked for outside requests too, where no tenant's urls are at hand.
LOGO_PATH = "/media/logo/"


@dataclass(frozen=True)
class ShopFace:
    """
    How a shop shows itself. An empty accent means the telco's own look.

    `seller_name` is who sells and stands for the promise: the shop itself where
    it has its own brand, else the telco it sells for.
    """

    name: str
    tagline: str
    about: str
    seller_name: str
    is_own_brand: bool
    support_email: str = ""
    support_hours: str = ""
    languages: list[str] = field(default_factory=list)
    accent: str = ""
    ink_on_accent: str = ""
    surface_tint: str = ""
    radius: int = 12
    type_pairing: str = "paper"
    logo_url: str = ""
    logo_width: int | None = None
    logo_height: int | None = None


@dataclass(frozen=True)
class SetupFacts:
    """How far the set-up of a shop has come."""

    described_at: datetime | None = None
    branded_at: datetime | None = None
    shared_at: datetime | None = None


def shop_face() -> ShopFace:
    """
    Return the face of this tenant's shop, in one statement.

    :raises TenantNotSet: asked on the public side
    """
    tenant = required_tenant()
    workspace = _workspace()
    brand: Brand | None = getattr(workspace, "brand", None)
    name = workspace.name if workspace else tenant.name
    face = ShopFace(
        name=name,
        tagline=workspace.tagline if workspace else "",
        about=workspace.about if workspace else "",
        seller_name=name if has_own_brand(tenant) else network_name(),
        is_own_brand=has_own_brand(tenant),
        support_email=workspace.support_email if workspace else "",
        support_hours=workspace.support_hours if workspace else "",
        languages=(workspace.languages if workspace else []) or [tenant.locale[:2]],
    )
    if brand is None or not has_own_brand(tenant):
        return face
    return replace(
        face,
        accent=brand.accent,
        ink_on_accent=brand.ink_on_accent,
        surface_tint=brand.surface_tint,
        radius=brand.radius,
        type_pairing=brand.type_pairing,
        logo_url=f"{LOGO_PATH}{brand.logo}" if brand.logo else "",
        logo_width=brand.logo_width,
        logo_height=brand.logo_height,
    )


def setup_facts() -> SetupFacts:
    """Return what of the set-up is done, with its time."""
    workspace = _workspace()
    if workspace is None:
        return SetupFacts()
    return SetupFacts(workspace.described_at, workspace.branded_at, workspace.shared_at)


def has_own_brand(tenant: TenantRef) -> bool:
    """Return whether the tenant stands under its own name and looks: not a reseller."""
    return tenant.is_operator or tenant.is_home


def quiet_tint(accent: str) -> str:
    """Return the surface that goes with an accent."""
    return mix(accent, "#ffffff", 0.08)


def _workspace() -> Workspace | None:
    return Workspace.objects.select_related("brand").filter(pk=ONLY).first()
