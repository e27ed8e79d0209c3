"""How the state of an order is said, and in which tone."""

from django.utils.translation import gettext as _

TONES = {"active": "good", "failed": "bad", "paid": "info", "placed": "warn"}


def state_word(state: str) -> str:
    return {
        "placed": _("Not paid yet"),
        "paid": _("Being activated"),
        "active": _("Active"),
        "failed": _("Failed"),
        "cancelled": _("Cancelled"),
        "refunded": _("Refunded"),
    }[state]
