"""The terms that money goes by, in words: how a sale is shared, when it is paid, what takes two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from billing.settlement.models import DunningTerms, RefundTerms, SettlementTerms, SharingModel
from billing.settlement.terms import BEGINNING
from kith.doors import RuleSet, RuleVersion
from kith.money import Money
from kith.ui.formats import money_text, percent_text

A_YEAR = 365


def money_rules() -> Iterator[RuleSet]:
    """Yield each set of rules that money goes by, one a kind of seller or a currency."""
    yield from _splits()
    yield from _payouts()
    yield from _refunds()
    yield _dunning()


def _splits() -> Iterator[RuleSet]:
    versions: dict[str, list[RuleVersion]] = defaultdict(list)
    for row in SharingModel.objects.order_by("seller_kind", "-starts_at", "-pk"):
        versions[row.seller_kind].append(RuleVersion(_parts_of(row.parts), _since(row.starts_at)))
    titles = {
        "home": _("A sale of the telco’s own shop"),
        "reseller": _("A sale of a reseller"),
        "operator": _("A sale of a virtual operator"),
    }
    for kind, title in titles.items():
        if found := versions.get(kind):
            yield RuleSet(title, found, order=10)


def _parts_of(parts: dict) -> dict[str, str]:
    own, sponsor = parts["seller_basis_points"], parts["sponsor_basis_points"]
    share = {"share": percent_text(sponsor)}
    rest = _("what the others leave")
    bought = {"rest": rest, "price": _("the wholesale price"), "none": _("nothing")}
    return {
        _("The seller gets, of the price before tax"): rest if own is None else percent_text(own),
        _("The network gets for the product"): bought[parts["wholesale"]],
        _("Network fee"): percent_text(parts["platform_basis_points"]),
        _("Whoever brought the seller gets on top, out of the telco’s part"): (
            _("%(share)s of what the seller gets") % share if sponsor else _("nothing")
        ),
    }


def _payouts() -> Iterator[RuleSet]:
    rows: dict[str, list[SettlementTerms]] = defaultdict(list)
    for row in SettlementTerms.objects.order_by("currency", "-starts_at", "-pk"):
        rows[row.currency].append(row)
    for currency in rows or [settings.KITH_CURRENCY]:
        dated = [RuleVersion(_paid(row), _since(row.starts_at)) for row in rows[currency]]
        defaults = RuleVersion(_paid(SettlementTerms(currency=currency)))
        title = _("Payouts in %(currency)s") % {"currency": currency}
        yield RuleSet(title, _from_the_beginning(dated, defaults), order=20)


def _paid(row: SettlementTerms) -> dict[str, str]:
    limit = money_text(Money(row.four_eyes_above_minor, row.currency))
    return {
        _("A share is held for"): _days(row.hold_days),
        _("Of a new seller, for"): _in_the_first(row.new_seller_hold_days, row.new_seller_days),
        _("Of a proven operator, for"): _after(
            row.clean_operator_hold_days, row.clean_operator_days
        ),
        _("Smallest payment"): money_text(Money(row.minimum_minor, row.currency)),
        _("One person releases a day, up to"): limit,
        _("One person writes off for one party, up to"): limit,
    }


def _refunds() -> Iterator[RuleSet]:
    rows: dict[str, list[RefundTerms]] = defaultdict(list)
    for row in RefundTerms.objects.order_by("currency", "-starts_at", "-pk"):
        rows[row.currency].append(row)
    for currency in rows or [settings.KITH_CURRENCY]:
        dated = [RuleVersion(_given_back(row), _since(row.starts_at)) for row in rows[currency]]
        defaults = RuleVersion(_given_back(RefundTerms(currency=currency)))
        title = _("Refunds by a shop itself in %(currency)s") % {"currency": currency}
        yield RuleSet(title, _from_the_beginning(dated, defaults), order=30)


def _given_back(row: RefundTerms) -> dict[str, str]:
    return {
        _("In a calendar month, up to"): money_text(Money(row.month_minor, row.currency)),
        _("Of invoices paid within"): _days(row.age_days),
        _("Beyond that"): _("finance decides"),
    }


def _dunning() -> RuleSet:
    rows = DunningTerms.objects.order_by("-starts_at", "-pk")
    dated = [RuleVersion(_followed(row), _since(row.starts_at)) for row in rows]
    defaults = RuleVersion(_followed(DunningTerms()))
    return RuleSet(_("A bill that nobody pays"), _from_the_beginning(dated, defaults), order=35)


def _followed(row: DunningTerms) -> dict[str, str]:
    return {
        _("After its due day, a reminder"): _days(row.remind_days),
        _("A warning that the line will be blocked"): _days(row.warn_days),
        _("The line is blocked"): _days(row.bar_days),
        _("A notice that the line will end"): _days(row.notice_days),
        _("The line ends"): _days(row.end_days),
        _("From a letter to what it tells of, at least"): _days(row.ahead_days),
        _("What could not be done is looked at again every"): _days(row.recheck_days),
    }


def _since(at: datetime) -> datetime | None:
    return at if at > BEGINNING else None


def _from_the_beginning(dated: list[RuleVersion], defaults: RuleVersion) -> list[RuleVersion]:
    """Return the dated versions, and what held before the first of them."""
    return dated if dated and dated[-1].starts_at is None else [*dated, defaults]


def _in_the_first(held: int, days: int) -> str:
    if days == A_YEAR:
        return _("%(hold)s, in the first year") % {"hold": _days(held)}
    return _("%(hold)s, in the first %(days)s") % {"hold": _days(held), "days": _days(days)}


def _after(held: int, days: int) -> str:
    if days == A_YEAR:
        return _("%(hold)s, after a year") % {"hold": _days(held)}
    return _("%(hold)s, after %(days)s") % {"hold": _days(held), "days": _days(days)}


def _days(count: int) -> str:
    return ngettext("%(n)s day", "%(n)s days", count) % {"n": count}
