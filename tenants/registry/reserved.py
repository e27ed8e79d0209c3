"""Slugs nobody may have, and slugs that look like somebody else's."""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import gettext as _

from kith.errors import DomainError
from tenants.registry.models import Tenant

RESERVED = frozenset(
    [
        "www",
        "admin",
        "api",
        "app",
        "mail",
        "smtp",
        "ftp",
        "staff",
        "desk",
        "my",
        "help",
        "support",
        "status",
        "kith",
        "network",
        "accounts",
        "billing",
        "pay",
        "payment",
        "payments",
        "login",
        "signin",
        "signup",
        "static",
        "media",
        "assets",
        "cdn",
        "root",
        "test",
        "webhooks",
        "hooks",
        "postmaster",
        "abuse",
        "security",
        "livez",
        "readyz",
        "demo",
        "official",
        "northline",
    ]
)
SHAPE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")
SHORTEST, LONGEST = 3, 30
# Characters that the eye confuses in an address bar.
LOOKALIKES = str.maketrans({"0": "o", "1": "l", "3": "e", "5": "s", "-": ""})


class SlugRefused(DomainError):
    """The address cannot be given; the message says why."""

    code = "tenant.slug_refused"


def check_slug(slug: str) -> None:
    """
    Accept an address for a storefront.

    :raises SlugRefused: badly formed, reserved, taken, or easily confused with another
    """
    if not SHAPE.match(slug) or not SHORTEST <= len(slug) <= LONGEST:
        raise SlugRefused(
            _("“%(slug)s” cannot be an address.") % {"slug": slug},
            mend=_(
                "Use %(shortest)s to %(longest)s small letters, digits and single hyphens, "
                "starting with a letter."
            )
            % {"shortest": SHORTEST, "longest": LONGEST},
        )
    seen = skeleton(slug)
    if seen in {skeleton(name) for name in RESERVED}:
        raise SlugRefused(
            _("“%(slug)s” is reserved.") % {"slug": slug}, mend=_("Choose a name of your own.")
        )
    if other := Tenant.objects.filter(skeleton=seen).values_list("slug", flat=True).first():
        raise SlugRefused(
            _("“%(slug)s” is taken or too easily confused with “%(other)s”.")
            % {"slug": slug, "other": other},
            mend=_("Choose a name that looks different."),
        )


def skeleton(slug: str) -> str:
    """Return what the eye sees of a slug, so that look-alikes compare equal."""
    return slug.translate(LOOKALIKES).replace("rn", "m").replace("vv", "w").replace("i", "l")


def slug_from(name: str) -> str:
    """Return an address made of a name; it may still be refused by `check_slug`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].rstrip("-")
    return slug if SHAPE.match(slug or "0") else f"shop-{slug}".rstrip("-")
