"""Pictures people upload, made safe, and where they stand."""

import re
import warnings
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from kith.errors import DomainError
from tenants.registry.archives import media_of

LARGEST_BYTES = 2_000_000
# Read from the file's head, before anything is unpacked: a small file may hold a huge picture.
LARGEST_PIXELS = 12_000_000
SHOWN_AT_MOST = (640, 320)
KINDS = ("PNG", "JPEG", "WEBP")
NAME = re.compile(r"[0-9a-f]{32}\.png\Z")


class LogoRefused(DomainError):
    """A file that is no picture we take."""

    code = "logo.refused"


@dataclass(frozen=True)
class Logo:
    """A picture of our own making."""

    name: str
    content: bytes
    width: int
    height: int


def read_logo(content: bytes) -> Logo:
    """
    Return the picture drawn anew: what else the file held is gone.

    :raises LogoRefused: no PNG, JPEG or WebP, too heavy, too large, or broken
    """
    if len(content) > LARGEST_BYTES:
        raise LogoRefused(_("The file is larger than 2 MB."), mend=_("Save it smaller."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            opened = Image.open(BytesIO(content), formats=KINDS)
            if opened.width * opened.height > LARGEST_PIXELS:
                raise LogoRefused(
                    _("The picture has too many pixels."), mend=_("640 × 320 is plenty.")
                )
            picture = ImageOps.exif_transpose(opened).convert("RGBA")
    except LogoRefused:
        raise
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError) as error:
        raise LogoRefused(
            _("This is not a picture we can read."), mend=_("Save it as PNG, JPEG or WebP.")
        ) from error
    picture.thumbnail(SHOWN_AT_MOST)
    drawn = BytesIO()
    # A fresh canvas: neither metadata nor bytes behind the picture come along.
    canvas = Image.new("RGBA", picture.size)
    canvas.paste(picture)
    canvas.save(drawn, format="PNG", optimize=True)
    name = f"{sha256(drawn.getvalue()).hexdigest()[:32]}.png"
    return Logo(name, drawn.getvalue(), canvas.width, canvas.height)


def logo_folder(tenant_id: UUID) -> Path:
    """Return where a tenant's logos stand; it exists once one was kept."""
    return media_of(tenant_id) / "logo"


def logo_path(tenant_id: UUID, name: str) -> Path | None:
    """Return where a tenant's logo stands; None when the name is not one we gave."""
    if not NAME.match(name):
        return None
    return logo_folder(tenant_id) / name


def keep_logo(tenant_id: UUID, logo: Logo) -> None:
    """Write the file whole; its name is its content's, so writing it twice is harmless."""
    path = logo_path(tenant_id, logo.name)
    assert path is not None, "a name of our own making"  # noqa: S101
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_bytes(logo.content)
    fresh.replace(path)
