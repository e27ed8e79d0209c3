"""Slugs and names nobody may have, and slugs that look like somebody else's."""

from __future__ import annotations

import re
import unicodedata
from uuid import UUID

from django.utils.translation import gettext as _

from kith.errors import DomainError
from kith.wall import public_side
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


class NameRefused(DomainError):
    """The name would pass a shop off as the telco itself, or as another shop."""

    code = "tenant.name_refused"


# What only the telco itself may say of a shop, as whole words.
OFFICIAL = frozenset(["official", "oficial"])
# A name of the telco's this long is found inside a longer word too.
TELLING = 6


def check_name(name: str, *, telco: str) -> None:
    """
    Accept what a shop that is not the telco's own wants to be called.

    :raises NameRefused: it says the telco's name, or that it is official
    """
    words = [skeleton(word) for word in slug_from(name).split("-")]
    theirs = [skeleton(word) for word in slug_from(telco).split("-")]
    is_official = any(word in _OFFICIAL_SKELETONS for word in words)
    said = "".join(theirs)
    names_telco = any(
        words[place : place + len(theirs)] == theirs for place in range(len(words))
    ) or (len(said) >= TELLING and said in "".join(words))
    if is_official or names_telco:
        raise NameRefused(
            _("“%(name)s” could be taken for the telco’s own shop.") % {"name": name},
            mend=_("Choose a name without the telco’s, and without “official”."),
        )


@public_side
def check_name_is_free(name: str, *, besides: UUID) -> None:
    """
    Accept a name that no other shop has, nor one that the eye confuses with it.

    :raises NameRefused: another shop is called so
    """
    wanted = skeleton(slug_from(name))
    others = Tenant.objects.exclude(pk=besides).values_list("name", flat=True)
    if any(skeleton(slug_from(other)) == wanted for other in others.iterator()):
        raise NameRefused(
            _("Another shop is called “%(name)s”, or nearly so.") % {"name": name},
            mend=_("Choose a name that nobody takes for theirs."),
        )


def is_allowed(slug: str) -> bool:
    """Tell whether an address is well formed and not reserved; somebody may have it already."""
    return _is_well_formed(slug) and not _is_reserved(slug)


def check_slug(slug: str) -> None:
    """
    Accept an address for a storefront.

    :raises SlugRefused: badly formed, reserved, taken, or easily confused with another
    """
    if not _is_well_formed(slug):
        raise SlugRefused(
            _("“%(slug)s” cannot be an address.") % {"slug": slug},
            mend=_(
                "Use %(shortest)s to %(longest)s small letters, digits and single hyphens, "
                "starting with a letter."
            )
            % {"shortest": SHORTEST, "longest": LONGEST},
        )
    if _is_reserved(slug):
        raise SlugRefused(
            _("“%(slug)s” is reserved.") % {"slug": slug}, mend=_("Choose a name of your own.")
        )
    same = Tenant.objects.filter(skeleton=skeleton(slug))
    if other := same.values_list("slug", flat=True).first():
        raise SlugRefused(
            _("“%(slug)s” is taken or too easily confused with “%(other)s”.")
            % {"slug": slug, "other": other},
            mend=_("Choose a name that looks different."),
        )


def _is_well_formed(slug: str) -> bool:
    return SHAPE.match(slug) is not None and SHORTEST <= len(slug) <= LONGEST


def _is_reserved(slug: str) -> bool:
    return skeleton(slug) in _RESERVED_SKELETONS


def skeleton(slug: str) -> str:
    """Return what the eye sees of a slug, so that look-alikes compare equal."""
    return slug.translate(LOOKALIKES).replace("rn", "m").replace("vv", "w").replace("i", "l")


_RESERVED_SKELETONS = frozenset(skeleton(name) for name in RESERVED)
_OFFICIAL_SKELETONS = frozenset(skeleton(word) for word in OFFICIAL)


def slug_from(name: str) -> str:
    """Return an address made of a name; it may still be refused by `check_slug`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST].rstrip("-")
    return slug if SHAPE.match(slug or "0") else f"shop-{slug}".rstrip("-")
