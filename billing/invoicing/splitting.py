"""Who gets what of one line: pure arithmetic, exact to the cent."""

from __future__ import annotations

from django.utils.translation import gettext as _

from billing.settlement.shares import PLATFORM, SELLER, SPONSOR, TAX, WHOLESALE
from billing.settlement.terms import SharingTerms
from kith.errors import DomainError
from kith.money import BASIS, allocate, tax_inside

# By how many minor units the estimate of a price may be too high.
ROUNDED = 4


class NotSplittable(DomainError):
    """The line's price cannot be shared as the terms say."""

    code = "split.impossible"


def split_line(
    *,
    gross_minor: int,
    tax_basis_points: int,
    wholesale_minor: int,
    terms: SharingTerms,
    has_sponsor: bool,
) -> dict[str, int]:
    """
    Share a total price among its parties; the parts are never negative and sum to it.

    :raises NotSplittable: a negative price, or shares of more than the whole
    """
    if gross_minor < 0 or wholesale_minor < 0 or tax_basis_points < 0:
        raise NotSplittable(_("A line is shared at a price of zero or more"))
    tax = tax_inside(gross_minor, tax_basis_points)
    net = gross_minor - tax
    parts = {TAX: tax} | _net_parts(net, wholesale_minor, terms, has_sponsor)
    return {party: amount for party, amount in parts.items() if amount}


def least_gross(*, wholesale_minor: int, tax_basis_points: int, terms: SharingTerms) -> int:
    """
    Return the lowest total price at which nobody bears a part of what was bought for that much.

    Below it the platform's fee would come out of the price that is owed for the product.
    """
    kept = max(1, BASIS - terms.platform_basis_points)
    net = -(-wholesale_minor * BASIS // kept)
    gross = net + net * tax_basis_points // BASIS
    # Two parts round: look a little lower, and take the first price that is enough.
    gross = max(0, gross - ROUNDED)
    while _bought(gross, wholesale_minor, tax_basis_points, terms) < wholesale_minor:
        gross += 1
    return gross


def _bought(gross: int, wholesale: int, tax_basis_points: int, terms: SharingTerms) -> int:
    parts = split_line(
        gross_minor=gross,
        tax_basis_points=tax_basis_points,
        wholesale_minor=wholesale,
        terms=terms,
        has_sponsor=False,
    )
    return parts.get(WHOLESALE, 0)


def _net_parts(
    net: int, wholesale_minor: int, terms: SharingTerms, has_sponsor: bool
) -> dict[str, int]:
    sponsor_rate = terms.sponsor_basis_points if has_sponsor else 0
    if terms.wholesale == "rest":
        # Weights in a finer unit, so that the sponsor's share of a share stays exact.
        seller = (terms.seller_basis_points or 0) * BASIS
        platform = terms.platform_basis_points * BASIS
        sponsor = (terms.seller_basis_points or 0) * sponsor_rate
        rest = BASIS * BASIS - seller - platform - sponsor
        if rest < 0:
            raise NotSplittable(_("The shares of this model are more than the whole"))
        return allocate(
            net, {SELLER: seller, PLATFORM: platform, SPONSOR: sponsor, WHOLESALE: rest}
        )
    platform_part = allocate(
        net, {PLATFORM: terms.platform_basis_points, SELLER: BASIS - terms.platform_basis_points}
    )[PLATFORM]
    bought = wholesale_minor if terms.wholesale == "price" else 0
    # A price below cost leaves the seller nothing; it never makes a part negative.
    wholesale = min(bought, net - platform_part)
    seller_part = net - platform_part - wholesale
    sponsor_part = allocate(seller_part, {SPONSOR: sponsor_rate, SELLER: BASIS - sponsor_rate})[
        SPONSOR
    ]
    # The override comes out of the telco's share, and never out of the seller's.
    sponsor_part = min(sponsor_part, wholesale)
    return {
        PLATFORM: platform_part,
        WHOLESALE: wholesale - sponsor_part,
        SELLER: seller_part,
        SPONSOR: sponsor_part,
    }
