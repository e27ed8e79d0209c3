"""Which plans a line may move to, and what keeps it where it is."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from billing.invoicing.leaving import all_bills_of_plan
from catalog.lines.plans import Plan
from catalog.lines.queries import LineCard, what_keeps_plan
from catalog.porting.queries import leaving_of
from catalog.storefront.queries import OfferCard, kind_of_offer, offers_to_order
from kith.errors import DomainError

ONE_LINE = (None, 1)


class BillOpen(DomainError):
    """A bill of the line waits to be paid."""

    code = "plan.bill_open"


class NumberLeaves(DomainError):
    """The number is on its way to another operator."""

    code = "plan.number_leaves"


def what_keeps(line: LineCard, *, at: datetime, is_now: bool = False) -> DomainError | None:
    """
    Return why a line keeps its plan for now; None where its owner may choose another.

    A plan that waits for its day keeps out another of that kind, and none that is to come now.
    """
    if (refusal := what_keeps_plan(line_id=line.id, at=at, is_now=is_now)) is not None:
        return refusal
    leaving = leaving_of(line_id=line.id, at=at)
    if leaving is not None and leaving.is_open:
        return NumberLeaves(
            _("Your number has a code to leave with."),
            mend=_("Cancel the code first, then change the plan."),
        )
    if all_bills_of_plan(line).owed().exists():
        return BillOpen(
            _("A bill of this line is not paid."), mend=_("Pay it first, then change the plan.")
        )
    return None


def other_plans(line: LineCard, *, at: datetime) -> list[OfferCard]:
    """Return the shop's plans of the same kind and period as a line's own."""
    kind = kind_of_offer(code=line.offer_code)
    return [
        offer
        for offer in offers_to_order(at=at)
        if (offer.kind, offer.period) == (kind, line.period)
        and offer.code != line.offer_code
        and offer.allowances.get("lines") in ONE_LINE
        and offer.price.currency == line.price.currency
    ]


def smaller_plans(line: LineCard, *, at: datetime) -> list[OfferCard]:
    """Return those that cost no more: they come with the next period."""
    return [one for one in other_plans(line, at=at) if one.price <= line.price]


def larger_plans(line: LineCard, *, at: datetime) -> list[OfferCard]:
    """Return those that cost more: they come now, once they are paid."""
    return [one for one in other_plans(line, at=at) if one.price > line.price]


def plan_of(offer: OfferCard) -> Plan:
    """Return an offer as a line takes it."""
    return Plan(
        offer_code=offer.code,
        offer_name=offer.name,
        base_code=offer.base_code,
        price_minor=offer.price.minor,
        wholesale_minor=offer.wholesale.minor,
        tax_basis_points=offer.tax_basis_points,
        currency=offer.price.currency,
        allowances=offer.allowances,
    )
