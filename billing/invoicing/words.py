"""How what happens to cards is said."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WHY = {
    "insufficient_funds": gettext_lazy("there was not enough money on it"),
    "authentication_required": gettext_lazy("your bank wants you to confirm the payment yourself"),
    "expired_card": gettext_lazy("it has expired"),
    "no_card": gettext_lazy("no card of yours is kept any more"),
}


def why_refused(reason: str) -> str:
    """Return why a charge was refused, to stand behind a colon."""
    return str(WHY.get(reason) or _("your bank declined it"))
