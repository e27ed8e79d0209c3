"""Handles: short names people know each other by, in one alphabet that cannot deceive."""

import re
import unicodedata

from django.utils.translation import gettext as _

from kith.errors import DomainError

HANDLE = re.compile(r"[a-z][a-z0-9-]{1,28}[a-z0-9]\Z")
# fmt: off
RESERVED = frozenset((
    "about", "accounts", "admin", "administrator", "api", "approver", "billing", "council",
    "desk", "finance", "founder", "help", "home", "invoice", "kith", "legal", "mail", "me",
    "my", "network", "nobody", "official", "operator", "owner", "payments", "platform",
    "privacy", "reseller", "root", "security", "settings", "shop", "staff", "status",
    "support", "system", "team", "telco", "tmf-api", "undefined", "www", "you",
))
# fmt: on
# Read as one another in most typefaces: the longer ones go first.
LOOKALIKES = (
    ("rn", "m"),
    ("vv", "w"),
    ("cl", "d"),
    ("0", "o"),
    ("1", "l"),
    ("i", "l"),
    ("5", "s"),
    ("8", "b"),
    ("-", ""),
)


class HandleNotAllowed(DomainError):
    """A handle with letters we do not take, too short, or kept for the house."""

    code = "handle.not_allowed"


def read_handle(text: str) -> str:
    """
    Return the handle as it is stored.

    :raises HandleNotAllowed: it is malformed, or reserved
    """
    handle = text.strip().removeprefix("@").lower()
    if not HANDLE.match(handle) or "--" in handle:
        raise HandleNotAllowed(
            _("A handle has 3 to 30 letters a to z, digits and single hyphens."),
            mend=_("Begin with a letter, as in %(handle)s.") % {"handle": propose_handle(text)},
        )
    if handle_shape(handle) in RESERVED_SHAPES:
        raise HandleNotAllowed(
            _("This handle is kept for the house."), mend=_("Choose another one.")
        )
    return handle


def handle_shape(handle: str) -> str:
    """Return what the eye reads: two handles of one shape would be taken for each other."""
    shape = handle
    for seen, read in LOOKALIKES:
        shape = shape.replace(seen, read)
    return shape


def propose_handle(full_name: str) -> str:
    """Return a handle made of a name, which may be taken already."""
    plain = unicodedata.normalize("NFKD", full_name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    words = re.sub(r"^[^a-z]+", "", words)[:24].strip("-")
    return words if len(words) >= 3 else f"friend-{words}".strip("-")


RESERVED_SHAPES = frozenset(handle_shape(word) for word in RESERVED)
