"""How many offers a shop may have, in words."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from catalog.storefront.corridor import MOST_OFFERS
from kith.doors import RuleSet, RuleVersion


def shelf_rules() -> Iterator[RuleSet]:
    """Yield how many offers each kind of seller may have on sale."""
    names = {
        "home": _("The telco’s own shop"),
        "reseller": _("A reseller"),
        "operator": _("A virtual operator"),
    }
    says = {name: str(MOST_OFFERS[kind]) for kind, name in names.items()}
    yield RuleSet(_("Offers on sale at once, at most"), [RuleVersion(says)], order=60)
