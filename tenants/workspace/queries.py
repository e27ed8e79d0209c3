"""What others may ask of a workspace. Each answers for the tenant it is asked in."""

import json
from dataclasses import dataclass, field
from datetime import datetime

from kith.mail.letterhead import network_name
from kith.translated import in_this_language
from kith.ui.contrast import mix
from kith.wall import TenantRef, required_tenant
from tenants.registry.questions import legal_seller
from tenants.workspace.models import ONLY, Workspace
from tenants.workspace.sql_face import read_face

# Written out: faces are asked for outside requests too, where no tenant's urls are at hand.
LOGO_PATH = "/media/logo/"
# What a shop says in each of its languages.
TRANSLATED = ("tagline", "about", "support_hours")
LOOKS = (
    "accent",
    "ink_on_accent",
    "surface_tint",
    "radius",
    "type_pairing",
    "logo_width",
    "logo_height",
)


@dataclass(frozen=True)
class ShopFace:
    """
    How a shop shows itself, in the reader's language where it has words in it.

    An empty accent means the telco's own look.
    """

    name: str
    tagline: str
    about: str
    is_own_brand: bool
    is_home: bool = False
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

    @property
    def seller_name(self) -> str:
        """Who sells by law and stands for the promise, in every shop: as its bills say."""
        seller = legal_seller()
        return seller.name if seller else network_name()

    @property
    def brand_name(self) -> str:
        """Whose brand the plans bear: the shop's own, or the telco's it sells for."""
        return self.name if self.is_own_brand else network_name()


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
    required_tenant()
    return face_from(read_face())


def face_from(face: str | None) -> ShopFace:
    """
    Return the face that was read as part of another statement, by `sql_face.FACE`.

    :raises TenantNotSet: asked on the public side
    """
    tenant = required_tenant()
    row = json.loads(face) if face else {}
    is_own = has_own_brand(tenant)
    name = row.get("name", tenant.name)
    words = {
        "name": name,
        **in_this_language(
            row.get("translations", {}), **{word: row.get(word, "") for word in TRANSLATED}
        ),
        "is_own_brand": is_own,
        "is_home": tenant.is_home,
        "support_email": row.get("support_email", ""),
        "languages": row.get("languages") or [tenant.locale[:2]],
    }
    if not is_own or row.get("accent") is None:
        return ShopFace(**words)
    return ShopFace(
        **words,
        **{look: row[look] for look in LOOKS},
        logo_url=f"{LOGO_PATH}{row['logo']}" if row["logo"] else "",
    )


def setup_facts() -> SetupFacts:
    """Return what of the set-up is done, with its time."""
    workspace = _workspace()
    if workspace is None:
        return SetupFacts()
    return SetupFacts(workspace.described_at, workspace.branded_at, workspace.shared_at)


def shop_words() -> Workspace:
    """Return what a shop says of itself as its owner wrote it, in every language."""
    tenant = required_tenant()
    return _workspace() or Workspace(name=tenant.name, languages=[tenant.locale[:2]])


def further_languages() -> list[str]:
    """Return the languages a shop speaks beside its first: its own, where it speaks that."""
    spoken = shop_words().languages or [required_tenant().locale[:2]]
    first = required_tenant().locale[:2]
    return [code for code in spoken if code != (first if first in spoken else spoken[0])]


def has_own_brand(tenant: TenantRef) -> bool:
    """Return whether the tenant stands under its own name and looks: not a reseller."""
    return tenant.is_operator or tenant.is_home


def quiet_tint(accent: str) -> str:
    """Return the surface that goes with an accent."""
    return mix(accent, "#ffffff", 0.08)


def _workspace() -> Workspace | None:
    return Workspace.objects.filter(pk=ONLY).first()
