"""On what terms sellers buy and price, in words, with every version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _

from catalog.wholesale.differences import ALONE_DAYS, ALONE_UP_TO
from catalog.wholesale.models import WholesaleTerm
from catalog.wholesale.queries import DEFAULT_TERMS
from kith.doors import RuleSet, RuleVersion
from kith.ui.formats import percent_text


def price_rules() -> Iterator[RuleSet]:
    """Yield how far prices may go, by kind of seller, and what an import may move alone."""
    rows: dict[str, list[WholesaleTerm]] = defaultdict(list)
    for row in WholesaleTerm.objects.order_by("seller_kind", "-starts_at", "-pk"):
        rows[row.seller_kind].append(row)
    titles = {
        "home": _("Prices of the telco’s own shop"),
        "reseller": _("Prices of a reseller"),
        "operator": _("Prices of a virtual operator"),
    }
    for kind, title in titles.items():
        dated = [RuleVersion(_priced(row), row.starts_at) for row in rows[kind]]
        defaults = RuleVersion(_priced(WholesaleTerm(seller_kind=kind, **DEFAULT_TERMS[kind])))
        yield RuleSet(title, [*dated, defaults], order=40)
    says = {
        _("One person moves a list price, up or down, by at most"): _("%(rate)s in %(days)s days")
        % {"rate": percent_text(ALONE_UP_TO), "days": ALONE_DAYS},
        _("Beyond that"): _("a second person signs"),
    }
    yield RuleSet(_("Catalogue files"), [RuleVersion(says)], order=50)


def _priced(row: WholesaleTerm) -> dict[str, str]:
    return {
        _("Wholesale, of the list price before tax"): percent_text(row.wholesale_basis_points),
        _("Regulators’ fees, of the list price before tax"): percent_text(row.fee_basis_points),
        _("Highest price, of the list price"): percent_text(row.ceiling_basis_points),
    }
