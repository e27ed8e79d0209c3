"""How the state of an order is said, and in which tone."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from catalog.ordering.models import Order

TONES = {"active": "good", "failed": "bad", "paid": "info", "placed": "warn"}


def state_of(order: Order, ended: Collection[UUID]) -> str:
    """Give the word for lists, knowing the orders whose lines have all ended."""
    return "ended" if order.state == "active" and order.pk in ended else order.state


def state_word(state: str) -> str:
    return {
        "placed": _("Not paid yet"),
        "paid": _("Being activated"),
        "active": _("Active"),
        "ended": _("Ended"),
        "failed": _("Failed"),
        "cancelled": _("Cancelled"),
        "refunded": _("Refunded"),
    }[state]
